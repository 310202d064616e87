package dev.dynolift.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryFileTest {

    @TempDir
    Path folder;

    @Test
    void loads_a_stored_file_of_version_1() throws Exception {
        Path stored = Path.of(
                InventoryFileTest.class.getResource("inventory-version-1.json").toURI());

        Inventory inventory = InventoryFile.read(stored);

        assertThat(inventory).isEqualTo(example());
    }

    @Test
    void reads_back_what_it_wrote() {
        Path file = folder.resolve("new-folder/inventory.json");

        InventoryFile.write(file, example());

        assertThat(InventoryFile.read(file)).isEqualTo(example());
    }

    @Test
    void the_hash_survives_the_file() {
        Path file = folder.resolve("inventory.json");

        InventoryFile.write(file, example());

        assertThat(InventoryFile.hash(InventoryFile.read(file)))
                .isEqualTo(InventoryFile.hash(example()))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void refuses_a_newer_version_and_says_what_to_do() throws Exception {
        Path file = Files.writeString(folder.resolve("inventory.json"), "{\"schemaVersion\": 99}");

        assertThatThrownBy(() -> InventoryFile.read(file))
                .isInstanceOf(DynoliftException.class)
                .hasMessageContaining("schemaVersion 99")
                .extracting(e -> ((DynoliftException) e).next())
                .asString()
                .contains("newer dynolift");
    }

    @Test
    void refuses_text_that_is_no_inventory() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"schemaVersion\": 1, \"apps\": [");
        Path other = Files.writeString(folder.resolve("other.json"), "{\"name\": \"x\"}");
        Path absent = folder.resolve("absent.json");

        assertThatThrownBy(() -> InventoryFile.read(broken)).isInstanceOf(DynoliftException.class);
        assertThatThrownBy(() -> InventoryFile.read(other)).hasMessageContaining("no schemaVersion");
        assertThatThrownBy(() -> InventoryFile.read(absent)).hasMessageContaining("no such file");
    }

    @Test
    void takes_fields_that_it_does_not_know() throws Exception {
        String json = InventoryFile.toJson(example()).replaceFirst("\\{", "{\"later\": 1,");
        Path file = Files.writeString(folder.resolve("inventory.json"), json);

        assertThat(InventoryFile.read(file)).isEqualTo(example());
    }

    private static Inventory example() {
        RepositoryFacts repository = new RepositoryFacts(
                "ruby",
                List.of(new Library("rails", "7.1.3")),
                List.of(new Library("puma", "6.4.2"), new Library("sidekiq", "7.2.1")),
                "3.3.4",
                "2.5.6",
                "20.11.0",
                "yarn",
                true,
                null,
                Map.of("web", "bundle exec puma -C config/puma.rb"),
                List.of("libvips42"),
                List.of(),
                new AppJson(
                        "Crema",
                        "heroku-24",
                        List.of("RAILS_MASTER_KEY"),
                        List.of("heroku-postgresql:standard-0"),
                        List.of("heroku/ruby"),
                        Map.of("web", new AppJson.Formation(2, "standard-2x")),
                        Map.of("postdeploy", "bin/rails db:seed"),
                        // None of these in a file of before they were read.
                        Map.of(),
                        List.of(),
                        List.of()),
                false,
                false,
                false,
                true,
                true,
                null,
                true,
                true,
                25,
                false,
                null,
                "/up",
                List.of("subscription:renew"),
                List.of(new SourceMention("config/environments/production.rb", 12, SourceMention.Kind.HEROKU_HOST)),
                "0a1b2c3d");
        HerokuApp app = SketchedApp.called("crema")
                .id("01234567-89ab-cdef-0123-456789abcdef")
                .region("eu")
                .team("crema-team")
                .stage("production")
                .buildpacks(List.of("heroku/nodejs", "heroku/ruby"))
                .processes(List.of(
                        new ProcessType("web", "bundle exec puma -C config/puma.rb", 2, "standard-2x", "formation")))
                .release("bin/rails db:migrate")
                .settings(List.of(
                        new ConfigVar("RAILS_ENV", ConfigVar.Kind.PLAIN, 10, false, false, ConfigVar.Shape.WORD, null),
                        new ConfigVar(
                                "DATABASE_URL",
                                ConfigVar.Kind.ATTACHMENT,
                                120,
                                false,
                                false,
                                ConfigVar.Shape.URL_WITH_PASSWORD,
                                "postgresql-curved-12345")))
                .jobs(List.of(
                        new ScheduledJob("rake subscription:renew", 1440, 540, "standard-1x", "scheduler dashboard")))
                .features(List.of("preboot"))
                .drains(List.of(new LogDrain("syslog+tls", "logs.example.com", null)))
                .people(List.of(new RoleCount("owner", 1), new RoleCount("member", 3)))
                .released(new Release(42, "0a1b2c3d", Instant.parse("2026-10-30T09:00:00Z"), "Deploy 0a1b2c3d"))
                .monthlyCents(10_000)
                .code(repository)
                .app();
        List<Attachment> attachments = List.of(new Attachment("crema", "DATABASE"));
        return new Inventory(
                1,
                Instant.parse("2026-11-01T12:00:00Z"),
                "https://api.heroku.com",
                List.of(app),
                List.of(new Database(
                        "11234567-89ab-cdef-0123-456789abcdef",
                        "postgresql-curved-12345",
                        "standard-0",
                        5000,
                        15,
                        10_737_418_240L,
                        31,
                        17,
                        120,
                        false,
                        false,
                        List.of("plpgsql", "pgcrypto"),
                        null,
                        "crema",
                        attachments)),
                List.of(new KeyValueStore(
                        "21234567-89ab-cdef-0123-456789abcdef",
                        "redis-round-12345",
                        "premium-0",
                        1500,
                        50,
                        40,
                        "noeviction",
                        300,
                        "7.2.4",
                        "crema",
                        List.of(new Attachment("crema", "REDIS")))),
                List.of(new Addon(
                        "31234567-89ab-cdef-0123-456789abcdef",
                        "scheduler-solid-12345",
                        "scheduler",
                        "standard",
                        0,
                        "provisioned",
                        "crema",
                        List.of(),
                        List.of(new Attachment("crema", "SCHEDULER")))),
                List.of(new Domain("crema", "www.crema.example", true, "x.herokudns.com", "cert issued")),
                List.of(new Pipeline(
                        "41234567-89ab-cdef-0123-456789abcdef",
                        "crema",
                        List.of(new Pipeline.Stage("crema", "production")),
                        null)),
                List.of(new Finding(
                        "process-switched-off",
                        Severity.INFO,
                        "crema/clock",
                        "The process type has no dynos.",
                        "It would cost money on AWS.",
                        "Leave it out of the plan.",
                        "/apps/crema/formation")));
    }
}
