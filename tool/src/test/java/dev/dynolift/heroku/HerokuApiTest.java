package dev.dynolift.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Allowance;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.standin.ReceivedRequest;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HerokuApiTest {

    private static final String TOKEN = "HRKU-planted-token-1234";

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private HerokuStandIn standIn;

    @BeforeEach
    void start() throws Exception {
        Path capture = Captures.of("roast");
        standIn = HerokuStandIn.start(capture, 2);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    private HerokuApi api() {
        return api(AnswerListener.NONE);
    }

    private HerokuApi api(AnswerListener answers) {
        return api(HerokuHosts.all(standIn.address()), answers, SecondFactor.NONE);
    }

    private HerokuApi api(HerokuHosts hosts, AnswerListener answers, SecondFactor secondFactor) {
        return new HerokuApi(
                hosts,
                new Secret(TOKEN),
                events::add,
                answers,
                KeptAnswers.NONE,
                secondFactor,
                pauses::add,
                InstantSource.system());
    }

    @Test
    void puts_the_pages_of_a_list_together() {
        List<HerokuAnswer> told = new ArrayList<>();

        JsonNode formation = api(told::add).list("/apps/roast/formation");

        assertThat(formation).hasSize(4);
        assertThat(standIn.requests()).extracting(ReceivedRequest::status).containsExactly(206, 200);
        assertThat(standIn.requests().get(1).range()).startsWith("id ]");
        assertThat(told).hasSize(1);
        assertThat(told.get(0).body()).hasSize(4);
    }

    @Test
    void asks_for_the_newest_release_first() {
        JsonNode releases = api().newest("/apps/roast/releases", "version", 1);

        assertThat(releases).hasSize(1);
        assertThat(releases.get(0).path("version").asInt()).isEqualTo(11);
    }

    @Test
    void waits_as_long_as_the_rate_limit_says_and_notes_it() {
        standIn.add(Fault.once("/apps/roast", 429));

        assertThat(api().object("/apps/roast").path("name").asString()).isEqualTo("roast");

        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
        assertThat(events.toString()).contains("rate limit");
    }

    @Test
    void asks_again_after_a_passing_failure_with_longer_pauses() {
        standIn.add(Fault.once("/apps/roast", 500));
        standIn.add(Fault.once("/apps/roast", 503));

        assertThat(api().object("/apps/roast").path("name").asString()).isEqualTo("roast");

        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void gives_up_on_a_lasting_failure() {
        standIn.add(Fault.always("/apps/roast", 503));

        HerokuRefusal refusal = catchThrowableOfType(HerokuRefusal.class, () -> api().object("/apps/roast"));

        assertThat(refusal.status()).isEqualTo(503);
        assertThat(standIn.requests()).hasSize(5);
    }

    @Test
    void says_how_to_log_in_again_and_never_the_token() {
        standIn.add(Fault.always("*", 401));

        HerokuRefusal refusal = catchThrowableOfType(HerokuRefusal.class, () -> api().object("/apps/roast"));

        assertThat(refusal.next()).contains("heroku login");
        assertThat(refusal.concernsOneResource()).isFalse();
        assertThat(refusal.toString() + refusal.next() + events).doesNotContain(TOKEN);
    }

    @Test
    void takes_a_forbidden_or_missing_resource_for_one_resource() {
        standIn.add(Fault.always("/apps/roast", 403));

        HerokuRefusal forbidden = catchThrowableOfType(HerokuRefusal.class, () -> api().object("/apps/roast"));
        HerokuRefusal missing = catchThrowableOfType(HerokuRefusal.class, () -> api().object("/apps/nobody"));

        assertThat(forbidden.concernsOneResource()).isTrue();
        assertThat(missing.concernsOneResource()).isTrue();
        assertThat(missing.id()).isEqualTo("not_found");
    }

    @Test
    void an_object_in_the_place_of_a_list_is_no_empty_list() {
        HerokuRefusal refusal = catchThrowableOfType(HerokuRefusal.class, () -> api().list("/apps/roast"));

        assertThat(refusal.what()).contains("is no list");
        assertThat(refusal.concernsOneResource()).isTrue();
        assertThatThrownBy(() -> api().newest("/apps/roast", "version", 10)).hasMessageContaining("is no list");
    }

    @Test
    void an_empty_body_is_no_answer() throws Exception {
        HttpServer silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        silent.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        silent.start();
        try {
            URI here = URI.create("http://127.0.0.1:" + silent.getAddress().getPort());
            HerokuApi api = api(HerokuHosts.all(here), AnswerListener.NONE, SecondFactor.NONE);

            assertThatThrownBy(() -> api.list("/apps/roast/addons")).hasMessageContaining("is no JSON");
            assertThatThrownBy(() -> api.object("/apps/roast")).hasMessageContaining("is no JSON");
        } finally {
            silent.stop(0);
        }
    }

    @Test
    void knows_whose_login_it_is_unless_it_may_not() {
        assertThat(api().account()).isPresent();
        standIn.add(Fault.always("/account", 403));
        assertThat(api().account()).isEmpty();
    }

    @Test
    void refuses_a_token_that_cannot_be_one_without_quoting_it() {
        assertThatThrownBy(() -> new HerokuApi(
                        HerokuHosts.all(standIn.address()), new Secret("two\nlines"), events::add, AnswerListener.NONE))
                .isInstanceOf(DynoliftException.class)
                .hasMessageNotContaining("two");
    }

    @Test
    void refuses_to_send_the_token_without_protection() {
        assertThatThrownBy(() -> HerokuHosts.all(URI.create("http://api.heroku.example")))
                .isInstanceOf(DynoliftException.class)
                .hasMessageContaining("unprotected");
    }

    @Test
    void names_a_host_that_does_not_answer() {
        URI closed = standIn.address();
        standIn.close();

        DynoliftException failure = catchThrowableOfType(
                DynoliftException.class, () -> api(HerokuHosts.all(closed), AnswerListener.NONE, SecondFactor.NONE)
                        .object("/apps/roast"));

        assertThat(failure.code()).isEqualTo(ErrorCode.NETWORK);
        assertThat(failure.next()).contains("HEROKU_HOST");
    }

    @Test
    void sends_the_headers_that_heroku_wants() {
        api().object("/apps/roast");
        api().scheduler("/apps/roast/jobs");

        assertThat(standIn.requests())
                .extracting(ReceivedRequest::accept)
                .containsExactly("application/vnd.heroku+json; version=3", "application/vnd.api+json");
        assertThat(standIn.requests()).extracting(ReceivedRequest::method).containsOnly("GET");
    }

    @Test
    void asks_again_when_a_connection_is_cut() {
        standIn.add(Fault.cut("/apps/roast", 2));

        assertThat(api().object("/apps/roast").path("name").asString()).isEqualTo("roast");

        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void gives_up_on_a_rate_limit_that_lasts_for_half_an_hour() {
        standIn.add(Fault.always("/apps/roast", 429));
        standIn.sendAway(Duration.ofMinutes(1));

        HerokuRefusal refusal = catchThrowableOfType(HerokuRefusal.class, () -> api().object("/apps/roast"));

        assertThat(refusal.status()).isEqualTo(429);
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void goes_no_faster_than_the_allowance_is_refilled() {
        standIn.grant(new Allowance(103, 75, InstantSource.system()));
        HerokuApi api = api();

        for (int i = 0; i < 3; i++) {
            api.object("/apps/roast");
        }
        assertThat(pauses).isEmpty();
        assertThat(api.waitingTime(10)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(10));
        assertThat(standIn.requests()).extracting(ReceivedRequest::status).containsOnly(200);
    }

    @Test
    void does_not_count_what_heroku_does_not_count() {
        standIn.grant(new Allowance(1, 0, InstantSource.system()));
        HerokuApi api = api();

        api.data("/client/v11/databases/00000043-aaaa-4bbb-8ccc-0123456789ab");
        api.scheduler("/apps/roast/jobs");
        api.object("/apps/roast");

        assertThat(standIn.requests()).extracting(ReceivedRequest::status).containsOnly(200);
    }

    @Test
    void hears_only_once_what_has_not_changed() {
        Map<String, KeptAnswers.Kept> kept = new HashMap<>();
        KeptAnswers memory = new KeptAnswers() {
            @Override
            public Optional<Kept> find(String path) {
                return Optional.ofNullable(kept.get(path));
            }

            @Override
            public void keep(HerokuAnswer answer, String tag) {
                kept.put(answer.path(), new Kept(answer, tag, false));
            }
        };
        HerokuApi api = new HerokuApi(
                HerokuHosts.all(standIn.address()),
                new Secret(TOKEN),
                events::add,
                AnswerListener.NONE,
                memory,
                SecondFactor.NONE);

        JsonNode first = api.list("/apps/roast/domains");
        JsonNode second = api.list("/apps/roast/domains");
        JsonNode app = api.object("/apps/roast");

        assertThat(second).isEqualTo(first);
        assertThat(api.object("/apps/roast")).isEqualTo(app);
        assertThat(standIn.requests().get(standIn.requests().size() - 1).status())
                .isEqualTo(304);
    }

    @Test
    void shows_the_login_to_nobody_who_keeps_slugs() throws Exception {
        standIn.putSlug("s1", new byte[] {1, 2, 3});

        try (InputStream slug = api().download(standIn.address() + "/slug-store/s1")) {
            assertThat(slug.readAllBytes()).containsExactly(1, 2, 3);
        }

        assertThat(standIn.requests()).singleElement().satisfies(request -> assertThat(request.authorized())
                .isFalse());
    }
}
