package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.SketchedApp;
import dev.dynolift.plan.SettingPlan.Destination;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {

    @TempDir
    Path folder;

    @Test
    void apps_of_a_pipeline_are_one_component_in_two_environments() {
        MigrationPlan plan = plan(Inventories.crema());

        assertThat(plan.name()).isEqualTo("crema");
        assertThat(plan.region().value()).isEqualTo("us-east-1");
        assertThat(plan.environments()).extracting(EnvironmentPlan::name).containsExactly("production", "staging");
        assertThat(plan.apps()).extracting(app -> app.component().value()).containsOnly("crema");
        assertThat(plan.appsIn("staging")).extracting(AppPlan::name).containsExactly("crema-staging");
        assertThat(plan.databasesIn("production"))
                .extracting(DatabasePlan::name)
                .containsExactly("crema-database");
    }

    @Test
    void a_clock_runs_once_and_never_twice_during_a_deploy() {
        AppPlan app = plan(Inventories.crema()).apps().get(0);

        ServicePlan clock = service(app, "clock");
        assertThat(clock.count().value()).isEqualTo(1);
        assertThat(clock.rollout().value()).isEqualTo(ServicePlan.Rollout.ONE_AT_MOST);
        assertThat(service(app, "web").rollout().value()).isEqualTo(ServicePlan.Rollout.ROLLING);
        assertThat(service(app, "web").web()).isPresent();
        assertThat(service(app, "worker").web()).isEmpty();
        assertThat(findings(plan(Inventories.crema()))).contains("clock-doubled crema/clock");
    }

    @Test
    void jobs_of_the_scheduler_become_event_bridge_expressions() {
        assertThat(plan(Inventories.crema()).apps().get(0).scheduledJobs())
                .extracting(job -> job.name() + " " + job.schedule().value())
                .containsExactly(
                        "subscription-renew cron(0 9 * * ? *)",
                        "cart-sweep cron(20 * * * ? *)",
                        "queue-poll rate(10 minutes)");
    }

    @Test
    void every_config_var_has_a_destination_with_a_reason() {
        AppPlan app = plan(Inventories.crema()).apps().get(0);

        assertThat(destination(app, "DATABASE_URL")).isEqualTo(Destination.REGENERATED);
        assertThat(destination(app, "REDIS_URL")).isEqualTo(Destination.REGENERATED);
        assertThat(destination(app, "STRIPE_KEY")).isEqualTo(Destination.SSM_PARAMETER);
        assertThat(destination(app, "BIG_KEY")).isEqualTo(Destination.SECRETS_MANAGER);
        assertThat(destination(app, "TEMPLATE")).isEqualTo(Destination.SECRETS_MANAGER);
        assertThat(destination(app, "NOTHING")).isEqualTo(Destination.PLAIN);
        assertThat(destination(app, "HEROKU_APP_NAME")).isEqualTo(Destination.DROPPED);
        assertThat(destination(app, "PAPERTRAIL_API_TOKEN")).isEqualTo(Destination.DROPPED);
        assertThat(destination(app, "SENDGRID_API_KEY")).isEqualTo(Destination.SSM_PARAMETER);
        assertThat(destination(app, "SECRET_KEY_BASE")).isEqualTo(Destination.SSM_PARAMETER);
        assertThat(app.settings())
                .allSatisfy(setting ->
                        assertThat(setting.destination().consequence()).isNotBlank());
        assertThat(app.variables())
                .extracting(variable -> variable.name() + "=" + variable.value().value())
                .contains("PORT=3000", "RAILS_ENV=production", "RAILS_LOG_TO_STDOUT=enabled", "NOTHING=");
    }

    @Test
    void a_value_that_only_a_dyno_has_goes_where_it_fits() {
        Inventory crema = Inventories.crema();
        HerokuApp app = crema.apps()
                .get(0)
                .withConfigVars(List.of(
                        Inventories.setting("WITH_BRACES", ConfigVar.Kind.SLUG_ONLY, 128, true, null),
                        Inventories.setting("LARGE", ConfigVar.Kind.SLUG_ONLY, 5000, false, null)));

        AppPlan planned = plan(crema.withApps(List.of(app))).apps().get(0);

        assertThat(destination(planned, "WITH_BRACES")).isEqualTo(Destination.SECRETS_MANAGER);
        assertThat(destination(planned, "LARGE")).isEqualTo(Destination.SECRETS_MANAGER);
    }

    @Test
    void an_unknown_add_on_blocks_and_never_vanishes() {
        MigrationPlan plan = plan(with(Inventories.addon("mystery-1", "mystery", "gold", "crema", "MYSTERY_URL")));

        assertThat(plan.apps().get(0).addons())
                .filteredOn(addon -> addon.name().equals("mystery-1"))
                .singleElement()
                .satisfies(addon -> assertThat(addon.strategy().value()).isEqualTo(AddonPlan.Strategy.BLOCK));
        assertThat(plan.openBlockers()).extracting(Blocker::name).containsExactly("addon-unknown crema mystery-1");
    }

    @Test
    void an_add_on_without_a_counterpart_blocks() {
        MigrationPlan plan = plan(with(Inventories.addon("connect-1", "herokuconnect", "demo", "crema")));

        assertThat(plan.openBlockers()).extracting(Blocker::name).contains("addon-without-counterpart crema connect-1");
    }

    @Test
    void a_scheduler_without_known_jobs_is_not_said_to_be_built() {
        HerokuApp app = SketchedApp.called("crema")
                .stage("production")
                .processes(List.of(Inventories.process("web", "puma", 1, "basic")))
                .app();
        AddonPlan addon = plan(Inventories.inventory(
                        List.of(app),
                        List.of(),
                        List.of(),
                        List.of(Inventories.addon("cron-1", "crontogo", "x", "crema"))))
                .apps()
                .get(0)
                .addons()
                .get(0);

        assertThat(addon.strategy().consequence()).contains("no job of it is known");
        assertThat(addon.next()).contains("`scheduledJobs` of crema");
    }

    @Test
    void every_add_on_of_the_inventory_is_in_the_plan() {
        Inventory inventory = Inventories.crema();
        List<String> planned = plan(inventory).apps().stream()
                .flatMap(app -> app.addons().stream())
                .map(AddonPlan::name)
                .toList();

        assertThat(planned)
                .containsExactlyInAnyOrder(
                        "postgresql-curved-1",
                        "postgresql-flat-2",
                        "redis-round-1",
                        "papertrail-1",
                        "sendgrid-1",
                        "scheduler-1");
    }

    @Test
    void a_dyno_that_fargate_cannot_hold_blocks_until_somebody_sizes_it() {
        HerokuApp app = Inventories.app("crema", "production", "performance-2xl", 1);

        MigrationPlan plan = plan(Inventories.inventory(List.of(app), List.of(), List.of(), List.of()));

        assertThat(plan.openBlockers()).extracting(Blocker::name).contains("dyno-too-large crema/web");
    }

    @Test
    void the_database_is_never_older_and_has_room_to_grow() {
        DatabasePlan old = database(13, 100L << 30);
        DatabasePlan recent = database(16, 600L << 30);

        assertThat(old.engineMajor().value()).isEqualTo(17);
        assertThat(old.storageGb().value()).isEqualTo(200);
        assertThat(recent.engineMajor().value()).isEqualTo(16);
        assertThat(recent.storageGb().value()).isEqualTo(900);
        assertThat(recent.maxStorageGb().value()).isGreaterThan(900);
    }

    @Test
    void a_follower_is_no_database_of_its_own_and_its_settings_lead_to_the_primary() {
        HerokuApp app = Inventories.app(
                "crema",
                "production",
                List.of(Inventories.process("console", "bin/rails console", 0, "basic")),
                List.of(
                        Inventories.setting("DATABASE_URL", ConfigVar.Kind.ATTACHMENT, 100, false, "postgresql-a"),
                        Inventories.setting("DATABASE_POOL_URL", ConfigVar.Kind.ATTACHMENT, 100, false, "postgresql-a"),
                        Inventories.setting("DATABASE_BASTIONS", ConfigVar.Kind.ATTACHMENT, 9, false, "postgresql-a"),
                        Inventories.setting("READ_URL", ConfigVar.Kind.ATTACHMENT, 100, false, "postgresql-b")));
        Database follower = new Database(
                "id",
                "postgresql-b",
                "standard-0",
                5000,
                16,
                1L << 30,
                1,
                1,
                120,
                false,
                false,
                null,
                "postgresql-a",
                "crema",
                List.of(new Attachment("crema", "READ")));

        MigrationPlan plan = plan(Inventories.inventory(
                List.of(app),
                List.of(Inventories.database("postgresql-a", "standard-0", 16, 1L << 30, "crema"), follower),
                List.of(),
                List.of()));

        assertThat(plan.databases()).singleElement().satisfies(database -> assertThat(database.attachments())
                .extracting(AttachmentPlan::setting)
                .containsExactly("DATABASE_URL", "READ_URL", "DATABASE_POOL_URL"));
        AppPlan planned = plan.apps().get(0);
        assertThat(planned.addons()).extracting(AddonPlan::name).containsExactly("postgresql-a", "postgresql-b");
        assertThat(destination(planned, "READ_URL")).isEqualTo(Destination.REGENERATED);
        assertThat(destination(planned, "DATABASE_BASTIONS")).isEqualTo(Destination.DROPPED);
        assertThat(planned.services()).as("a console is no service").isEmpty();
    }

    @Test
    void a_database_that_an_unplanned_app_uses_blocks() {
        Database shared = new Database(
                "id",
                "postgresql-x",
                "standard-0",
                5000,
                16,
                1L << 30,
                1,
                1,
                120,
                false,
                false,
                null,
                null,
                "crema",
                List.of(new Attachment("crema", "DATABASE"), new Attachment("reports", "CREMA_DATABASE")));
        HerokuApp app = Inventories.app("crema", "production", "basic", 1);

        MigrationPlan plan = plan(Inventories.inventory(List.of(app), List.of(shared), List.of(), List.of()));

        assertThat(plan.openBlockers())
                .extracting(Blocker::name)
                .containsExactly("shared-with-unplanned-app crema postgresql-x");
    }

    @Test
    void presets_decide_what_survives_a_failure() {
        MigrationPlan small = preset(Preset.SMALL);
        MigrationPlan standard = preset(Preset.STANDARD);
        MigrationPlan ha = preset(Preset.HA);

        assertThat(ha.environments().get(0).zones().value()).isEqualTo(3);
        assertThat(ha.environments().get(0).natGateways().value()).isEqualTo(3);
        assertThat(ha.databases().get(0).multiAz().value()).isTrue();
        assertThat(ha.databases().get(0).instanceClass().value()).doesNotContain("db.t");
        assertThat(ha.databases().get(1).multiAz().value()).as("staging").isFalse();
        assertThat(standard.databases().get(0).multiAz().value()).isFalse();
        assertThat(standard.caches().get(0).replicas().value()).isEqualTo(1);
        assertThat(small.caches().get(0).replicas().value()).isZero();
    }

    @Test
    void two_hundred_apps_are_planned_and_written_quickly() {
        List<HerokuApp> apps = new ArrayList<>();
        List<Database> databases = new ArrayList<>();
        List<Addon> addons = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String name = "service-" + i;
            apps.add(Inventories.app(name, null, "standard-1x", 2));
            databases.add(Inventories.database("postgresql-" + i, "standard-0", 16, 1L << 32, name));
            addons.add(Inventories.addon("papertrail-" + i, "papertrail", "choklad", name));
        }
        Inventory inventory = Inventories.inventory(apps, databases, List.of(), addons);

        // The processor's time: other work on the machine makes nothing slower that is ours.
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        Path file = folder.resolve("plan.yaml");
        Replanning.of(inventory, Optional.of(file), PlanSettings.NONE).write(file);
        Replanning.of(inventory, Optional.of(file), PlanSettings.NONE).write(file);
        Duration took = Duration.ofNanos(clock.getCurrentThreadCpuTime() - start);

        assertThat(PlanFile.read(file).apps()).hasSize(200);
        assertThat(took).isLessThan(Duration.ofSeconds(15));
    }

    private static MigrationPlan plan(Inventory inventory) {
        return Planner.plan(inventory, Optional.empty());
    }

    private static MigrationPlan preset(Preset preset) {
        return Replanning.of(Inventories.crema(), Optional.empty(), new PlanSettings(Optional.of(preset), List.of()))
                .plan();
    }

    private static Inventory with(Addon addon) {
        HerokuApp app = Inventories.app("crema", "production", "basic", 1);
        return Inventories.inventory(List.of(app), List.of(), List.of(), List.of(addon));
    }

    private static DatabasePlan database(int major, long bytes) {
        HerokuApp app = Inventories.app("crema", "production", "basic", 1);
        return plan(Inventories.inventory(
                        List.of(app),
                        List.of(Inventories.database("postgresql-x", "standard-3", major, bytes, "crema")),
                        List.of(),
                        List.of()))
                .databases()
                .get(0);
    }

    private static ServicePlan service(AppPlan app, String name) {
        return app.services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Destination destination(AppPlan app, String name) {
        return app.settings().stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow()
                .destination()
                .value();
    }

    private static List<String> findings(MigrationPlan plan) {
        assertThat(plan.findings()).isSortedAccordingTo(java.util.Comparator.comparing(Finding::severity));
        assertThat(Severity.BLOCKING).isLessThan(Severity.INFO);
        return plan.findings().stream()
                .map(finding -> finding.id() + " " + finding.subject())
                .toList();
    }
}
