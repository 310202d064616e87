package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.LogDrain;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.SketchedApp;
import dev.dynolift.inventory.Space;
import dev.dynolift.inventory.SpaceNetwork;
import dev.dynolift.inventory.Surroundings;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whoever reads an app's lines at Heroku has a place in the plan. */
class LogDrainPlanTest extends PlanOnDisk {

    private static final LogDrain OWN = new LogDrain("https", "logs.crema.example", null);

    @Test
    void ones_own_drains_are_forwarded_and_those_of_an_add_on_only_where_it_stays() {
        AppPlan app = app(plan(inventory(sketch(
                OWN,
                new LogDrain("syslog+tls", "logs0.papertrailapp.com", "papertrail-1"),
                new LogDrain("https", "endpoint1.collection.sumologic.com", "sumologic-1"),
                new LogDrain("unknown", LogDrain.UNKNOWN, null),
                OWN))));

        assertThat(app.logDrains())
                .extracting(
                        LogDrainPlan::name,
                        LogDrainPlan::leadsTo,
                        drain -> drain.forward().value(),
                        drain -> drain.forward().source())
                .containsExactly(
                        tuple("logs-crema-example", "https://logs.crema.example", true, Source.DETECTED),
                        tuple("papertrail", "syslog+tls://logs0.papertrailapp.com", false, Source.DEFAULT),
                        tuple("sumologic", "https://endpoint1.collection.sumologic.com", true, Source.DEFAULT),
                        tuple("unknown", "unknown", true, Source.DETECTED),
                        tuple("logs-crema-example-2", "https://logs.crema.example", true, Source.DETECTED));
        assertThat(app.logDrains().get(1).forward().consequence()).contains("ends with papertrail-1", "true: you have");
        assertThat(app.logDrains().get(2).forward().consequence()).contains("an account of your own");
    }

    @Test
    void a_private_spaces_drain_is_one_of_each_of_its_apps() {
        LogDrain ofSpace = new LogDrain("https", "logs.kiln.example", null);
        Inventory inventory = inventory(sketch(OWN).space("kiln"));
        inventory = new Inventory(
                inventory.schemaVersion(),
                inventory.auditedAt(),
                inventory.source(),
                inventory.apps(),
                inventory.databases(),
                inventory.keyValueStores(),
                inventory.addons(),
                inventory.domains(),
                inventory.pipelines(),
                inventory.findings(),
                List.of(new Space(
                        "kiln",
                        "virginia",
                        false,
                        "cedar",
                        "10.0.0.0/16",
                        null,
                        new SpaceNetwork(null, null, null, List.of(ofSpace)))),
                Surroundings.NONE,
                List.of());

        assertThat(app(plan(inventory)).forwardedDrains())
                .extracting(LogDrainPlan::leadsTo)
                .containsExactly("https://logs.crema.example", "https://logs.kiln.example");
    }

    @Test
    void telemetry_is_not_sent_as_log_lines_unasked() {
        assertThat(app(plan(inventory(sketch(OWN).generation("fir")))).forwardedDrains())
                .isEmpty();
    }

    @Test
    void files_write_no_lines_and_that_is_said_in_place_of_what_the_audit_says() throws Exception {
        Inventory inventory = inventory(
                        sketch(OWN).buildpacks(List.of("https://github.com/heroku/heroku-buildpack-static.git")))
                .withFindings(List.of(new Finding(
                        "log-drains", Severity.WARNING, "crema", "Lines are sent.", "A function.", "Put it in.", "")));

        MigrationPlan plan = plan(inventory);

        assertThat(app(plan).logDrains()).isEmpty();
        assertThat(Files.readString(file())).doesNotContain("logDrains");
        assertThat(plan.findings())
                .filteredOn(finding -> finding.id().equals("log-drains"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("logs.crema.example", "write none"));
    }

    @Test
    void one_is_switched_off_and_one_added_and_both_stay() throws Exception {
        Inventory inventory = inventory(sketch(OWN));
        plan(inventory);
        edit(
                "forward: true",
                "forward: false\n      - name: betterstack\n        forward: true\n      - name: other\n"
                        + "        leadsTo: syslog+tls://logs.example.com\n        forward: true");

        plan(inventory);
        AppPlan app = app(plan(inventory));

        assertThat(app.forwardedDrains())
                .extracting(LogDrainPlan::name, LogDrainPlan::leadsTo)
                .containsExactly(tuple("betterstack", ""), tuple("other", "syslog+tls://logs.example.com"));
        assertThat(app.logDrains()).hasSize(3);
    }

    @Test
    void an_address_with_its_tokens_is_refused_and_not_shown() throws Exception {
        Inventory inventory = inventory(sketch(OWN));
        plan(inventory);
        String token = UUID.randomUUID().toString();
        edit("leadsTo: https://logs.crema.example", "leadsTo: https://u:" + token + "@logs.crema.example/in");
        edit("name: logs-crema-example", "name: Logs_Crema");

        assertThatThrownBy(() -> plan(inventory))
                .isInstanceOf(DynoliftException.class)
                .hasMessageContaining("`leadsTo` is more than a host")
                .hasMessageContaining("`Logs_Crema` cannot be the name of a log drain")
                .hasMessageNotContaining(token);
    }

    @Test
    void a_plan_of_before_there_were_any_has_none_until_it_is_planned_again() throws Exception {
        Inventory inventory = inventory(sketch(OWN));
        plan(inventory);
        for (String name : List.of("plan.yaml", ".plan-base.yaml")) {
            String text = Files.readString(folder.resolve(name));
            Files.writeString(folder.resolve(name), text.replaceAll("(?m)^    logDrains:\\R(?:      .*\\R)+", ""));
        }

        assertThat(app(PlanFile.read(file())).logDrains()).isEmpty();
        assertThat(app(plan(inventory)).forwardedDrains()).hasSize(1);
    }

    private static SketchedApp sketch(LogDrain... drains) {
        return SketchedApp.called("crema")
                .processes(List.of(Inventories.process("web", "bundle exec puma", 1, "basic")))
                .drains(List.of(drains));
    }

    private static Inventory inventory(SketchedApp sketch) {
        HerokuApp app = sketch.app();
        return Inventories.inventory(
                List.of(app),
                List.of(),
                List.of(),
                List.of(
                        Inventories.addon("papertrail-1", "papertrail", "choklad", "crema"),
                        Inventories.addon("sumologic-1", "sumologic", "free", "crema")));
    }

    private static AppPlan app(MigrationPlan plan) {
        return plan.apps().get(0);
    }
}
