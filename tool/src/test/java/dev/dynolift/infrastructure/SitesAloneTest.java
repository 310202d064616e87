package dev.dynolift.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.cost.CostEstimate;
import dev.dynolift.cost.CostLine;
import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.infrastructure.EstateSummary.Kind;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.SketchedApp;
import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.Inventories;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Planner;
import dev.dynolift.plan.Replanning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** An environment of files alone gets what files need; the network comes with the first app that runs. */
class SitesAloneTest {

    private static final HerokuApp BROCHURE = SketchedApp.called("brochure")
            .buildpacks(List.of("heroku-community/static"))
            .processes(List.of(Inventories.process("web", "bin/boot", 1, "basic")))
            .app();

    @TempDir
    Path folder;

    @Test
    void it_has_no_network_no_alarms_and_no_choices_about_them() {
        Inventory inventory = Inventories.inventory(List.of(BROCHURE), List.of(), List.of(), List.of());
        MigrationPlan plan = Planner.plan(inventory, Optional.empty());
        EnvironmentEstate estate = EnvironmentEstate.of(plan).get(0);
        ObjectNode values = TerraformValues.of(estate, inventory);
        EstateSummary summary = EstateSummary.of(plan);

        assertThat(values.path("network").isNull()).isTrue();
        assertThat(values.path("alarms").isNull()).isTrue();
        assertThat(values.path("sites").has("brochure")).isTrue();
        assertThat(summary.counts())
                .doesNotContainKeys(Kind.NETWORK, Kind.SUBNET, Kind.NAT_GATEWAY, Kind.DASHBOARD, Kind.LOAD_BALANCER);
        assertThat(PlanFile.text(plan)).doesNotContain("vpcCidr", "natGateways", "flowLogs", "alarmAddress");
        assertThat(InfrastructureReadme.text(plan))
                .doesNotContain("load balancer", "migrationTask", "task definitions");
        assertThat(CostEstimate.of(plan, inventory).lines(Side.AWS))
                .extracting(CostLine::subject)
                .doesNotContain("flow logs", "NAT data", "traffic to visitors")
                .contains("brochure files");
    }

    @Test
    void a_tree_of_units_has_one_without_a_network() {
        Inventory inventory = Inventories.inventory(List.of(BROCHURE), List.of(), List.of(), List.of());
        MigrationPlan plan = Replanning.of(
                        inventory, Optional.empty(), new PlanSettings(Optional.empty(), List.of("layout=terragrunt")))
                .plan();

        assertThat(TerragruntTree.environment(EnvironmentEstate.of(plan).get(0), inventory))
                .extracting(GeneratedFile::path)
                .containsExactlyInAnyOrder(
                        "infra/production/environment.json",
                        "infra/production/apps/terragrunt.hcl",
                        "infra/production/apps/values.json");
    }

    @Test
    void the_network_comes_with_the_first_app_that_runs_and_keeps_what_was_edited() throws IOException {
        Inventory before = Inventories.inventory(List.of(BROCHURE), List.of(), List.of(), List.of());
        Path file = folder.resolve(PlanFile.NAME);
        Replanning.of(before, Optional.empty(), PlanSettings.NONE).write(file);
        Files.writeString(file, Files.readString(file).replace("logRetentionDays: 30", "logRetentionDays: 90"));
        HerokuApp shop = SketchedApp.called("shop")
                .buildpacks(List.of("heroku/ruby"))
                .processes(List.of(Inventories.process("web", "bundle exec puma", 1, "basic")))
                .app();
        Inventory after = Inventories.inventory(List.of(BROCHURE, shop), List.of(), List.of(), List.of());

        Replanning planned = Replanning.of(after, Optional.of(file), PlanSettings.NONE);
        planned.write(file);
        MigrationPlan read = PlanFile.readFor(after, file);

        assertThat(Files.readString(file)).contains("vpcCidr", "natGateways", "alarmAddress");
        assertThat(read.environments().get(0).logRetentionDays().value()).isEqualTo(90);
        assertThat(read.environments().get(0).natGateways().value()).isEqualTo(1);
        assertThat(TerraformValues.of(EnvironmentEstate.of(read).get(0), after)
                        .path("network")
                        .has("cidr"))
                .isTrue();
    }
}
