package dev.dynolift.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code kill -9} during the copy, and of the engine alone while the app's traffic lives on. */
class KilledEngineTest {

    private static final int TRIES = 3;

    @TempDir
    Path temporary;

    @Test
    void killed_during_the_copy_it_keeps_what_was_copied_and_a_killed_engine_is_started_again() throws Exception {
        try (RehearsalOf crema = RehearsalOf.crema(temporary, "0.3")) {
            killDuringCopy(crema);

            Program.Running run = crema.start("--json", "--keep");
            Servers servers = Servers.await(run);
            killEngine(run, "sync", servers.master(), "LIVE");
            killEngine(run, "reverse", servers.source(), "LIVE");
            Program.Result result = run.await(Duration.ofMinutes(10));
            JsonNode json = KilledRehearsalTest.endsWell(result, "killed during the copy");
            assertThat(json.get("resumed").asBoolean()).isTrue();
            assertThat(json.get("chunksReused").asInt()).isPositive();
            assertThat(result.err()).contains("The engine was killed; it is started again and goes on.");
        }
        LeftBehind.awaitNone(temporary.toRealPath());
    }

    /** Kills a rehearsal when some of its chunks are copied and some are not. */
    private static void killDuringCopy(RehearsalOf crema) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            Program.Running run = crema.start("--json", "--keep", "--fresh");
            Servers servers = Servers.await(run);
            Await.until("the first chunks are copied", run, () -> chunks(servers)[0] > 0);
            RehearsalOf.kill(run);
            int[] copied = chunks(servers);
            System.out.println("killed when " + copied[0] + " of " + copied[1] + " chunks were copied");
            if (copied[0] < copied[1]) {
                return;
            }
        }
        throw new AssertionError("the copy was done before each of " + TRIES + " kills: take a larger --scale");
    }

    /** Copied chunks, and all chunks; none before there is a plan. */
    private static int[] chunks(Servers servers) throws Exception {
        String found = Servers.psql(servers.master(), "SELECT count(copied_at), count(*) FROM dynolift.chunk")
                .out()
                .strip();
        if (found.isEmpty()) {
            return new int[] {0, 0};
        }
        String[] numbers = found.split("\\|");
        return new int[] {Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])};
    }

    /** Kills the engine alone once it is in a phase; another one must take over while the traffic goes on writing. */
    private static void killEngine(Program.Running run, String direction, String receiver, String phase)
            throws Exception {
        String word = direction.equals("sync") ? "forward" : "reverse";
        String sql = "SELECT phase FROM dynolift.progress WHERE direction = '" + word + "'";
        Await.until(
                "the engine is " + phase,
                run,
                () -> engine(run, direction) > 0
                        && Servers.psql(receiver, sql).out().strip().equals(phase));
        List<Long> traffic = traffic(run);
        assertThat(traffic).as("traffic processes").hasSize(2);
        long killed = engine(run, direction);
        ProcessHandle.of(killed).ifPresent(ProcessHandle::destroyForcibly);
        Await.until("another engine runs", run, () -> {
            long now = engine(run, direction);
            return now > 0 && now != killed;
        });
        assertThat(traffic(run)).as("the same traffic processes").isEqualTo(traffic);
    }

    private static long engine(Program.Running run, String direction) {
        return children(run, "data " + direction).stream().findFirst().orElse(0L);
    }

    private static List<Long> traffic(Program.Running run) {
        return children(run, "TrafficProcess");
    }

    private static List<Long> children(Program.Running run, String words) {
        return run.process()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(words))
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }
}
