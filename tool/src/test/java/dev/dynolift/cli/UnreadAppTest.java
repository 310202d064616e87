package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.cost.CostEstimate;
import dev.dynolift.cost.CostLine;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.AppDetails.Unread;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.Severity;
import dev.dynolift.plan.Blocker;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Planner;
import dev.dynolift.plan.Replanning;
import dev.dynolift.plan.ServicePlan;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Heroku did not show is unknown from the table to the plan, and never none. */
class UnreadAppTest {

    @TempDir
    Path folder;

    private final WrittenConsole console = new WrittenConsole(160);
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
    void a_formation_that_is_refused_is_not_no_dynos() throws IOException {
        for (int status : List.of(403, 404)) {
            standIn.mend();
            standIn.add(Fault.always("/apps/roast/formation", status));

            Inventory inventory = audit();

            assertThat(said()).containsPattern("(?m)^roast +production +- +\\d+ +\\d+ +\\d+ +-$");
            assertThat(said()).contains("Heroku today: at least $");
            HerokuApp app = inventory.app("roast").orElseThrow();
            assertThat(app.monthlyCents()).isNull();
            MigrationPlan plan = Planner.plan(inventory, Optional.empty());
            assertThat(plan.openBlockers()).extracting(Blocker::name).contains("dynos-unknown roast");
            assertThat(plan.apps().get(0).services()).isNotEmpty().allSatisfy(service -> assertThat(
                            service.count().value())
                    .as(service.name())
                    .isPositive());
            assertThat(CostEstimate.of(plan, inventory).lines())
                    .filteredOn(line -> line.certainty() == CostLine.Certainty.UNKNOWN)
                    .extracting(CostLine::subject)
                    .contains("roast dynos");
        }
    }

    @Test
    void whoever_sets_each_number_has_settled_that_it_was_not_known() throws IOException {
        standIn.add(Fault.always("/apps/roast/formation", 403));
        Inventory inventory = audit();
        List<String> numbers = Planner.plan(inventory, Optional.empty()).apps().get(0).services().stream()
                .filter(service -> service.rollout().value() != ServicePlan.Rollout.ONE_AT_MOST)
                .map(service -> "apps.roast.services." + service.name() + ".count=2")
                .toList();

        MigrationPlan half = Replanning.of(
                        inventory, Optional.empty(), new PlanSettings(Optional.empty(), numbers.subList(0, 1)))
                .plan();
        MigrationPlan whole = Replanning.of(inventory, Optional.empty(), new PlanSettings(Optional.empty(), numbers))
                .plan();

        assertThat(half.openBlockers()).extracting(Blocker::name).contains("dynos-unknown roast");
        assertThat(whole.openBlockers()).extracting(Blocker::name).doesNotContain("dynos-unknown roast");
    }

    @Test
    void settings_that_are_refused_are_not_no_settings() throws IOException {
        standIn.add(Fault.always("/apps/roast/config-vars", 403));

        Inventory inventory = audit();

        assertThat(said()).containsPattern("(?m)^roast +production +web .* - +- +\\d+ +\\$");
        assertThat(Planner.plan(inventory, Optional.empty()).openBlockers())
                .extracting(Blocker::name)
                .contains("settings-unknown roast");
    }

    @Test
    void addons_that_are_refused_are_not_no_addons() throws IOException {
        standIn.add(Fault.always("/apps/roast/addons", 403));

        Inventory inventory = audit();

        assertThat(said()).contains("Heroku today: at least $");
        MigrationPlan plan = Planner.plan(inventory, Optional.empty());
        assertThat(plan.openBlockers()).extracting(Blocker::name).contains("addons-unknown roast");
        assertThat(CostEstimate.of(plan, inventory).lines())
                .extracting(CostLine::subject)
                .contains("roast add-ons");
    }

    @Test
    void what_the_user_named_wrongly_ends_with_2() throws IOException {
        Map<String, String> nowhere =
                Map.of("HEROKU_HOST", "http://localhost:1", "HEROKU_API_KEY", "HRKU-PLANTED9-login");
        assertEndsWith2(() -> command("raost").run(login(), console.open()));
        assertEndsWith2(() -> command("roast").run(nowhere, console.open()));
        Files.writeString(folder.resolve("file"), "");
        AuditCommand inFile = command("roast");
        inFile.workspace = folder.resolve("file");
        assertEndsWith2(() -> inFile.run(login(), console.open()));
        standIn.add(Fault.always("*", 401));
        assertEndsWith2(() -> command("roast").run(login(), console.open()));
    }

    @Test
    void a_named_app_that_is_refused_ends_no_audit_of_the_others() throws IOException {
        standIn.add(Fault.forbidden("roast-staging"));
        AuditCommand command = command("roast-staging");
        command.apps = List.of("roast-staging", "roast");

        assertThat(command.run(login(), console.open())).isZero();

        Inventory inventory = InventoryFile.read(folder.resolve("workspace/inventory.json"));
        assertThat(inventory.apps()).extracting(HerokuApp::name).containsExactly("roast");
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("not-readable"))
                .extracting(Finding::subject)
                .containsExactly("roast-staging");
        assertThat(console.err()).contains("Warning: roast-staging: ");
    }

    @Test
    void when_no_app_may_be_read_the_words_say_who_can_help_and_nothing_is_written() {
        standIn.add(Fault.forbidden("roast"));
        AuditCommand both = command("roast");
        both.apps = List.of("roast", "roast-staging");

        assertEndsWith2(() -> command("roast").run(login(), console.open()));
        assertEndsWith2(() -> both.run(login(), console.open()));
        assertThatThrownBy(() -> both.run(login(), console.open()))
                .hasMessageContaining("nothing could be read: Heroku refused roast, roast-staging with status 403")
                .hasMessageContaining("has no right to any of these")
                .satisfies(failure -> assertThat(((DynoliftException) failure).next())
                        .contains("heroku access:add", "owner's login"));
        assertThat(folder.resolve("workspace/inventory.json")).doesNotExist();
    }

    @Test
    void an_app_of_which_nothing_but_its_name_may_be_read_is_there_with_everything_unknown() throws IOException {
        standIn.add(Fault.always("/apps/roast/*", 403));

        Inventory inventory = audit();

        assertThat(inventory.app("roast").orElseThrow().details().unread())
                .containsExactlyInAnyOrder(Unread.FORMATION, Unread.SETTINGS, Unread.ADDONS);
        assertThat(said()).containsPattern("(?m)^roast +- +- +- +- +- +-$").doesNotContain("Heroku today: $");
        assertThat(inventory.findings(Severity.BLOCKING))
                .extracting(Finding::id)
                .contains("dynos-unknown", "settings-unknown", "addons-unknown");
    }

    private static void assertEndsWith2(ThrowingCallable audit) {
        assertThatThrownBy(audit).isInstanceOfSatisfying(DynoliftException.class, failure -> assertThat(
                        failure.code().exitCode())
                .as(failure.getMessage())
                .isEqualTo(2));
    }

    private Inventory audit() throws IOException {
        console.clear();
        assertThat(command("roast").run(login(), console.open())).isZero();
        return InventoryFile.read(folder.resolve("workspace/inventory.json"));
    }

    private AuditCommand command(String app) {
        AuditCommand command = new AuditCommand();
        command.apps = List.of(app);
        command.workspace = folder.resolve("workspace");
        command.fresh = true;
        command.pause = time -> {};
        return command;
    }

    private Map<String, String> login() {
        return Map.of("HEROKU_HOST", standIn.address().toString(), "HEROKU_API_KEY", "HRKU-PLANTED9-login");
    }

    private String said() {
        return console.out();
    }
}
