package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.aws.MotoServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * In each build: the two examples that take the least are made by the real Terraform at AWS as moto has it, planned again,
 * and taken away. {@link AppliedExamplesTest} does more with all of them.
 */
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class AppliedSmallExamplesTest {

    /** As for an environment to throw away, from its first apply. */
    private static final String[] ARGUMENTS = {"-var=protected=false", "-var=migration=null"};

    @TempDir
    Path folder;

    @AfterEach
    void let_go_of_the_plugins() throws IOException {
        TerraformCommand.unlinkPlugins(folder);
    }

    /** Both at once: what takes long are waits that are built into the provider. */
    @Test
    void two_estates_are_made_stay_as_they_are_and_go() throws Exception {
        try (MotoServer moto = MotoServer.startForTerraform(folder)) {
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> live("tickets", moto));
            live("kiosk", moto);
            first.join();
        }
    }

    private void live(String example, MotoServer moto) {
        Path workspace = folder.resolve(example);
        SmallExample.generate(example, workspace);
        AppliedEnvironment production =
                new AppliedEnvironment(moto, workspace.resolve("infra").resolve("production"));
        production.init();
        production.done("apply", "-auto-approve", ARGUMENTS[0], ARGUMENTS[1]);
        production.assertNoChange("second", ARGUMENTS);
        assertThat(production.outputs().path("services").path("value").size()).isPositive();
        // What is there was looked at a moment ago.
        production.done("destroy", "-auto-approve", "-refresh=false", ARGUMENTS[0], ARGUMENTS[1]);
        assertThat(production.done("state", "list")).isBlank();
    }
}
