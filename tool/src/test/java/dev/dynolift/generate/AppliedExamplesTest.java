package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.aws.MotoServer;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.MigrationPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The small examples from their first apply to their end, all environments of each in one account: made by the real
 * Terraform at AWS as moto has it. What moto echoes is no proof of what AWS does; see {@code terraform/README.md}.
 */
@Tag("large")
class AppliedExamplesTest {

    @TempDir
    Path workspace;

    @TempDir
    Path places;

    @AfterEach
    void let_go_of_the_plugins() throws IOException {
        TerraformCommand.unlinkPlugins(workspace);
        TerraformCommand.unlinkPlugins(places);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tickets", "newsroom", "kiosk", "guild"})
    void an_estate_is_made_stays_as_it_is_and_goes(String example) throws Exception {
        MigrationPlan plan = SmallExample.generate(example, workspace);
        try (MotoServer moto = MotoServer.startForTerraform(workspace)) {
            List<AppliedEnvironment> environments = new ArrayList<>();
            for (EnvironmentEstate estate : EnvironmentEstate.of(plan)) {
                AppliedEnvironment environment =
                        new AppliedEnvironment(moto, workspace.resolve("infra").resolve(estate.environmentName()));
                environment.init();
                environment.done("apply", "-auto-approve");
                environments.add(environment);
            }
            // Only now, as an environment must not change what another has made.
            for (AppliedEnvironment environment : environments) {
                environment.assertNoChange("second");
                assertThat(environment.outputs().path("services").path("value").size())
                        .isPositive();
            }
            for (AppliedEnvironment environment : environments) {
                environment.done("apply", AppliedEnvironment.UNPROTECTED);
                environment.done("destroy", AppliedEnvironment.UNPROTECTED);
                assertThat(environment.done("state", "list")).isBlank();
            }
        }
    }

    /** By cluster: the second finds the network of the first, uses it, and goes before it. */
    @Test
    void two_environments_share_a_network() throws Exception {
        SmallExample.generate("guild", workspace, "environments.staging.place.network=production");
        try (MotoServer moto = MotoServer.startForTerraform(workspace)) {
            AppliedEnvironment production =
                    new AppliedEnvironment(moto, workspace.resolve("infra").resolve("production"));
            AppliedEnvironment staging =
                    new AppliedEnvironment(moto, workspace.resolve("infra").resolve("staging"));
            staging.init();
            assertThat(staging.refused("plan"))
                    .contains("no network is called guild-production", "Apply the environment first");
            production.init();
            production.done("apply", "-auto-approve");
            staging.done("apply", "-auto-approve");

            production.assertNoChange("second");
            staging.assertNoChange("second");
            JsonNode network = production.values().path("network");
            assertThat(staging.values().path("network").path("vpc_id")).isEqualTo(network.path("vpc_id"));
            assertThat(staging.values().path("outgoing_addresses"))
                    .isEqualTo(production.values().path("outgoing_addresses"))
                    .hasSize(1);
            // Nobody of one environment is let in by the other.
            assertThat(SecurityGroupEdges.of(
                            moto, "eu-west-1", network.path("vpc_id").asString()))
                    .contains(
                            "to guild-staging-members-staging-database-database tcp 5432 from guild-desk-staging-web-task")
                    .noneMatch(edge -> edge.contains("staging") && edge.contains("production"));

            staging.done("destroy", AppliedEnvironment.UNPROTECTED);
            production.assertNoChange("alone");
            production.done("apply", AppliedEnvironment.UNPROTECTED);
            production.done("destroy", AppliedEnvironment.UNPROTECTED);
        }
    }

    /** As Terragrunt does: each unit after those that it reads, with what they have put out, and back in the other order. */
    @Test
    void a_tree_of_units_is_made_unit_by_unit_and_goes() throws Exception {
        SmallExample.generateInUnits("guild", workspace);
        List<TerragruntUnit> waiting =
                new ArrayList<>(TerragruntUnit.below(workspace.resolve("infra").resolve("staging")));
        Map<TerragruntUnit, AppliedEnvironment> made = new LinkedHashMap<>();
        try (MotoServer moto = MotoServer.startForTerraform(workspace)) {
            while (!waiting.isEmpty()) {
                TerragruntUnit unit = next(waiting, made);
                Map<String, JsonNode> outputs = new HashMap<>();
                for (Map.Entry<String, TerragruntUnit> read :
                        unit.dependencies().entrySet()) {
                    outputs.put(read.getKey(), made.get(read.getValue()).values());
                }
                Path place = places.resolve(String.valueOf(waiting.size()));
                AppliedEnvironment environment = new AppliedEnvironment(moto, unit.prepared(place, outputs));
                environment.init();
                environment.done("apply", "-auto-approve");
                environment.assertNoChange("second");
                made.put(unit, environment);
                waiting.remove(unit);
            }
            assertThat(made.entrySet())
                    .filteredOn(unit -> unit.getKey().folder().toString().contains("/database/"))
                    .singleElement()
                    .satisfies(unit -> assertThat(unit.getValue().done("state", "list"))
                            .contains("from_app[\"guild-desk-staging-web\"]", "from_app[\"guild-staging-dynolift\"]"));
            List<AppliedEnvironment> back = new ArrayList<>(made.values());
            Collections.reverse(back);
            for (AppliedEnvironment environment : back) {
                environment.done("destroy", "-auto-approve");
                assertThat(environment.done("state", "list")).isBlank();
            }
        }
    }

    private static TerragruntUnit next(List<TerragruntUnit> waiting, Map<TerragruntUnit, AppliedEnvironment> made)
            throws IOException {
        for (TerragruntUnit unit : waiting) {
            if (made.keySet().containsAll(unit.dependencies().values())) {
                return unit;
            }
        }
        throw new AssertionError("they wait for each other: " + waiting);
    }
}
