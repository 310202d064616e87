package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.inventory.Builds;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.ConfigVar.Kind;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DependencyGraph.Edge;
import dev.dynolift.inventory.DependencyGraph.EdgeKind;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.Pipeline;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.standin.ReceivedRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class AuditTest {

    /** Stands in every secret value of the capture, and in everything of people. */
    private static final String PLANTED = "PLANTED9";

    private static final String TOKEN = "HRKU-PLANTED9-token";

    @TempDir
    Path folder;

    private HerokuStandIn standIn;

    @BeforeEach
    void start() throws Exception {
        standIn = HerokuStandIn.start(Captures.of("roast"));
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void finds_everything_that_an_app_has() {
        Inventory inventory = audit(standIn, AnswerListener.NONE, "roast", "roast-staging");

        HerokuApp app = inventory.app("roast").orElseThrow();
        assertThat(app.region()).isEqualTo("eu");
        assertThat(app.stack()).isEqualTo("heroku-22");
        assertThat(app.acm()).isTrue();
        assertThat(app.pipelineStage()).isEqualTo("production");
        assertThat(app.buildpacks()).containsExactly("heroku/nodejs", "heroku/ruby");
        assertThat(app.processes())
                .extracting(ProcessType::type)
                .containsExactly("web", "worker", "clock", "console", "rake");
        assertThat(app.process("web").orElseThrow().quantity()).isEqualTo(2);
        assertThat(app.process("web").orElseThrow().size()).isEqualTo("standard-2x");
        assertThat(app.releaseCommand()).isEqualTo("bin/rails db:migrate");
        assertThat(app.release().version()).isEqualTo(11);
        assertThat(app.features()).containsExactly("preboot");
        assertThat(app.drains()).extracting(drain -> drain.host()).containsExactly("logs.example.com");
        assertThat(app.people().toString()).contains("admin, people=1", "member, people=2");
        assertThat(app.monthlyCents()).isEqualTo(3 * 2500);
        assertThat(app.scheduledJobs()).hasSize(2);
        assertThat(app.scheduledJobs().get(0).atMinute()).isEqualTo(540);
        assertThat(inventory.domains()).hasSize(4);
        assertThat(inventory.addons())
                .extracting(addon -> addon.service())
                .containsExactly("scheduler", "papertrail", "moonbeam");
        assertThat(inventory.pipelines())
                .singleElement()
                .extracting(Pipeline::name)
                .isEqualTo("roast-line");
    }

    @Test
    void finds_databases_and_key_value_stores_with_size_price_and_version() {
        Inventory inventory = audit(standIn, AnswerListener.NONE, "roast");

        Database database = inventory.databases().get(0);
        assertThat(database.plan()).isEqualTo("standard-0");
        assertThat(database.majorVersion()).isEqualTo(15);
        assertThat(database.sizeBytes()).isEqualTo(10_737_418_240L);
        assertThat(database.connectionLimit()).isEqualTo(120);
        assertThat(database.monthlyCents()).isEqualTo(5000);
        assertThat(database.attachments()).hasSize(1);
        assertThat(inventory.keyValueStores().get(0).maxmemoryPolicy()).isEqualTo("noeviction");
        assertThat(inventory.keyValueStores().get(0).timeoutSeconds()).isEqualTo(300);
        assertThat(inventory.keyValueStores().get(0).version()).isEqualTo("7.2.4");
    }

    @Test
    void tells_kinds_of_settings_apart() {
        HerokuApp app =
                audit(standIn, AnswerListener.NONE, "roast").app("roast").orElseThrow();

        assertThat(kind(app, "DATABASE_URL")).isEqualTo(Kind.ATTACHMENT);
        assertThat(kind(app, "PAPERTRAIL_API_TOKEN")).isEqualTo(Kind.ATTACHMENT);
        assertThat(kind(app, "RACK_ENV")).isEqualTo(Kind.PLAIN);
        assertThat(kind(app, "RAILS_MAX_THREADS")).isEqualTo(Kind.PLAIN);
        assertThat(kind(app, "FEATURE_ON")).isEqualTo(Kind.PLAIN);
        assertThat(kind(app, "STRIPE_SECRET_KEY")).isEqualTo(Kind.SECRET);
        assertThat(kind(app, "SETTING_X")).isEqualTo(Kind.SECRET);
        assertThat(kind(app, "JWT_PEM")).isEqualTo(Kind.SECRET);
        assertThat(kind(app, "GOOGLE_JSON")).isEqualTo(Kind.SECRET);
        assertThat(kind(app, "EMPTY_ONE")).isEqualTo(Kind.EMPTY);
        assertThat(kind(app, "HEROKU_APP_NAME")).isEqualTo(Kind.HEROKU_ONLY);
        assertThat(kind(app, "SECRET_KEY_BASE")).isEqualTo(Kind.SLUG_ONLY);
        assertThat(app.configVar("JWT_PEM").orElseThrow().multiline()).isTrue();
        assertThat(app.configVar("GREETING").orElseThrow().braces()).isTrue();
        assertThat(app.configVar("BIG").orElseThrow().sizeBytes()).isEqualTo(5400);
    }

    @Test
    void a_slug_that_does_not_open_is_told_once_and_with_the_reason() {
        standIn.putSlug("00000025-aaaa-4bbb-8ccc-0123456789ab", "no archive at all".getBytes(StandardCharsets.UTF_8));
        HerokuApi api = new HerokuApi(
                HerokuHosts.all(standIn.address()), new Secret(TOKEN), EventListener.NONE, AnswerListener.NONE);

        Inventory inventory = new Audit(api, EventListener.NONE)
                .run(
                        new AuditScope.Named(List.of("roast")),
                        Optional.empty(),
                        new AuditOptions(true, Map.of(), List.of(), Duration.ZERO));

        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().matches("slug.*"))
                .extracting(Finding::what)
                .containsExactly("The slug could not be looked into (Not in GZIP format).");
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("secret-only-in-slug"))
                .allSatisfy(finding -> assertThat(finding.what()).contains("which could not be looked into"));
    }

    @Test
    void says_what_a_move_has_to_know() {
        Inventory inventory = audit(standIn, AnswerListener.NONE, "roast");

        assertThat(inventory.findings())
                .extracting(Finding::id)
                .contains(
                        "addon-unknown",
                        "secret-only-in-slug",
                        "setting-large",
                        "setting-braces",
                        "setting-empty",
                        "heroku-host-in-setting",
                        "jobs-in-key-value-store",
                        "scheduler-undocumented",
                        "stack-deprecated",
                        "process-switched-off",
                        "writers-during-maintenance",
                        "certificate-by-heroku",
                        "heroku-domain",
                        "log-drains",
                        "review-apps");
        assertThat(inventory.findings())
                .allSatisfy(
                        finding -> assertThat(finding.fact()).as(finding.id()).startsWith(Finding.FACTS));
        assertThat(inventory.findings())
                .isSortedAccordingTo((one, other) -> one.severity().compareTo(other.severity()));
    }

    @Test
    void who_builds_is_told_by_role_and_by_no_name() {
        Inventory inventory = audit(standIn, AnswerListener.NONE, "roast");

        Builds builds = inventory.app("roast").orElseThrow().details().builds();
        assertThat(builds.failed()).isEqualTo(1);
        assertThat(builds.newestFailed()).isFalse();
        assertThat(builds.builders())
                .containsExactly(
                        new Builds.Builder("admin", 1, 1),
                        new Builds.Builder("member", 1, 2),
                        new Builds.Builder("no collaborator", 1, 1));
        assertThat(inventory.findings())
                .extracting(Finding::id)
                .contains("who-builds")
                .doesNotContain("builds-failing");
    }

    @Test
    void goes_on_when_one_resource_may_not_be_read() {
        standIn.add(Fault.always("/apps/roast/collaborators", 403));
        standIn.add(Fault.always("/apps/roast/domains", 404));
        standIn.add(Fault.always("/apps/00000001-aaaa-4bbb-8ccc-0123456789ab/jobs", 404));

        Inventory inventory = audit(standIn, AnswerListener.NONE, "roast");

        assertThat(inventory.app("roast").orElseThrow().processes()).isNotEmpty();
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("not-readable"))
                .extracting(Finding::source)
                .containsExactlyInAnyOrder("/apps/roast/collaborators", "/apps/roast/domains");
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("scheduler-unreadable"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.next()).contains("`scheduledJobs`"));
    }

    @Test
    void changes_nothing_and_writes_no_value() throws Exception {
        Path recorded = folder.resolve("heroku");
        StringBuffer said = new StringBuffer();
        HerokuApi api = new HerokuApi(
                HerokuHosts.all(standIn.address()), new Secret(TOKEN), said::append, new Recorder(recorded));

        Inventory inventory = new Audit(api, said::append).run(List.of("roast", "roast-staging"), Optional.empty());

        assertThat(standIn.requests()).extracting(ReceivedRequest::method).containsOnly("GET");
        assertThat(InventoryFile.toJson(inventory)).doesNotContain(PLANTED);
        assertThat(said.toString()).doesNotContain(PLANTED);
        try (Stream<Path> files = Files.list(recorded)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(PLANTED);
            }
        }
    }

    @Test
    void finds_the_same_in_what_it_recorded() {
        Path recorded = folder.resolve("heroku");
        Inventory original = audit(standIn, new Recorder(recorded), "roast", "roast-staging");

        try (HerokuStandIn replay = HerokuStandIn.start(recorded)) {
            Inventory again = audit(replay, AnswerListener.NONE, "roast", "roast-staging");

            assertThat(InventoryFile.toJson(comparable(again))).isEqualTo(InventoryFile.toJson(comparable(original)));
        }
    }

    @Test
    void takes_no_placeholder_of_a_recording_for_a_copied_address() {
        try (HerokuStandIn recording = HerokuStandIn.start(Path.of("..", "examples", "crema", "heroku"))) {
            Inventory inventory = audit(recording, AnswerListener.NONE, "crema", "crema-staging");

            assertThat(inventory.findings()).extracting(Finding::id).doesNotContain("copied-address");
        }
    }

    @Test
    void an_attached_database_that_may_not_be_seen_is_told() throws Exception {
        Path capture = folder.resolve("foreign");
        Path original = Captures.of("roast");
        for (HerokuAnswer answer : CaptureFolder.read(original)) {
            if (answer.path().equals("/apps/roast/addon-attachments")) {
                ObjectNode attachment = (ObjectNode) answer.body().get(0).deepCopy();
                attachment.put("name", "WAREHOUSE");
                ((ObjectNode) attachment.path("addon"))
                        .put("id", "00000099-aaaa-4bbb-8ccc-0123456789ab")
                        .put("name", "postgresql-foreign-1");
                ((ArrayNode) answer.body()).add(attachment);
            }
            CaptureFolder.write(capture, answer);
        }
        try (HerokuStandIn foreign = HerokuStandIn.start(capture)) {
            assertThat(audit(foreign, AnswerListener.NONE, "roast").findings())
                    .filteredOn(finding -> finding.id().equals("not-readable"))
                    .extracting(Finding::subject)
                    .contains("roast WAREHOUSE");
        }
    }

    @Test
    void finds_an_address_that_a_person_copied() throws Exception {
        Path capture = folder.resolve("copied");
        Path original = Captures.of("roast");
        for (HerokuAnswer answer : CaptureFolder.read(original)) {
            CaptureFolder.write(capture, answer);
            if (answer.path().equals("/apps/roast/config-vars")) {
                ObjectNode settings = (ObjectNode) answer.body();
                settings.set("REPORTING_URL", settings.path("DATABASE_URL"));
                CaptureFolder.write(capture, answer);
            }
        }
        try (HerokuStandIn copied = HerokuStandIn.start(capture)) {
            assertThat(audit(copied, AnswerListener.NONE, "roast").findings())
                    .filteredOn(finding -> finding.id().equals("copied-address"))
                    .extracting(Finding::subject)
                    .containsExactly("roast REPORTING_URL");
        }
    }

    @Test
    void finds_an_address_that_was_copied_from_another_app_whatever_its_login() throws Exception {
        Path capture = folder.resolve("copied");
        for (HerokuAnswer answer : CaptureFolder.read(Captures.of("roast"))) {
            if (answer.path().equals("/apps/roast-staging/config-vars")) {
                ObjectNode settings = (ObjectNode) answer.body();
                settings.put("DATABASE_URL", "postgres://u:pPLANTED9@ec2-9.compute-1.amazonaws.com:5432/other");
                settings.put(
                        "LIVE_URL", "postgresql://reader:pPLANTED9@ec2-1.compute-1.amazonaws.com/dPLANTED9name?x=1");
                settings.put("NEAR_URL", "postgres://u:pPLANTED9@ec2-1.compute-1.amazonaws.com:5432/another");
            }
            CaptureFolder.write(capture, answer);
        }
        try (HerokuStandIn copied = HerokuStandIn.start(capture)) {
            Inventory inventory = audit(copied, AnswerListener.NONE, "roast-staging", "roast");

            assertThat(inventory.findings())
                    .filteredOn(finding -> finding.id().equals("copied-address"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.subject()).isEqualTo("roast-staging LIVE_URL");
                        assertThat(finding.what()).contains("DATABASE_URL of roast");
                        assertThat(finding.fact()).endsWith("#b19");
                    });
            assertThat(inventory.surroundings().graph().edges())
                    .contains(new Edge(
                            "app roast-staging",
                            "database postgresql-curved-1",
                            EdgeKind.SHARES_DATA,
                            "setting LIVE_URL"));
            assertThat(InventoryFile.toJson(inventory)).doesNotContain(PLANTED);
        }
    }

    @Test
    void a_certificate_of_ones_own_beside_herokus_is_ones_own() throws Exception {
        Path capture = folder.resolve("certificates");
        JsonMapper json = new JsonMapper();
        for (HerokuAnswer answer : CaptureFolder.read(Captures.of("roast"))) {
            CaptureFolder.write(capture, answer);
        }
        String endpoint = "{\"name\": \"%s\", \"ssl_cert\": {\"cert_domains\": [\"x.example\"], \"issuer\": \"%s\"}}";
        CaptureFolder.write(
                capture,
                new HerokuAnswer(
                        "/apps/roast/sni-endpoints",
                        200,
                        Map.of(),
                        json.readTree("[" + endpoint.formatted("acm-1", "/C=US/O=Let's Encrypt/CN=R11") + ","
                                + endpoint.formatted("own-1", "/C=US/O=DigiCert Inc/CN=GeoTrust") + "]")));
        try (HerokuStandIn heroku = HerokuStandIn.start(capture)) {
            assertThat(audit(heroku, AnswerListener.NONE, "roast")
                            .app("roast")
                            .orElseThrow()
                            .details()
                            .certificates())
                    .extracting(certificate -> certificate.name() + " " + certificate.automatic())
                    .containsExactly("acm-1 true", "own-1 false");
        }
    }

    private static Kind kind(HerokuApp app, String name) {
        return app.configVar(name).map(ConfigVar::kind).orElseThrow();
    }

    private static Inventory audit(HerokuStandIn standIn, AnswerListener answers, String... apps) {
        HerokuApi api =
                new HerokuApi(HerokuHosts.all(standIn.address()), new Secret(TOKEN), EventListener.NONE, answers);
        return new Audit(api, EventListener.NONE).run(List.of(apps), Optional.empty());
    }

    /** Two audits differ in when and where they were made. */
    private static Inventory comparable(Inventory inventory) {
        return new Inventory(
                inventory.schemaVersion(),
                Instant.EPOCH,
                "",
                inventory.apps(),
                inventory.databases(),
                inventory.keyValueStores(),
                inventory.addons(),
                inventory.domains(),
                inventory.pipelines(),
                // A recording has placeholders for hosts, so it cannot tell who calls whom.
                inventory.findings().stream()
                        .filter(finding -> !finding.id().equals("calls-app-not-audited"))
                        .toList());
    }
}
