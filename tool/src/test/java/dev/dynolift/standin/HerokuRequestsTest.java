package dev.dynolift.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.audit.Audit;
import dev.dynolift.audit.AuditOptions;
import dev.dynolift.audit.AuditScope;
import dev.dynolift.audit.OneOffDynos;
import dev.dynolift.audit.SchedulerWatch;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuDynos;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.heroku.HerokuLogs;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that an audit sends is what Heroku publishes about its requests, and so is everything it is answered. */
class HerokuRequestsTest {

    private static final Secret TOKEN = new Secret("HRKU-x");
    private static final String PLATFORM = "application/vnd.heroku+json; version=3";
    /** Services behind the dashboard, about which Heroku publishes nothing, and addresses that Heroku gives. */
    private static final String UNPUBLISHED = "/apps/[^/]+/(jobs|github|router-metrics/(latency|errors|status)"
            + "|formation/[^/]+/(monitors|metrics/dyno/memory))|/(slug-store|log-streams)/.*";
    /** As Heroku's own client writes it: a field, the first and last value, how many and in which order. */
    private static final String RANGE =
            "[a-z_]+ (]?[^ ;.]*)\\.\\.([^ ;.]*)(; ?(max=\\d{1,4}|order=(asc|desc))(,(max=\\d{1,4}|order=(asc|desc)))*)?";

    @TempDir
    Path folder;

    private final List<HerokuAnswer> answers = new CopyOnWriteArrayList<>();

    @Test
    void every_request_and_answer_of_an_audit_keeps_to_herokus_schema() throws Exception {
        List<ReceivedRequest> requests = new ArrayList<>();
        try (HerokuStandIn standIn = HerokuStandIn.start(capture("roast"), 2)) {
            standIn.putSlug("00000025-aaaa-4bbb-8ccc-0123456789ab", new byte[] {1});
            standIn.putLog("roast", List.of());
            HerokuApi api = api(standIn);
            new SchedulerWatch(
                            api,
                            new HerokuLogs(HerokuHosts.all(standIn.address()), TOKEN),
                            EventListener.NONE,
                            folder.resolve("runs"))
                    .watch(List.of("roast"), Duration.ofMillis(5));
            audit(api, new AuditScope.Named(List.of("roast", "roast-staging")), true);
            standIn.letDynosRun("roast", (command, output) -> {});
            HerokuDynos dynos = new HerokuDynos(HerokuHosts.all(standIn.address()), TOKEN);
            new Audit(api, EventListener.NONE)
                    .run(
                            new AuditScope.Named(List.of("roast")),
                            Optional.empty(),
                            new AuditOptions(
                                    false,
                                    Map.of(),
                                    List.of(),
                                    Duration.ZERO,
                                    Map.of(),
                                    false,
                                    new OneOffDynos(Set.of("roast"), dynos, EventListener.NONE)));
            api.greet();
            requests.addAll(standIn.requests());
        }
        try (HerokuStandIn standIn = HerokuStandIn.start(capture("rare"))) {
            audit(api(standIn), new AuditScope.OfPipeline("rare-line"), false);
            audit(api(standIn), new AuditScope.All(), false);
            requests.addAll(standIn.requests());
        }
        Path team = folder.resolve("team");
        Captures.write(team, "/teams/crowd/apps", "[{'id':'e','name':'ember'}]");
        Captures.write(team, "/apps/ember", "{'id':'e','name':'ember'}");
        try (HerokuStandIn standIn = HerokuStandIn.start(team)) {
            HerokuApi api =
                    new HerokuApi(HerokuHosts.all(standIn.address()), TOKEN, EventListener.NONE, AnswerListener.NONE);
            audit(api, new AuditScope.OfTeam("crowd"), false);
            requests.addAll(standIn.requests());
        }

        HerokuSchema platform = HerokuSchema.platform();
        HerokuSchema data = HerokuSchema.data();
        assertThat(requests).hasSizeGreaterThan(150).anyMatch(request -> request.path()
                .equals("/apps/roast/dynos"));
        assertThat(requests.stream().flatMap(request -> wrong(request, platform, data).stream()))
                .isEmpty();
        assertThat(answers).hasSizeGreaterThan(90);
        assertThat(answers.stream().flatMap(answer -> wrong(answer, platform, data).stream()))
                .isEmpty();
    }

    @Test
    void a_wrong_request_is_found() throws Exception {
        HerokuSchema platform = HerokuSchema.platform();
        HerokuSchema data = HerokuSchema.data();

        assertThat(List.of(
                        new ReceivedRequest("GET", "/apps/a/formations", PLATFORM, "", 200),
                        new ReceivedRequest("GET", "/apps/a/formation?extended=true", PLATFORM, "", 200),
                        new ReceivedRequest("GET", "/teams/a/usage/monthly?start=2026-02-01", PLATFORM, "", 200),
                        new ReceivedRequest("GET", "/apps/a", "application/json", "", 200),
                        new ReceivedRequest("GET", "/apps/a/releases", PLATFORM, "version; desc", 200),
                        new ReceivedRequest("GET", "/apps", PLATFORM, "id ..; max=5000", 200),
                        new ReceivedRequest("DELETE", "/apps/a/log-sessions", PLATFORM, "", 200),
                        new ReceivedRequest(
                                "POST", "/apps/a/log-sessions", PLATFORM, "", 201, "{\"lines\":\"many\"}", true)))
                .allSatisfy(request -> assertThat(wrong(request, platform, data))
                        .as(request.toString())
                        .isNotEmpty());
    }

    private static List<String> wrong(ReceivedRequest request, HerokuSchema platform, HerokuSchema data) {
        List<String> wrong = new ArrayList<>();
        String[] address = request.path().split("\\?", 2);
        String path = address[0];
        if (path.matches(UNPUBLISHED)) {
            boolean given = path.matches("/(slug-store|log-streams)/.*");
            if (!request.method().equals("GET") || request.authorized() == given) {
                wrong.add(request + " is not as the unpublished services take it");
            }
            return wrong;
        }
        boolean ofData = path.matches("/(client|postgres|redis|data)/.*");
        Optional<JsonNode> body = request.method().equals("GET")
                ? (ofData ? data : platform).of(path)
                : platform.bodyOf(request.method(), path);
        if (body.isEmpty()) {
            wrong.add(request + " is no request that Heroku knows");
        } else if (!request.method().equals("GET")) {
            platform.differences(body.get(), new JsonMapper().readTree(request.body()))
                    .forEach(difference -> wrong.add(request + " " + difference));
        } else if (!request.body().isEmpty()) {
            wrong.add(request + " carries a body");
        }
        for (String asked : address.length > 1 ? address[1].split("&") : new String[0]) {
            if (!platform.takes(path, asked.replaceFirst("=.*", ""), asked.replaceFirst("[^=]*=", ""))) {
                wrong.add(request + " has a query that Heroku does not publish");
            }
        }
        String accept = path.endsWith("/config-vars-settings") ? PLATFORM + ".sdk" : PLATFORM;
        if (!request.accept().equals(accept)) {
            wrong.add(request + " accepts " + request.accept());
        }
        if (!request.range().isEmpty() && (!request.range().matches(RANGE) || most(request.range()) > 1000)) {
            wrong.add(request + " has the range " + request.range());
        }
        if (!request.authorized()) {
            wrong.add(request + " has no login");
        }
        return wrong;
    }

    private static List<String> wrong(HerokuAnswer answer, HerokuSchema platform, HerokuSchema data) {
        String path = answer.path().split("\\?", 2)[0];
        if (path.matches(UNPUBLISHED)) {
            return List.of();
        }
        HerokuSchema schema = platform.of(path).isPresent() ? platform : data;
        return schema.of(path)
                .map(shape -> schema.differences(shape, answer.body()).stream()
                        .map(difference -> answer.path() + " " + difference)
                        .toList())
                .orElse(List.of(answer.path() + " is nothing that Heroku publishes"));
    }

    private static int most(String range) {
        return range.contains("max=") ? Integer.parseInt(range.replaceFirst(".*max=(\\d+).*", "$1")) : 0;
    }

    private static Path capture(String name) throws Exception {
        return Captures.of(name);
    }

    private HerokuApi api(HerokuStandIn standIn) {
        return new HerokuApi(HerokuHosts.all(standIn.address()), TOKEN, EventListener.NONE, answers::add);
    }

    private static void audit(HerokuApi api, AuditScope scope, boolean slugs) throws IOException {
        new Audit(api, EventListener.NONE)
                .run(scope, Optional.empty(), new AuditOptions(slugs, Map.of(), List.of(), Duration.ZERO));
    }
}
