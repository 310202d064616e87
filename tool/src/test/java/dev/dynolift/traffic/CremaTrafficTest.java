package dev.dynolift.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.event.EventListener;
import dev.dynolift.server.ClientPrograms;
import dev.dynolift.server.DatabaseContents;
import dev.dynolift.server.DatabaseLoader;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.RehearsalServers;
import dev.dynolift.server.ServersForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example's own traffic, played on its own data. */
class CremaTrafficTest {

    private static final Path CREMA = Path.of("..", "examples", "crema");

    @TempDir
    Path folder;

    @Test
    void every_script_of_the_example_goes_through_without_an_error() throws IOException {
        RehearsalServers servers = ServersForTests.pair(14, 17);
        servers.freshDatabases("crema");
        new DatabaseLoader(servers, ClientPrograms.find(System.getenv("PATH")), EventListener.NONE)
                .load(
                        "crema",
                        new DatabaseContents.Scripts(
                                CREMA.resolve("database/schema.sql"), CREMA.resolve("database/fill.sql"), 0.1),
                        "load");
        RehearsalDatabases databases = servers.databases("crema");
        TrafficPlan plan = new TrafficPlan(2, 4, 2, "0.1", scripts());

        try (TrafficRunner runner = new TrafficRunner(plan, databases.sourceOwner(), databases.targetApp(), folder)) {
            runner.start(Side.SOURCE);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (runner.state().all().committed() < 2000 && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }

        TrafficSummary summary = TrafficLedger.read(TrafficRunner.ledgersIn(folder, plan));
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.all().committed()).isGreaterThan(2000);
        assertThat(summary.all().writes()).isGreaterThan(500);
        assertThat(summary.all().rolledBack()).isPositive();
    }

    private static List<TrafficPlan.WeightedScript> scripts() throws IOException {
        try (Stream<Path> files = Files.list(CREMA.resolve("traffic"))) {
            return files.sorted()
                    .map(file -> new TrafficPlan.WeightedScript(file, 1))
                    .toList();
        }
    }
}
