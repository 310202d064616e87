package dev.dynolift.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.architecture.Repository;
import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.CodeNeeds;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.ConfigVar.Kind;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.HttpServer;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.inventory.SecretFile;
import dev.dynolift.inventory.ServiceUse;
import dev.dynolift.inventory.ServiceUse.Purpose;
import dev.dynolift.inventory.ServiceUse.Service;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.SketchedApp;
import dev.dynolift.plan.Inventories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules about what is at Heroku, each at the edge where it could go wrong. */
class HerokuRulesTest {

    private static final ConfigVar RAILS_ENV = Inventories.setting("RAILS_ENV", Kind.PLAIN, 10, false, null);

    @Test
    void jobs_of_a_second_app_block_although_the_checkout_is_the_first_ones_and_has_only_a_cache() {
        CodeNeeds cache = needs(List.of(new ServiceUse(Service.REDIS, Purpose.CACHE, "config.cache_store", "x.rb:1")));
        HerokuApp app = app("worker", code(List.of(), cache), "bundle exec sidekiq", RAILS_ENV);

        assertThat(found(app, "jobs-in-key-value-store"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.BLOCKING));
    }

    @Test
    void celerys_jobs_are_where_the_code_says() {
        CodeNeeds rabbit = needs(List.of(new ServiceUse(Service.RABBITMQ, Purpose.JOBS, "celery", "requirements.txt")));

        assertThat(found(app("shop", code(List.of(), rabbit), "celery -A shop worker"), "jobs-in-key-value-store"))
                .isEmpty();
        assertThat(found(app("shop", null, "celery -A shop worker"), "jobs-in-key-value-store"))
                .hasSize(1);
    }

    @Test
    void what_only_herokus_builds_run_is_told_where_they_would_run_it() {
        CodeNeeds built = new CodeNeeds(
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(".slugignore", "bin/post_compile", "heroku-prebuild", "heroku-postbuild"),
                List.of(),
                null,
                null);

        HerokuApp ruby = app("shop", code(List.of(), built), "puma");

        // The fixture is a Ruby app: its buildpack knows no bin/post_compile, and its Dockerfile runs heroku-postbuild.
        assertThat(found(ruby, "build-hook")).extracting(Finding::subject).containsExactly("heroku-prebuild");
        assertThat(found(ruby, "slug-ignore")).hasSize(1);
        assertThat(found(app("shop", code(List.of(), CodeNeeds.NONE), "puma"), "slug-ignore"))
                .isEmpty();
    }

    @Test
    void a_secret_that_only_the_slug_has_blocks_and_is_located_where_somebody_has_looked() {
        ConfigVar secret = Inventories.setting("SECRET_KEY_BASE", Kind.SLUG_ONLY, 128, false, null);
        HerokuApp guessed = app("shop", null, "rails s", RAILS_ENV, secret);
        HerokuApp located =
                guessed.withDetails(AppDetails.NONE.withSlug(slug(List.of(".profile.d/ruby.sh", "config/master.key"))));

        assertThat(found(guessed, "secret-only-in-slug"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.BLOCKING));
        assertThat(found(located, "secret-only-in-slug").get(0).what()).contains(".profile.d/ruby.sh");
        assertThat(found(located, "config-file-only-in-slug").get(0).what())
                .contains("config/master.key")
                .doesNotContain("ruby.sh");
    }

    @Test
    void slugs_that_nobody_looked_into_are_named() {
        HerokuApp closed = app("shop", null, "rails s").withDetails(AppDetails.NONE.withSlug(slug(null)));
        HerokuApp open = app("shop", null, "rails s").withDetails(AppDetails.NONE.withSlug(slug(List.of())));

        assertThat(found(closed, "slugs-not-looked-into").get(0).what()).contains("shop");
        assertThat(found(open, "slugs-not-looked-into")).isEmpty();
    }

    @Test
    void of_a_slug_that_did_not_open_it_is_not_said_that_nobody_tried_nor_what_is_in_it() {
        ConfigVar secret = Inventories.setting("SECRET_KEY_BASE", Kind.SLUG_ONLY, 128, false, null);
        HerokuApp app = app("shop", null, "rails s", RAILS_ENV, secret);
        HerokuApp closed = app.withDetails(AppDetails.NONE.withSlug(slug(null).thatIsClosed()));
        HerokuApp open = app.withDetails(AppDetails.NONE.withSlug(slug(List.of())));

        assertThat(found(closed, "slugs-not-looked-into")).isEmpty();
        assertThat(found(closed, "secret-only-in-slug").get(0).what()).contains("which could not be looked into");
        assertThat(found(open, "secret-only-in-slug").get(0).what()).contains("whose scripts do not show it");
        assertThat(found(app, "secret-only-in-slug").get(0).what()).contains("where nobody has looked");
    }

    @Test
    void two_databases_of_one_app_are_told() {
        HerokuApp app = app("shop", null, "rails s");
        Inventory two = Inventories.inventory(
                List.of(app),
                List.of(
                        Inventories.database("pg-1", "standard-0", 16, 1, "shop"),
                        Inventories.database("pg-2", "standard-0", 16, 1, "shop")),
                List.of(),
                List.of());
        Inventory one = Inventories.inventory(
                List.of(app),
                List.of(
                        Inventories.database("pg-1", "standard-0", 16, 1, "shop"),
                        Inventories.database("pg-2", "standard-0", 16, 1, "other")),
                List.of(),
                List.of());

        assertThat(found(two, "several-databases").get(0).what()).contains("2 PostgreSQL databases: pg-1, pg-2");
        assertThat(found(one, "several-databases")).isEmpty();
    }

    @Test
    void a_buildpack_with_a_program_is_told_what_becomes_of_that_program() {
        assertThat(found(
                                new Buildpacks("https://github.com/DataDog/heroku-buildpack-datadog.git").app(),
                                "sidecar-buildpack")
                        .get(0)
                        .next())
                .contains("agent")
                .doesNotContain("RDS Proxy");
        assertThat(found(new Buildpacks("heroku/pgbouncer").app(), "sidecar-buildpack")
                        .get(0)
                        .next())
                .contains("RDS Proxy");
    }

    @Test
    void after_a_refusal_nothing_is_said_to_be_no_setting() {
        CodeNeeds credentials = new CodeNeeds(
                List.of(),
                List.of(),
                null,
                null,
                List.of(new SecretFile("config/master.key", "RAILS_MASTER_KEY", SecretFile.State.MISSING)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null);
        RepositoryFacts code = code(List.of(new Library("rails", "7.1.3")), credentials);

        assertThat(found(app("shop", code, "rails s", RAILS_ENV), "credential-key-missing")
                        .get(0)
                        .what())
                .contains("RAILS_MASTER_KEY is no setting");
        assertThat(found(app("shop", code, "rails s"), "credential-key-missing")
                        .get(0)
                        .what())
                .contains("whether RAILS_MASTER_KEY is a setting of shop is not known");
        assertThat(found(app("shop", code, "rails s"), "secret-key-base-unknown"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.BLOCKING));
        assertThat(found(app("shop", code, "rails s", RAILS_ENV), "secret-key-base-unknown"))
                .isEmpty();
    }

    @Test
    void jobs_of_schedulers_other_than_herokus_block_until_somebody_writes_them_down() {
        HerokuApp app = app("shop", null, "rails s", RAILS_ENV);
        for (String service : List.of("crontogo", "advanced-scheduler", "temporize")) {
            Inventory inventory = Inventories.inventory(
                    List.of(app), List.of(), List.of(), List.of(Inventories.addon("jobs-1", service, "x", "shop")));

            assertThat(found(inventory, "scheduler-jobs-unknown"))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.BLOCKING));
        }
        Inventory written = Inventories.inventory(
                List.of(withJob(app, "yours")),
                List.of(),
                List.of(),
                List.of(Inventories.addon("jobs-1", "crontogo", "x", "shop")));
        assertThat(found(written, "scheduler-jobs-unknown")).isEmpty();
    }

    @Test
    void a_buildpack_is_known_by_whole_words_of_its_name() {
        assertThat(List.of(
                        "heroku/go",
                        "https://github.com/heroku/heroku-buildpack-apt.git",
                        "https://github.com/heroku/heroku-buildpack-google-chrome#v1",
                        "https://buildpack-registry.s3.amazonaws.com/buildpacks/heroku-community/apt.tgz",
                        "heroku/ruby"))
                .allMatch(BuildpackUnknown::isKnown);
        assertThat(List.of(
                        "https://github.com/ruby-shop/heroku-buildpack-mongo",
                        "acme/captain",
                        "https://github.com/acme/heroku-buildpack-algolia.git"))
                .noneMatch(BuildpackUnknown::isKnown);

        HerokuApp app = new Buildpacks("acme/captain").app();
        assertThat(found(app, "buildpack-unknown").get(0).severity()).isEqualTo(Severity.BLOCKING);
    }

    @Test
    void connections_that_stay_open_are_known_by_libraries_of_any_language() {
        for (String library : List.of("socket.io", "ws", "channels", "sse-starlette")) {
            assertThat(found(
                            app("chat", code(List.of(new Library(library, "1")), CodeNeeds.NONE), "node index.js"),
                            "web-sockets"))
                    .as(library)
                    .hasSize(1);
        }
        assertThat(found(
                        app("shop", code(List.of(new Library("express", "4")), CodeNeeds.NONE), "node index.js"),
                        "web-sockets"))
                .isEmpty();
    }

    @Test
    void a_major_version_is_old_from_the_day_after_its_last_release() {
        Inventory inventory = Inventories.inventory(
                List.of(app("shop", null, "rails s")),
                List.of(
                        Inventories.database("pg-13", "standard-0", 13, 1, "shop"),
                        Inventories.database("pg-14", "standard-0", 14, 1, "shop"),
                        Inventories.database("pg-15", "standard-0", 15, 1, "shop")),
                List.of(),
                List.of());

        // The inventory is of 2026-11-20; PostgreSQL 14 ended on the 12th.
        assertThat(found(inventory, "database-version-old"))
                .extracting(Finding::subject)
                .containsExactly("pg-13", "pg-14");
    }

    @Test
    void pumas_time_is_the_one_that_stands_in_its_configuration() {
        CodeNeeds thirty = new CodeNeeds(
                List.of(),
                List.of(),
                new HttpServer("puma", 30, "config/puma.rb"),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null);

        assertThat(found(app("shop", code(List.of(), thirty), "puma"), "puma-keep-alive")
                        .get(0)
                        .what())
                .contains("after 30 seconds");
    }

    @Test
    void what_is_to_be_done_can_be_done() throws IOException {
        Pattern withoutApp = Pattern.compile("`heroku (run |pg:|config:|addons:open)(?![^`]*-a )[^`]*`");
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Repository.root().resolve("tool/src/main/java/dev/dynolift"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                withoutApp.matcher(text).results().forEach(call -> wrong.add(file.getFileName() + ": " + call.group()));
                if (Stream.of("`dynolift run`", "when it asks", " into ci/", "under `schedules`")
                        .anyMatch(text::contains)) {
                    wrong.add(file.getFileName() + ": promises what is not there");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void each_command_with_a_secret_is_a_blocker_of_its_own_name() {
        ScheduledJob job = new ScheduledJob("rake x TOKEN=[secret]", 10, null, null, "dashboard");
        HerokuApp app = new Parts("shop", List.of(), "x KEY=[secret]", List.of(), List.of(job, job), null).app();

        assertThat(found(app, "secret-in-command"))
                .hasSize(3)
                .extracting(Finding::subject)
                .doesNotHaveDuplicates();
    }

    private static HerokuApp app(String name, @Nullable RepositoryFacts code, String command, ConfigVar... settings) {
        return new Parts(name, List.of(), command, List.of(settings), List.of(), code).app();
    }

    private static HerokuApp withJob(HerokuApp app, String source) {
        return new Parts(
                        app.name(),
                        List.of(),
                        "rails s",
                        app.configVars(),
                        List.of(new ScheduledJob("rake x", 10, null, null, source)),
                        null)
                .app();
    }

    private record Buildpacks(String name) {

        HerokuApp app() {
            return new Parts("shop", List.of(name), "rails s", List.of(), List.of(), null).app();
        }
    }

    /** What these tests tell apart. */
    private record Parts(
            String name,
            List<String> buildpacks,
            String command,
            List<ConfigVar> settings,
            List<ScheduledJob> jobs,
            @Nullable RepositoryFacts code) {

        HerokuApp app() {
            return SketchedApp.called(name)
                    .id("id-" + name)
                    .buildpacks(buildpacks)
                    .processes(List.of(new ProcessType("worker", command, 1, "basic", "formation")))
                    .settings(settings)
                    .jobs(jobs)
                    .code(code)
                    .app();
        }
    }

    private static AppDetails.Slug slug(@Nullable List<String> files) {
        return new AppDetails.Slug("slug", null, null, null, null, files);
    }

    private static CodeNeeds needs(List<ServiceUse> services) {
        return new CodeNeeds(
                List.of(), services, null, null, List.of(), List.of(), List.of(), List.of(), List.of(), null, null);
    }

    private static RepositoryFacts code(List<Library> libraries, CodeNeeds needs) {
        return new RepositoryFacts(
                "ruby", List.of(), libraries, null, null, null, null, null, null, Map.of(), List.of(), List.of(), null,
                false, false, false, null, null, null, null, null, null, false, null, null, List.of(), List.of(), null,
                needs);
    }

    /** With a store that the app uses. */
    private static List<Finding> found(HerokuApp app, String id) {
        return found(
                Inventories.inventory(
                        List.of(app), List.of(), List.of(Inventories.store("redis-1", "mini", app.name())), List.of()),
                id);
    }

    private static List<Finding> found(Inventory inventory, String id) {
        return Rules.check(inventory).stream()
                .filter(finding -> finding.id().equals(id))
                .toList();
    }
}
