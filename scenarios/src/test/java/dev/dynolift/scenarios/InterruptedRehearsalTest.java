package dev.dynolift.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Somebody presses ctrl-C, or the machine is told to shut down. */
class InterruptedRehearsalTest {

    @TempDir
    Path temporary;

    @Test
    void it_stops_everything_and_the_same_command_goes_on() throws Exception {
        try (RehearsalOf crema = RehearsalOf.crema(temporary, "0.05")) {
            Program.Running first = crema.start();
            Await.until(
                    "the database is being loaded", first, () -> first.said().contains("● Load the app's"));
            assertThat(endedBy("TERM", first)).isEqualTo(143);
            LeftBehind.awaitNone(crema.folder());

            otherInputsAreRefused();

            Program.Running second = crema.start();
            Await.until(
                    "the database is being moved", second, () -> second.said().contains("● Copy all rows"));
            assertThat(endedBy("INT", second)).isEqualTo(130);
            LeftBehind.awaitNone(crema.folder());

            Program.Result result = crema.run("--json");
            assertThat(result.exitCode()).as(result.err()).isZero();
            JsonNode json = RehearsalOf.json(result);
            assertThat(json.get("resumed").asBoolean()).isTrue();
            assertThat(json.get("rowsDiffering").asLong()).isZero();
        }
        LeftBehind.awaitNone(temporary.toRealPath());
    }

    /** The unfinished rehearsal is of another size. */
    private void otherInputsAreRefused() throws Exception {
        try (RehearsalOf other = RehearsalOf.crema(temporary, "0.06")) {
            Program.Result refused = other.run();
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err())
                    .contains("Error: another rehearsal is unfinished in")
                    .contains("0.05", "0.06")
                    .contains("--fresh")
                    .doesNotContain("\tat ");
        }
        LeftBehind.awaitNone(temporary.toRealPath());
    }

    private static int endedBy(String signal, Program.Running run) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(run.process().pid()))
                .start()
                .waitFor();
        Program.Result result = run.await(Duration.ofMinutes(2));
        assertThat(result.out() + result.err()).doesNotContain("\tat ").doesNotContain("Exception");
        return result.exitCode();
    }
}
