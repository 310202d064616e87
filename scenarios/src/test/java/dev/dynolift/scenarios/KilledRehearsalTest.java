package dev.dynolift.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9}, then the same command again. More kills with {@code -Ddynolift.kills=10}, the same ones again with
 * {@code -Ddynolift.seed=N}.
 */
class KilledRehearsalTest {

    private static final int KILLS = Integer.getInteger("dynolift.kills", 3);
    private static final long SEED = Long.getLong("dynolift.seed", System.nanoTime() % 1_000_000);
    private static final int TRIES = 3;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** What a rehearsal says that it does, in its order. */
    private static final List<String> PARTS = List.of(
            "Start two PostgreSQL servers",
            "Load the app's database",
            "Audit the apps",
            "Move the live database",
            "Write changed keys down",
            "Copy all rows",
            "Mend what changed meanwhile",
            "Build indexes and constraints",
            "Fence the source",
            "Refuse writes and hand over",
            "Write on the target",
            "Roll back",
            "Refuse writes on the target",
            "Follow the source again",
            "Compare both databases");

    @TempDir
    Path temporary;

    @Test
    void killed_at_random_moments_it_ends_without_a_difference() throws Exception {
        System.out.println("killed at random moments: " + KILLS + " kills, seed " + SEED);
        Random random = new Random(SEED);
        int kills = 0;
        for (int rehearsal = 1; kills < KILLS; rehearsal++) {
            Path folder = Files.createDirectory(temporary.resolve("rehearsal-" + rehearsal));
            try (RehearsalOf crema = RehearsalOf.crema(folder, "0.05")) {
                kills += killUpTo(Math.min(3, KILLS - kills), crema, random);
            }
            LeftBehind.awaitNone(folder.toRealPath());
        }
    }

    /** Kills one rehearsal again and again, each time as late as before or later, and lets it end; says how often. */
    private static int killUpTo(int times, RehearsalOf crema, Random random) throws Exception {
        int[] parts = random.ints(times, 0, PARTS.size()).sorted().toArray();
        for (int kills = 0; kills < times; kills++) {
            if (!killed(crema, PARTS.get(parts[kills]), random.nextInt(1_500), random.nextBoolean())) {
                return kills;
            }
        }
        JsonNode json = endsWell(crema.run("--json"), "seed " + SEED);
        assertThat(json.get("resumed").asBoolean()).isTrue();
        return times;
    }

    /** Starts it, kills it so many milliseconds after a part has begun; false when it was done before. */
    private static boolean killed(RehearsalOf crema, String part, int millis, boolean childrenToo) throws Exception {
        Program.Running run = crema.start("--json");
        Await.until(
                part,
                LONGEST,
                () -> run.said().contains("● " + part) || !run.process().isAlive());
        if (run.process().waitFor(millis, TimeUnit.MILLISECONDS)) {
            System.out.println("  done before it was " + millis + " ms after: " + part);
            endsWell(run.await(Duration.ofSeconds(1)), "done before");
            return false;
        }
        List<ProcessHandle> children = run.process().descendants().toList();
        RehearsalOf.kill(run);
        if (childrenToo) {
            children.forEach(ProcessHandle::destroyForcibly);
        }
        System.out.println("  killed " + millis + " ms after: " + part + (childrenToo ? ", with its children" : ""));
        return true;
    }

    @Test
    void killed_during_the_copy_it_keeps_what_was_copied_and_a_killed_engine_is_started_again() throws Exception {
        try (RehearsalOf crema = RehearsalOf.crema(temporary, "0.3")) {
            killDuringCopy(crema);

            Program.Running run = crema.start("--json", "--keep");
            Servers servers = Servers.await(run);
            killEngine(run, "sync", servers.master(), "LIVE");
            killEngine(run, "reverse", servers.source(), "LIVE");
            Program.Result result = run.await(Duration.ofMinutes(10));
            JsonNode json = endsWell(result, "killed during the copy");
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

    private static JsonNode endsWell(Program.Result result, String when) {
        assertThat(result.exitCode()).as("%s: %s", when, result.err()).isZero();
        JsonNode json = RehearsalOf.json(result);
        assertThat(json.get("rowsDiffering").asLong()).as(when).isZero();
        assertThat(json.get("proved").asBoolean()).as(when).isTrue();
        return json;
    }
}
