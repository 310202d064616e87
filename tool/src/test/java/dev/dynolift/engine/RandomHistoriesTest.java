package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.Direction;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServersForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A live move there, back and there again, while an app does its worst and engines, servers and connections are killed.
 * After every round the receiver must be what the sender was at the round's snapshot. Longer with {@code
 * -Ddynolift.minutes=60} ({@code make history-test}); the same decisions again with {@code -Ddynolift.seed=N}, though
 * not the same moments.
 */
class RandomHistoriesTest {

    private static final long SECONDS =
            Math.round(60 * Double.parseDouble(System.getProperty("dynolift.minutes", "2")));
    private static final long SECONDS_OF_ONE_DATABASE = 360;
    private static final long SEED = Long.getLong("dynolift.seed", System.nanoTime() % 1_000_000);

    @TempDir
    Path folder;

    @Test
    void receiver_equals_the_sender_after_every_round_whatever_befalls_them() {
        Random random = new Random(SEED);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        for (int number = 1; System.nanoTime() < end; number++) {
            long seconds = Math.min(
                    SECONDS_OF_ONE_DATABASE,
                    Duration.ofNanos(end - System.nanoTime()).toSeconds() + 1);
            System.out.println("random history " + number + ", " + seconds + " s, of seed " + SEED);
            try (RandomRun run = new RandomRun(filled("history_" + number), folder, null, random.nextLong())) {
                run.drive(Direction.FORWARD, Duration.ofSeconds(seconds).dividedBy(2));
                run.handOver(Direction.FORWARD);
                run.drive(Direction.REVERSE, Duration.ofSeconds(seconds).dividedBy(3));
                run.handOver(Direction.REVERSE);
                run.drive(Direction.FORWARD, Duration.ofSeconds(seconds).dividedBy(6));
                run.end();
                System.out.println("random history " + number + ": " + run.summary());
                assertThat(run.oracle().compared()).isPositive();
            }
        }
    }

    @Test
    void rounds_that_go_by_the_logs_numbers_instead_of_snapshots_are_caught() throws IOException {
        RehearsalDatabases databases = filled("history_by_number");
        RandomRun.execute(
                databases.sourceOwner(),
                SqlFile.of(RandomHistoriesTest.class, "by_number.sql").text());
        Path resources = folder.resolve("with-a-bug");
        Path pending = resources.resolve("dev/dynolift/capture/pending.sql");
        Files.createDirectories(pending.getParent());
        Files.writeString(
                pending,
                SqlFile.of(RandomHistoriesTest.class, "pending_by_number.sql").text());

        try (RandomRun run = new RandomRun(databases, folder, resources, SEED)) {
            boolean found = run.findsSomething(Duration.ofMinutes(2));
            System.out.println("advancing by number: " + run.summary());
            assertThat(found).as(run.lastWords()).isTrue();
        }
    }

    private static RehearsalDatabases filled(String name) {
        RehearsalDatabases databases = ServersForTests.pair(14, 17).freshDatabases(name);
        RandomRun.fill(databases);
        return databases;
    }
}
