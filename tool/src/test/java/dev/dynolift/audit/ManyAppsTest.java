package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.dynolift.cost.CostEstimate;
import dev.dynolift.cost.CostLine;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.MonthlyPrice;
import dev.dynolift.inventory.Pipeline.Stage;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.Planner;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.standin.ReceivedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Audits of all apps of an account: what comes and goes by itself, and what all of them pay for together. */
class ManyAppsTest {

    @TempDir
    Path folder;

    private final List<String> requests = new ArrayList<>();

    @Test
    void review_apps_are_listed_and_neither_read_nor_planned() {
        change("rare", "/apps/foundry/pipeline-couplings", coupling -> ((ObjectNode) coupling).put("stage", "review"));

        Inventory inventory = audit(new AuditScope.All());

        assertThat(inventory.apps()).extracting(HerokuApp::name).containsExactly("ember");
        assertThat(inventory.pipelines()).singleElement().satisfies(pipeline -> {
            assertThat(pipeline.stages()).extracting(Stage::app).containsExactly("ember");
            assertThat(pipeline.temporary())
                    .extracting(Stage::app)
                    // The other one is in the pipeline, and Heroku does not show it.
                    .containsExactly("foundry", "00000099-bbbb-4ccc-8ddd-0123456789ab");
        });
        assertThat(requests).contains("/apps/foundry").doesNotContain("/apps/foundry/config-vars");
        assertThat(found(inventory, "review-apps").what()).contains("; there are foundry, ");
        assertThat(inventory.findings()).extracting(Finding::id).doesNotContain("pipeline-app-not-audited");
        assertThat(Planner.plan(inventory, Optional.empty()).apps())
                .extracting(AppPlan::name)
                .containsExactly("ember");
    }

    @Test
    void a_review_app_that_is_named_is_read_and_told_to_be_one() {
        change("rare", "/apps/foundry/pipeline-couplings", coupling -> ((ObjectNode) coupling).put("stage", "review"));

        Inventory inventory = audit(new AuditScope.Named(List.of("foundry")));

        assertThat(inventory.apps()).extracting(HerokuApp::pipelineStage).containsExactly("review");
        assertThat(found(inventory, "review-apps").what()).contains("for a pull request");
    }

    @Test
    void nothing_but_apps_that_come_and_go_is_nothing_to_audit() {
        for (String app : List.of("ember", "foundry")) {
            change("rare", "/apps/" + app + "/pipeline-couplings", one -> ((ObjectNode) one).put("stage", "test"));
        }

        assertThatThrownBy(() -> audit(new AuditScope.All())).hasMessageContaining("test runs alone");
    }

    @Test
    void a_team_whose_lasting_apps_were_all_refused_is_not_one_of_review_apps_alone() {
        change("rare", "/apps/foundry/pipeline-couplings", coupling -> ((ObjectNode) coupling).put("stage", "review"));

        assertThatThrownBy(() -> audit(new AuditScope.All(), Fault.forbidden("ember")))
                .hasMessageContaining("nothing could be read: Heroku refused ember with status 403")
                .satisfies(failure ->
                        assertThat(((DynoliftException) failure).next()).contains("heroku access:add"));
    }

    @Test
    void apps_of_test_runs_are_told() {
        change("rare", "/apps/foundry/pipeline-couplings", coupling -> ((ObjectNode) coupling).put("stage", "test"));

        Inventory inventory = audit(new AuditScope.All());

        assertThat(found(inventory, "test-run-apps").what()).contains("Runs of tests get apps", "foundry");
    }

    @Test
    void eco_dynos_of_two_payers_cost_two_prices_in_audit_and_cost_alike() {
        change("roast", "/dyno-sizes", sizes -> cost(sizes.path(0), 500));
        for (String app : List.of("roast", "roast-staging")) {
            change("roast", "/apps/" + app + "/formation", formation -> formation.forEach(ManyAppsTest::toEco));
        }
        change("roast", "/apps/roast", app -> ((ObjectNode) app)
                .putObject("team")
                .put("name", "roasters"));
        change("roast", "/apps/roast-staging", app -> ((ObjectNode) app).putNull("team"));

        Inventory inventory = audit(new AuditScope.Named(List.of("roast", "roast-staging")));

        assertThat(MonthlyPrice.of(inventory).ecoCents()).isEqualTo(1000);
        CostEstimate estimate = CostEstimate.of(Planner.plan(inventory, Optional.empty()), inventory);
        assertThat(estimate.lines())
                .filteredOn(line -> line.subject().contains("eco"))
                .extracting(CostLine::subject, CostLine::monthlyCents)
                .containsExactlyInAnyOrder(
                        tuple("eco dynos of your account", 500L), tuple("eco dynos of the team roasters", 500L));
    }

    @Test
    void eco_dynos_of_all_apps_cost_their_account_one_price() {
        change("roast", "/dyno-sizes", sizes -> cost(sizes.path(0), 500));
        for (String app : List.of("roast", "roast-staging")) {
            change("roast", "/apps/" + app + "/formation", formation -> formation.forEach(ManyAppsTest::toEco));
        }

        Inventory inventory = audit(new AuditScope.Named(List.of("roast", "roast-staging")));

        assertThat(inventory.apps()).extracting(HerokuApp::monthlyCents).containsOnly(0);
        long addons = MonthlyPrice.of(inventory).cents() - 500;
        assertThat(addons)
                .isEqualTo(inventory.databases().stream()
                                .mapToLong(database -> database.monthlyCents())
                                .sum()
                        + inventory.keyValueStores().stream()
                                .mapToLong(store -> store.monthlyCents())
                                .sum()
                        + inventory.addons().stream()
                                .mapToLong(addon -> addon.monthlyCents() == null ? 0 : addon.monthlyCents())
                                .sum());
        assertThat(MonthlyPrice.of(inventory).ecoWords()).contains("$5.00 of it for all eco dynos together");
        CostEstimate estimate = CostEstimate.of(Planner.plan(inventory, Optional.empty()), inventory);
        assertThat(estimate.lines())
                .filteredOn(line -> line.subject().contains("eco"))
                .singleElement()
                .satisfies(line -> assertThat(line.monthlyCents()).isEqualTo(500));
    }

    private static void cost(JsonNode size, int cents) {
        assertThat(size.path("name").asString()).isEqualTo("eco");
        ((ObjectNode) size.path("cost")).put("cents", cents);
    }

    private static void toEco(JsonNode process) {
        ((ObjectNode) process).put("size", "Eco");
        ((ObjectNode) process.path("dyno_size")).put("name", "Eco");
    }

    /** Of the second change on, what the first one has written is changed. */
    private void change(String capture, String path, Consumer<JsonNode> change) {
        Path target = folder.resolve("capture");
        for (HerokuAnswer answer : CaptureFolder.read(Files.exists(target) ? target : Captures.of(capture))) {
            if (answer.path().equals(path)) {
                change.accept(answer.body());
            }
            CaptureFolder.write(target, answer);
        }
    }

    private Inventory audit(AuditScope scope, Fault... faults) {
        try (HerokuStandIn heroku = HerokuStandIn.start(folder.resolve("capture"))) {
            List.of(faults).forEach(heroku::add);
            HerokuApi api = new HerokuApi(
                    HerokuHosts.all(heroku.address()),
                    new Secret("HRKU-PLANTED9-token"),
                    EventListener.NONE,
                    AnswerListener.NONE);
            Inventory inventory = new Audit(api, EventListener.NONE).run(scope, Optional.empty(), AuditOptions.USUAL);
            heroku.requests().stream().map(ReceivedRequest::path).forEach(requests::add);
            return inventory;
        }
    }

    private static Finding found(Inventory inventory, String id) {
        return inventory.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
