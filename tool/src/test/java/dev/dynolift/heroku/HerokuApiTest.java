package dev.dynolift.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.standin.ReceivedRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HerokuApiTest {

    private static final String TOKEN = "HRKU-planted-token-1234";

    private final List<Event> events = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private HerokuStandIn standIn;

    @BeforeEach
    void start() throws Exception {
        Path capture = Path.of(HerokuStandIn.class.getResource("roast").toURI());
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
        return new HerokuApi(HerokuHosts.all(standIn.address()), new Secret(TOKEN), events::add, answers, pauses::add);
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

        DynoliftException failure = catchThrowableOfType(DynoliftException.class, () -> new HerokuApi(
                        HerokuHosts.all(closed), new Secret(TOKEN), events::add, AnswerListener.NONE, pauses::add)
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
}
