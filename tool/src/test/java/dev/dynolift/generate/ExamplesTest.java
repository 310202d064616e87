package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.cost.CostEstimate;
import dev.dynolift.cost.CostLine;
import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.infrastructure.EstateSummary;
import dev.dynolift.inventory.Finding;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.Blocker;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small examples, from what is known of them to what the real Terraform would create. */
class ExamplesTest {

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
                path -> path.matches(
                        "plan\\.yaml|infra/[^/]+/terraform\\.tfvars\\.json|image/.*/(Dockerfile|compose\\.yaml|\\.env\\.example)|ci/.*\\.(yml|json)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tickets", "newsroom", "kiosk", "guild"})
    void terraform_takes_it_and_it_keeps_every_rule(String example) throws IOException {
        MigrationPlan plan = generated(example);

        TerraformCommand.Result format =
                TerraformCommand.run(workspace.resolve("infra"), "fmt", "-check", "-recursive", "-diff");
        assertThat(format.exitCode()).as(format.output()).isZero();
        List<PlannedResource> all = new ArrayList<>();
        for (EnvironmentEstate estate : EnvironmentEstate.of(plan)) {
            // A plan validates first.
            List<PlannedResource> planned =
                    OfflinePlan.of(workspace.resolve("infra").resolve(estate.environmentName()));
            all.addAll(planned);
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
        assertThat(EstateSummary.of(plan).counts()).isEqualTo(PlannedResource.count(all));
    }

    @Test
    void what_is_moved_by_hand_stops_the_move_and_what_is_built_does_not() throws IOException {
        assertThat(blockers("newsroom")).contains("data-by-hand newsroom newsroom-cloudamqp");
        assertThat(blockers("kiosk")).contains("data-by-hand kiosk kiosk-jawsdb");
        assertThat(generated("newsroom").searches()).hasSize(1);
    }

    @Test
    void files_alone_get_a_bucket_and_no_image() throws IOException {
        MigrationPlan plan = generated("kiosk");

        assertThat(plan.findings())
                .extracting(Finding::id)
                .contains("site-proxy", "site-redirect", "memcached-without-login")
                .doesNotContain("site-route", "site-guessed");
        assertThat(workspace.resolve("image")).isDirectoryNotContaining("glob:**kiosk-site");
        assertThat(Files.readString(workspace.resolve("infra/README.md")))
                .contains(
                        "ci/build-site.sh --app kiosk-site --environment production",
                        "site kiosk-site-production: a private bucket");
        assertThat(CostEstimate.of(plan, SmallExample.inventory("kiosk")).lines(Side.AWS))
                .extracting(CostLine::subject)
                .contains("kiosk-site files", "kiosk-site visitors")
                .doesNotContain("kiosk-site images");
    }

    @Test
    void two_apps_share_the_database_of_their_environment() throws IOException {
        MigrationPlan plan = generated("guild");

        assertThat(plan.databases()).hasSize(2).allSatisfy(database -> assertThat(database.attachments())
                .hasSize(2));
        assertThat(Files.readString(workspace.resolve("infra/production/terraform.tfvars.json")))
                .contains("\"apps\" : [ \"guild-members\", \"guild-desk\" ]");
    }

    @Test
    void two_environments_by_cluster_have_one_network() throws IOException {
        MigrationPlan plan = SmallExample.generate("guild", workspace, "environments.staging.place.network=production");

        ApprovedTree.assertApproved(
                "guild-by-cluster",
                workspace,
                path -> path.matches("infra/staging/terraform\\.tfvars\\.json|infra/README\\.md"));
        assertThat(EstateSummary.of(plan).counts())
                .containsEntry(EstateSummary.Kind.NETWORK, 1)
                .containsEntry(EstateSummary.Kind.CLUSTER, 2)
                .containsEntry(EstateSummary.Kind.LOAD_BALANCER, 2);
    }

    private static List<String> blockers(String example) {
        return SmallExample.plan(example).openBlockers().stream()
                .map(Blocker::name)
                .toList();
    }

    private MigrationPlan generated(String example) {
        return SmallExample.generate(example, workspace);
    }
}
