package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.audit.Audit;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.plan.Blocker;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import dev.dynolift.plan.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small examples, from what is known of them to what the real Terraform would create. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    @TempDir
    Path workspace;

    @AfterEach
    void let_go_of_the_plugins() throws IOException {
        TerraformCommand.unlinkPlugins(workspace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tickets", "newsroom", "kiosk", "guild"})
    void the_generated_tree_is_the_approved_one(String example) throws IOException {
        MigrationPlan plan = generated(example);
        // All that an audit may find is in the digest; what a plan makes of it is looked at here.
        Files.writeString(
                workspace.resolve("plan.yaml"), PlanFile.text(plan).replaceFirst("(?m)^inventoryHash: .*\\R", ""));

        ApprovedTree.assertApproved(
                example,
                workspace,
                path -> path.matches("plan\\.yaml|infra/[^/]+/terraform\\.tfvars\\.json|image/.*/Dockerfile"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tickets", "newsroom", "kiosk", "guild"})
    void terraform_takes_it_and_it_keeps_every_rule(String example) throws IOException {
        MigrationPlan plan = generated(example);

        TerraformCommand.Result format =
                TerraformCommand.run(workspace.resolve("infra"), "fmt", "-check", "-recursive", "-diff");
        assertThat(format.exitCode()).as(format.output()).isZero();
        for (EnvironmentEstate estate : EnvironmentEstate.of(plan)) {
            // A plan validates first.
            List<PlannedResource> planned =
                    OfflinePlan.of(workspace.resolve("infra").resolve(estate.environmentName()));
            for (EstateRule rule : EstateRule.values()) {
                assertThat(rule.broken(
                                planned,
                                estate.environment().deletionProtection().value()))
                        .as(rule + " in " + estate.environmentName())
                        .isEmpty();
            }
            assertThat(planned)
                    .filteredOn(resource -> resource.type().equals("aws_ecs_service"))
                    .hasSameSizeAs(plan.appsIn(estate.environment().name()).stream()
                            .flatMap(app -> app.services().stream())
                            .toList());
        }
    }

    @Test
    void what_is_moved_by_hand_stops_the_move_and_what_is_built_does_not() throws IOException {
        assertThat(blockers("newsroom")).contains("data-by-hand newsroom newsroom-cloudamqp");
        assertThat(blockers("kiosk")).contains("data-by-hand kiosk kiosk-jawsdb");
        assertThat(generated("newsroom").searches()).hasSize(1);
    }

    @Test
    void two_apps_share_the_database_of_their_environment() throws IOException {
        MigrationPlan plan = generated("guild");

        assertThat(plan.databases()).hasSize(2).allSatisfy(database -> assertThat(database.attachments())
                .hasSize(2));
        assertThat(Files.readString(workspace.resolve("infra/production/terraform.tfvars.json")))
                .contains("\"apps\" : [ \"guild-members\", \"guild-desk\" ]");
    }

    private static List<String> blockers(String example) {
        return Planner.plan(inventory(example), Optional.empty()).openBlockers().stream()
                .map(Blocker::name)
                .toList();
    }

    private MigrationPlan generated(String example) {
        Inventory inventory = inventory(example);
        MigrationPlan plan = Planner.plan(inventory, Optional.empty());
        Generator.generate(plan, inventory, workspace);
        return plan;
    }

    /** What an audit wrote down, or what the repository tells by itself. */
    private static Inventory inventory(String example) {
        Path folder = EXAMPLES.resolve(example);
        Path written = folder.resolve("inventory.json");
        return Files.exists(written)
                ? InventoryFile.read(written)
                : asOf("2026-11-01T09:00:00Z", Audit.ofRepository(folder.resolve("repo"), example));
    }

    /** The plan names its inventory by a digest, and that one has a date. */
    private static Inventory asOf(String time, Inventory inventory) {
        return new Inventory(
                inventory.schemaVersion(),
                Instant.parse(time),
                inventory.source(),
                inventory.apps(),
                inventory.databases(),
                inventory.keyValueStores(),
                inventory.addons(),
                inventory.domains(),
                inventory.pipelines(),
                inventory.findings());
    }
}
