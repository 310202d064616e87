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

    /** It ended with its proof, and nothing differs. */
    static JsonNode endsWell(Program.Result result, String when) {
        assertThat(result.exitCode()).as("%s: %s", when, result.err()).isZero();
        JsonNode json = RehearsalOf.json(result);
        assertThat(json.get("rowsDiffering").asLong()).as(when).isZero();
        assertThat(json.get("proved").asBoolean()).as(when).isTrue();
        return json;
    }
}
