package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanFileTest extends PlanOnDisk {

    @Test
    void a_plan_comes_back_as_it_was_written() {
        MigrationPlan plan = Planner.plan(Inventories.crema(), Optional.empty());

        PlanFile.write(file(), plan);

        assertThat(PlanFile.read(file())).isEqualTo(plan.withoutFindings());
    }

    @Test
    void every_choice_is_followed_by_its_source_and_its_consequence() {
        String text = PlanFile.text(Planner.plan(Inventories.crema(), Optional.empty()));

        assertThat(text.lines().filter(line -> line.contains("instanceClass:")))
                .allMatch(line -> line.matches(".*# (detected|default): .*"));
        assertThat(text).doesNotContain("\t").doesNotContainPattern("(?m) +$");
    }

    @Test
    void planning_twice_changes_nothing() throws IOException {
        plan(Inventories.crema());
        String first = Files.readString(file());

        plan(Inventories.crema());

        assertThat(Files.readString(file())).isEqualTo(first);
    }

    @Test
    void hand_edits_and_comments_survive_the_next_plan() throws IOException {
        plan(Inventories.crema());
        edit("count: 2 ", "count: 4 ");
        edit("idleTimeoutSeconds: 60 ", "# our reports take long\n          idleTimeoutSeconds: 120 ");
        edit("STRIPE_KEY: ssm-parameter ", "STRIPE_KEY: secrets-manager # the auditors want it\n      # ");
        Files.writeString(file(), Files.readString(file()) + "# seen by Ada\n");

        MigrationPlan plan = plan(Inventories.crema());

        String text = Files.readString(file());
        ServicePlan web = plan.apps().get(0).services().get(0);
        assertThat(web.count().value()).isEqualTo(4);
        assertThat(web.count().source()).isEqualTo(Source.YOURS);
        assertThat(web.count().consequence()).startsWith("instead of 2");
        assertThat(web.web().orElseThrow().idleTimeoutSeconds().value()).isEqualTo(120);
        assertThat(text).contains("# our reports take long\n          idleTimeoutSeconds: 120");
        assertThat(text).contains("# the auditors want it").contains("STRIPE_KEY: secrets-manager");
        assertThat(text).endsWith("# seen by Ada\n");
        plan(Inventories.crema());
        assertThat(Files.readString(file())).isEqualTo(text);
    }

    @Test
    void values_that_nobody_edited_follow_the_inventory() throws IOException {
        plan(Inventories.crema());
        edit("stopTimeoutSeconds: 30 ", "stopTimeoutSeconds: 60 ");

        HerokuApp grown = Inventories.app("crema", "production", "performance-m", 7);
        MigrationPlan plan = plan(Inventories.inventory(List.of(grown), List.of(), List.of(), List.of()));

        ServicePlan web = plan.apps().get(0).services().get(0);
        assertThat(web.count().value()).isEqualTo(7);
        assertThat(web.memoryMib().value()).isEqualTo(3072);
        assertThat(web.stopTimeoutSeconds().value()).isEqualTo(60);
    }

    @Test
    void edits_of_things_that_vanished_are_reported() throws IOException {
        plan(Inventories.crema());
        edit("instanceClass: db.t4g.micro", "instanceClass: db.t4g.small");

        MigrationPlan plan = plan(Inventories.inventory(
                List.of(Inventories.app("crema", "production", "basic", 1)), List.of(), List.of(), List.of()));

        assertThat(plan.findings())
                .anyMatch(finding -> finding.id().equals("edit-not-kept")
                        && finding.subject().equals("databases.crema-staging-database.instanceClass")
                        && finding.what().contains("db.t4g.small"));
    }

    @Test
    void a_job_that_the_user_adds_stays_and_one_that_is_removed_stays_away() throws IOException {
        plan(Inventories.crema());
        String text = Files.readString(file());
        int poll = text.indexOf("      - name: queue-poll");
        int after = text.indexOf("    # Plain environment", poll);
        Files.writeString(file(), text.substring(0, poll) + """
                              - name: newsletter
                                command: bundle exec rake newsletter:send
                                schedule: cron(30 7 ? * MON *)
                                timeZone: Europe/Rome
                                cpu: 256
                                memoryMib: 512
                                enabled: true
                        """ + text.substring(after));

        MigrationPlan plan = plan(Inventories.crema());

        assertThat(plan.apps().get(0).scheduledJobs())
                .extracting(ScheduledJobPlan::name)
                .containsExactly("subscription-renew", "cart-sweep", "newsletter");
        assertThat(plan.findings())
                .anyMatch(finding -> finding.id().equals("removed-by-you")
                        && finding.subject().equals("apps.crema.scheduledJobs.queue-poll"));
        assertThat(plan(Inventories.crema()).apps().get(0).scheduledJobs()).hasSize(3);
    }

    @Test
    void a_removed_line_gives_the_value_back_to_the_planner() throws IOException {
        plan(Inventories.crema());
        edit("count: 2 ", "count: 9 ");
        plan(Inventories.crema());
        String text = Files.readString(file());
        Files.writeString(file(), text.replaceFirst("(?m)^ +count: 9 .*\\n( +# .*\\n)*", ""));

        MigrationPlan plan = plan(Inventories.crema());

        assertThat(plan.apps().get(0).services().get(0).count().value()).isEqualTo(2);
    }

    @Test
    void everything_that_is_wrong_is_refused_at_once_with_its_line() throws IOException {
        plan(Inventories.crema());
        edit("cpu: 512 ", "cpu: 300 ");
        edit("count: 2 ", "count: -1 ");
        edit("rollout: one-at-most ", "rollout: sometimes ");
        edit("zones: 2 ", "zonen: 2 ");
        edit("cron(0 9 * * ? *)", "cron(0 25 * * ? *)");
        edit("engineMajor: 17 ", "engineMajor: 14 ");
        edit("instanceClass: db.t4g.medium ", "instanceClass: db.t4g.mediun ");
        edit("storageGb: 20 ", "storageGb: 10 ");
        edit("maxmemoryPolicy: noeviction ", "maxmemoryPolicy: whatever ");
        edit("stickySessions: false ", "stickySessions: maybe ");
        edit("nodeType: cache.t4g.micro ", "nodeType: cache.t4g.mikro ");
        edit("alarmAddress: \"\" ", "alarmAddress: on-call ");

        DynoliftException refused = catchThrowableOfType(DynoliftException.class, () -> PlanFile.read(file()));

        assertThat(refused.code()).isEqualTo(ErrorCode.INPUT);
        for (String part : List.of(
                "Fargate has no 300 CPU units",
                "`count` is -1, which is below the least, 0",
                "`rollout` is `sometimes` → Use one of rolling, one-at-most.",
                "there is no key `zonen` here → Did you mean `zones`?",
                "the field hour is `25`",
                "PostgreSQL 14 is older than the source's 15",
                "`db.t4g.mediun` is no RDS instance class that dynolift knows → Did you mean db.t4g.medium?",
                "`storageGb` is 10, which is below the least, 20",
                "`whatever` is no policy",
                "`stickySessions` must be true or false, and is `maybe`",
                "Did you mean cache.t4g.micro?",
                "`on-call` is no e-mail address")) {
            assertThat(refused.why()).contains(part);
        }
        assertThat(refused.why()).startsWith("12 problems");
        for (String line : refused.why().lines().skip(1).toList()) {
            assertThat(line).matches("  - plan\\.yaml:\\d+: .*");
            int number = Integer.parseInt(line.replaceFirst(".*?plan\\.yaml:(\\d+):.*", "$1"));
            assertThat(number).isPositive();
        }
        assertThat(refused.why()).contains("plan.yaml:" + lineOf("cpu: 300") + ":");
        assertThat(refused.why()).contains("plan.yaml:" + lineOf("nodeType: cache.t4g.mikro") + ":");
    }

    @Test
    void a_pair_that_fargate_does_not_have_is_refused_with_what_it_has() throws IOException {
        plan(Inventories.crema());
        edit("memoryMib: 1024 ", "memoryMib: 5120 ");

        DynoliftException refused = catchThrowableOfType(DynoliftException.class, () -> PlanFile.read(file()));

        assertThat(refused.why()).contains("512 CPU units and 5120 MiB").contains("1024 to 4096 MiB in steps of 1024");
    }

    @Test
    void parts_that_do_not_fit_together_are_refused() throws IOException {
        plan(Inventories.crema());
        edit("10.1.0.0/16", "10.0.128.0/17");
        edit("environment: staging ", "environment: production ");
        edit("STRIPE_KEY: ssm-parameter ", "STRIPE_KEY: regenerated ");
        edit("RAILS_MAX_THREADS: ssm-parameter ", "RAILS_MAX_THREADS: plain ");

        DynoliftException refused = catchThrowableOfType(DynoliftException.class, () -> PlanFile.read(file()));

        assertThat(refused.why())
                .contains("addresses overlap with those of production")
                .contains("crema is component crema in production already")
                .contains("plan.yaml:" + lineOf("STRIPE_KEY: regenerated")
                        + ": app crema, settings: no database, cache or search domain")
                .contains("`RAILS_MAX_THREADS` is to be plain, but has no value under `variables`");
    }

    @Test
    void what_is_no_yaml_is_refused_with_its_line() throws IOException {
        Files.writeString(file(), "dynolift: plan\nschemaVersion: [1\n");

        DynoliftException refused = catchThrowableOfType(DynoliftException.class, () -> PlanFile.read(file()));

        assertThat(refused.why()).contains("plan.yaml:").contains("no YAML");
    }

    @Test
    void values_are_set_on_the_command_line_and_stay() {
        Replanning first = Replanning.of(
                Inventories.crema(),
                Optional.of(file()),
                new PlanSettings(
                        Optional.of(Preset.HA),
                        List.of(
                                "apps.crema.services.worker.count=3",
                                "apps.crema.domains.www.crema.example.dns=route53")));
        first.write(file());

        MigrationPlan plan = plan(Inventories.crema());

        assertThat(plan.preset().value()).isEqualTo(Preset.HA);
        assertThat(plan.preset().source()).isEqualTo(Source.YOURS);
        assertThat(plan.apps().get(0).services().get(1).count().value()).isEqualTo(3);
        assertThat(plan.apps().get(0).domains().get(0).dns().value()).isEqualTo(DomainPlan.DnsManagement.ROUTE53);
    }

    @Test
    void what_an_environment_imports_and_whether_it_moves_data_stay_as_they_were_edited_and_set() throws IOException {
        plan(Inventories.crema());
        edit("imports: [] ", "imports: [ECS cluster crema-production] ");
        edit("migrationTask: true ", "migrationTask: false ");
        Replanning.of(
                        Inventories.crema(),
                        Optional.of(file()),
                        new PlanSettings(
                                Optional.empty(),
                                List.of(
                                        "environments.staging.imports=ECS cluster crema-staging, log group /ecs/crema-staging/sessions")))
                .write(file());

        List<EnvironmentPlan> environments = plan(Inventories.crema()).environments();

        assertThat(environments.get(0).imports().value()).containsExactly("ECS cluster crema-production");
        assertThat(environments.get(0).imports().source()).isEqualTo(Source.YOURS);
        assertThat(environments.get(0).migrationTask().value()).isFalse();
        assertThat(environments.get(1).imports().value())
                .containsExactly("ECS cluster crema-staging", "log group /ecs/crema-staging/sessions");
        assertThat(environments.get(1).migrationTask().value()).isTrue();
    }

    @Test
    void settings_that_cannot_be_are_refused_at_once() {
        DynoliftException refused = catchThrowableOfType(
                DynoliftException.class,
                () -> Replanning.of(
                        Inventories.crema(),
                        Optional.empty(),
                        new PlanSettings(
                                Optional.empty(), List.of("apps.crema.services.web.cpu=1", "no.such=1", "nonsense"))));

        assertThat(refused.why()).contains("no.such").contains("path=value").contains("`cpu` is 1");
    }

    @Test
    void deciding_about_an_add_on_settles_its_blocker() {
        Inventory inventory = Inventories.inventory(
                List.of(Inventories.app("crema", "production", "basic", 1)),
                List.of(),
                List.of(),
                List.of(Inventories.addon("mystery-1", "mystery", "gold", "crema")));
        assertThat(plan(inventory).openBlockers()).hasSize(1);

        Replanning decided = Replanning.of(
                inventory,
                Optional.of(file()),
                new PlanSettings(Optional.empty(), List.of("apps.crema.addons.mystery-1.strategy=keep")));
        decided.write(file());

        assertThat(decided.plan().openBlockers()).isEmpty();
        assertThat(plan(inventory).openBlockers()).isEmpty();
    }

    @Test
    void deciding_what_becomes_of_jobs_in_a_cache_settles_their_blocker() {
        assertThat(plan(Inventories.crema()).openBlockers())
                .extracting(Blocker::name)
                .containsExactly("jobs-in-key-value-store crema redis-round-1");

        Replanning decided = Replanning.of(
                Inventories.crema(),
                Optional.of(file()),
                new PlanSettings(Optional.empty(), List.of("caches.crema-redis.move=copy")));

        assertThat(decided.plan().openBlockers()).isEmpty();
    }

    @Test
    void an_accepted_blocker_stops_nothing() throws IOException {
        Inventory inventory = Inventories.inventory(
                List.of(Inventories.app("crema", "production", "performance-2xl", 1)), List.of(), List.of(), List.of());
        plan(inventory);
        Files.writeString(file(), Files.readString(file()).replace("accepted: false", "accepted: true "));

        MigrationPlan plan = plan(inventory);

        assertThat(plan.blockers()).isNotEmpty();
        assertThat(plan.openBlockers()).isEmpty();
        assertThat(FindingsPage.text(plan)).contains("Accepted by you").contains("Nothing stops the move");
    }

    @Test
    void loads_a_stored_plan_of_version_1() throws Exception {
        Path stored =
                Path.of(PlanFileTest.class.getResource("plan-version-1.yaml").toURI());

        MigrationPlan plan = PlanFile.read(stored);

        assertThat(plan.schemaVersion()).isEqualTo(1);
        assertThat(plan.apps()).extracting(AppPlan::name).containsExactly("crema", "crema-staging");
        assertThat(plan.databases().get(0).instanceClass().value()).isEqualTo("db.t4g.medium");
    }

    @Test
    void a_newer_version_is_refused() throws IOException {
        Files.writeString(file(), "dynolift: plan\nschemaVersion: 2\n");

        DynoliftException refused = catchThrowableOfType(DynoliftException.class, () -> PlanFile.read(file()));

        assertThat(refused.why()).contains("schemaVersion 2");
        assertThat(refused.next()).contains("newer dynolift");
    }

    @Test
    void findings_are_a_page_with_what_to_do() {
        MigrationPlan plan = plan(Inventories.crema());

        FindingsPage.write(folder.resolve("findings.md"), plan);

        assertThat(folder.resolve("findings.md"))
                .content()
                .contains(
                        "# Findings for crema", "## Blocking", "jobs-in-key-value-store", "## Warnings", "**To do:**");
    }

    private int lineOf(String part) throws IOException {
        List<String> lines = Files.readAllLines(file());
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i + 1;
            }
        }
        throw new AssertionError(part);
    }
}
