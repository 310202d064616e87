package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.ConfigVar.Kind;
import dev.dynolift.inventory.DependencyGraph.Node;
import dev.dynolift.inventory.DependencyGraph.NodeKind;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.SecretDetection;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.ValueShape;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.Planner;
import dev.dynolift.plan.SettingPlan.Destination;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.HerokuStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which settings are Heroku's, which an add-on's, and which the app's own. */
class OwnSettingsTest {

    @TempDir
    Path folder;

    private Consumer<HerokuAnswer> changed = answer -> {};

    @Test
    void a_setting_that_is_empty_leaves_the_slugs_value_alive() throws Exception {
        Inventory inventory = audit(Map.of("SECRET_KEY_BASE", "", "LANG", ""), Optional.empty());

        assertThat(inventory.app("roast").orElseThrow().configVars())
                .filteredOn(setting -> setting.name().equals("SECRET_KEY_BASE"))
                .singleElement()
                .extracting(ConfigVar::kind)
                .isEqualTo(Kind.SLUG_ONLY);
        assertThat(inventory.findings()).extracting(Finding::id).contains("secret-only-in-slug");
        MigrationPlan plan = Planner.plan(inventory, Optional.empty());
        assertThat(plan.apps().get(0).variables())
                .noneMatch(variable -> variable.name().equals("SECRET_KEY_BASE"))
                // The buildpack gives it its value, too.
                .filteredOn(variable -> variable.name().equals("LANG"))
                .singleElement()
                .satisfies(variable -> assertThat(variable.value().value()).isEqualTo("en_US.UTF-8"));
    }

    @Test
    void an_address_with_a_key_in_its_query_is_a_secret() throws Exception {
        Inventory inventory = audit(
                Map.of(
                        "ACCELERATE",
                        "prisma://accelerate.example.net/?api_key=Qz7",
                        "FEED",
                        "https://x.example/?page=2"),
                Optional.empty());

        assertThat(inventory.app("roast").orElseThrow().configVars())
                .filteredOn(setting -> Set.of("ACCELERATE", "FEED").contains(setting.name()))
                .extracting(ConfigVar::name, ConfigVar::kind)
                .containsExactlyInAnyOrder(tuple("ACCELERATE", Kind.SECRET), tuple("FEED", Kind.PLAIN));
    }

    @Test
    void a_script_of_the_slug_says_whether_an_empty_setting_counts() {
        String live = "export A_SECRET=${A_SECRET:-0123456789abcdef0123456789abcdef}\n";
        String dead = "export A_SECRET=${A_SECRET-0123456789abcdef0123456789abcdef}\n";

        assertThat(SlugOnlySettings.secretsIn(live, Set.of("A_SECRET"))).hasSize(1);
        assertThat(SlugOnlySettings.secretsIn(dead, Set.of("A_SECRET"))).isEmpty();
        assertThat(SlugOnlySettings.secretsIn(dead, Set.of())).hasSize(1);
    }

    @Test
    void a_name_that_only_begins_like_herokus_is_the_apps_own() throws Exception {
        Inventory inventory = audit(
                Map.of(
                        "HEROKU_OAUTH_ID", "5f0c6a1e",
                        "HEROKU_OAUTH_SECRET", "PLANTED9-0123456789abcdef",
                        "HEROKU_SLUG_COMMIT", "abc",
                        "HEROKU_POSTGRESQL_GREEN_URL", "postgres://u:pPLANTED9@db.example.com/x"),
                Optional.empty());

        HerokuApp app = inventory.app("roast").orElseThrow();
        assertThat(app.configVar("HEROKU_OAUTH_ID").orElseThrow().kind()).isEqualTo(Kind.PLAIN);
        assertThat(app.configVar("HEROKU_OAUTH_SECRET").orElseThrow().kind()).isEqualTo(Kind.SECRET);
        assertThat(app.configVar("HEROKU_SLUG_COMMIT").orElseThrow().kind()).isEqualTo(Kind.HEROKU_ONLY);
        AppPlan plan = Planner.plan(inventory, Optional.empty()).apps().get(0);
        assertThat(plan.settings())
                .filteredOn(setting -> setting.name().matches("HEROKU_(OAUTH_ID|OAUTH_SECRET|POSTGRESQL_GREEN_URL)"))
                .hasSize(3)
                .noneMatch(setting -> setting.destination().value() == Destination.DROPPED);
    }

    @Test
    void a_second_database_that_the_code_asks_for_is_told() throws Exception {
        Path checkout = folder.resolve("checkout");
        Files.createDirectories(checkout.resolve("config"));
        Files.writeString(checkout.resolve("Procfile"), "web: bin/rails server\n");
        Files.writeString(
                checkout.resolve("config/database.yml"),
                "production:\n  primary:\n    url: <%= ENV[\"DATABASE_URL\"] %>\n  replica:\n"
                        + "    url: <%= ENV[\"HEROKU_POSTGRESQL_GREEN_URL\"] %>\n    replica: true\n");

        Inventory atHeroku = audit(
                Map.of("HEROKU_POSTGRESQL_GREEN_URL", "postgres://u:pPLANTED9@db.example.com/x"),
                Optional.of(checkout));
        Inventory alone = Audit.ofRepository(checkout, "roast");

        for (Inventory inventory : List.of(atHeroku, alone)) {
            assertThat(inventory.findings())
                    .filteredOn(finding -> finding.id().equals("second-database"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.subject()).isEqualTo("roast HEROKU_POSTGRESQL_GREEN_URL");
                        assertThat(finding.source()).isEqualTo("config/database.yml:5");
                    });
        }
        assertThat(alone.app("roast").orElseThrow().configVar("HEROKU_POSTGRESQL_GREEN_URL"))
                .get()
                .extracting(ConfigVar::kind)
                .isNotEqualTo(Kind.HEROKU_ONLY);
    }

    @Test
    void the_apps_own_database_and_store_are_no_services_outside() throws Exception {
        Inventory inventory = audit(
                Map.of(
                        "PGHOST", "ec2-1.compute-1.amazonaws.com",
                        "QUEUE_URL", "rediss://:pPLANTED9redis@ec2-2.compute-1.amazonaws.com:6379",
                        "MOON_HOOK", "https://moon.example/other",
                        "APP_VERSION", "1.2.3-beta.4",
                        "PARTNER_URL", "https://partner.example"),
                Optional.empty());

        assertThat(inventory.surroundings().graph().nodes())
                .filteredOn(node -> node.kind() == NodeKind.OUTSIDE_SERVICE)
                .extracting(Node::name)
                .contains("partner.example")
                .noneMatch(name -> name.startsWith("ec2-") || name.equals("moon.example"));
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("copied-address"))
                .extracting(Finding::subject)
                .contains("roast PGHOST", "roast QUEUE_URL")
                .doesNotContain("roast APP_VERSION");
    }

    @Test
    void another_database_at_the_host_of_the_apps_own_is_told() throws Exception {
        Inventory inventory = audit(
                Map.of("LEGACY_DB_URL", "postgres://else:pPLANTED9@ec2-1.compute-1.amazonaws.com:5432/elsewhere"),
                Optional.empty());

        assertThat(inventory.surroundings().settingTargets())
                .anyMatch(target -> target.setting().equals("LEGACY_DB_URL"));
    }

    @Test
    void the_address_of_a_mysql_database_blocks_unless_an_add_on_tells_of_it() throws Exception {
        Inventory inventory = audit(
                Map.of(
                        "REPORTS", "mysql2://reports:pPLANTED9@db.reports.example:3306/x",
                        "LEGACY_JDBC", "jdbc:mysql://db.legacy.example/x?password=pPLANTED9",
                        "JAWSDB_MARIA_URL", "",
                        "ODD", "Xk9.qPLANTED9://z",
                        "COPY", "postgres://u:pPLANTED9@db.example.com/x"),
                Optional.empty());

        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("mysql-in-setting"))
                .allMatch(finding -> finding.severity() == Severity.BLOCKING)
                .extracting(Finding::subject)
                .containsExactlyInAnyOrder("roast REPORTS", "roast LEGACY_JDBC");
        assertThat(inventory
                        .app("roast")
                        .orElseThrow()
                        .configVar("REPORTS")
                        .orElseThrow()
                        .scheme())
                .isEqualTo("mysql2");
        assertThat(InventoryFile.toJson(inventory)).doesNotContainIgnoringCase("PLANTED9");
        assertThat(Planner.plan(inventory, Optional.empty()).blockers())
                .extracting(blocker -> blocker.finding().subject())
                .contains("roast REPORTS");
    }

    @Test
    void a_password_in_the_midst_of_a_value_makes_it_a_secret_in_a_recording_too() throws Exception {
        Map<String, String> settings = Map.of(
                "LEGACY", "jdbc:postgresql://db.example:5432/x?user=a&password=PLANTED9",
                "REPORTS", "host=db.example user=a password=PLANTED9 dbname=x",
                "PARTNER", "Server=tcp:db.example,1433;User=a;Pwd=PLANTED9",
                "UPSTREAM", "Bearer PLANTED9abcdef",
                "NIGHTLY", "curl -u admin:PLANTED9 https://x.example",
                "HOOKS", "{\"first\": \"https://u:PLANTED9@hooks.example/\"}",
                "ODD_LOGIN", "https://planted9.tok#x@api.example/v1",
                "NOTICE", "Write to us, or see https://www.roast.example");

        HerokuApp app = audit(settings, Optional.empty()).app("roast").orElseThrow();

        assertThat(settings.keySet())
                .filteredOn(name -> app.configVar(name).orElseThrow().kind() != Kind.SECRET)
                .containsExactly("NOTICE");
        for (String name : List.of("LEGACY", "REPORTS", "PARTNER")) {
            String masked = Mask.value(settings.get(name));
            assertThat(masked).doesNotContain("PLANTED9").hasSameSizeAs(settings.get(name));
            assertThat(SecretDetection.isSecret(name, masked, ValueShape.of(masked)))
                    .as(masked)
                    .isTrue();
        }
    }

    @Test
    void all_that_a_foreign_add_on_sets_is_the_add_ons() throws Exception {
        String id = "00000777-aaaa-4bbb-8ccc-0123456789ab";
        Path capture = folder.resolve("capture");
        Captures.write(
                capture,
                "/addons/" + id,
                "{'id': '" + id + "', 'name': 'kafka-round-7', 'app': {'name': 'brewery'}, 'addon_service': {'name':"
                        + " 'heroku-kafka'}, 'plan': {'name': 'heroku-kafka:basic-0'}, 'state': 'provisioned',"
                        + " 'config_vars': ['KAFKA_URL', 'KAFKA_TRUSTED_CERT', 'KAFKA_CLIENT_CERT_KEY']}");
        changed = answer -> {
            if (answer.path().equals("/apps/roast/addon-attachments")) {
                ((ArrayNode) answer.body())
                        .addObject()
                        .put("name", "EVENTS")
                        .putNull("namespace")
                        .setAll(objects(Map.of(
                                "addon",
                                "{'id': '" + id + "', 'name': 'kafka-round-7', 'app': {'name': 'brewery'}}",
                                "app",
                                "{'name': 'roast'}")));
            }
        };

        HerokuApp app = audit(
                        Map.of(
                                "EVENTS_URL", "kafka+ssl://ec2-9.compute-1.amazonaws.com:9096",
                                "EVENTS_CLIENT_CERT_KEY", "-----BEGIN RSA PRIVATE KEY-----PLANTED9",
                                "EVENTS_PAGE_SIZE", "20"),
                        Optional.empty())
                .app("roast")
                .orElseThrow();

        for (String name : List.of("EVENTS_URL", "EVENTS_CLIENT_CERT_KEY")) {
            assertThat(app.configVar(name).orElseThrow().owner()).as(name).isEqualTo("kafka-round-7");
        }
        assertThat(app.configVar("EVENTS_PAGE_SIZE").orElseThrow().kind()).isEqualTo(Kind.PLAIN);
    }

    private static Map<String, JsonNode> objects(Map<String, String> texts) {
        return texts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, text -> JsonMapper.builder()
                .build()
                .readTree(text.getValue().replace('\'', '"'))));
    }

    @Test
    void settings_of_the_app_choose_its_part_of_the_checkout() throws Exception {
        Path checkout = folder.resolve("checkout");
        for (String part : List.of("apps/web", "apps/api")) {
            Files.createDirectories(checkout.resolve(part));
            Files.writeString(checkout.resolve(part).resolve("Procfile"), "web: start " + part + "\n");
        }
        Files.writeString(checkout.resolve("apps/api/Procfile.heroku"), "web: other\n");

        HerokuApp web = audit(Map.of("PROJECT_PATH", "apps/web"), Optional.of(checkout))
                .app("roast")
                .orElseThrow();
        HerokuApp api = audit(
                        Map.of("APP_BASE", "apps/api", "PROCFILE", "apps/api/Procfile.heroku"), Optional.of(checkout))
                .app("roast")
                .orElseThrow();
        HerokuApp root = audit(Map.of("PROCFILE", "apps/web/Procfile"), Optional.of(checkout))
                .app("roast")
                .orElseThrow();

        assertThat(web.repository().procfile()).containsEntry("web", "start apps/web");
        assertThat(web.repository().needs().place().saidBy()).isEqualTo("PROJECT_PATH");
        assertThat(api.repository().procfile()).containsEntry("web", "other");
        assertThat(root.repository().procfile()).containsEntry("web", "start apps/web");
        assertThat(root.repository().needs().place().folder()).isEmpty();
    }

    private Inventory audit(Map<String, String> settings, Optional<Path> checkout) throws Exception {
        Path capture = folder.resolve("capture");
        for (HerokuAnswer answer : CaptureFolder.read(Captures.of("roast"))) {
            if (answer.path().equals("/apps/roast/config-vars")) {
                settings.forEach((name, value) -> ((ObjectNode) answer.body()).put(name, value));
            }
            changed.accept(answer);
            CaptureFolder.write(capture, answer);
        }
        try (HerokuStandIn heroku = HerokuStandIn.start(capture)) {
            HerokuApi api = new HerokuApi(
                    HerokuHosts.all(heroku.address()),
                    new Secret("HRKU-PLANTED9-token"),
                    EventListener.NONE,
                    AnswerListener.NONE);
            return new Audit(api, EventListener.NONE).run(List.of("roast"), checkout);
        }
    }
}
