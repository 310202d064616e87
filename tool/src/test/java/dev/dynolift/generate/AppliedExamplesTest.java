package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.aws.MotoServer;
import dev.dynolift.plan.MigrationPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The small examples from their first apply to their end, all environments of each in one account: made by the real
 * Terraform at AWS as moto has it. What moto echoes is no proof of what AWS does; see {@code terraform/README.md}.
 */
@Tag("large")
class AppliedExamplesTest {

    @TempDir
    Path workspace;

    @AfterEach
    void let_go_of_the_plugins() throws IOException {
        TerraformCommand.unlinkPlugins(workspace);
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
}
