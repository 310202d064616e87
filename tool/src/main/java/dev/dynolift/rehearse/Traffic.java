package dev.dynolift.rehearse;

import dev.dynolift.server.DatabaseContents;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.traffic.Side;
import dev.dynolift.traffic.TrafficLedger;
import dev.dynolift.traffic.TrafficPlan;
import dev.dynolift.traffic.TrafficPlan.WeightedScript;
import dev.dynolift.traffic.TrafficRunner;
import dev.dynolift.traffic.TrafficSummary;
import dev.dynolift.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The app's users: processes that write to whichever side the app is pointed at. Not thread-safe. */
final class Traffic implements AutoCloseable {

    private final TrafficPlan plan;
    private final Path ledgers;
    private final TrafficRunner runner;
    private boolean running;

    Traffic(RehearsalFolder folder, RehearsalDatabases databases, Workspace workspace, double scale) {
        RehearsalFolder.Load load = folder.load();
        this.plan = new TrafficPlan(
                load.processes(),
                load.writers(),
                load.pauseMillis(),
                DatabaseContents.Scripts.scaleText(scale),
                load.scripts().entrySet().stream()
                        .map(script -> new WeightedScript(script.getKey(), script.getValue()))
                        .toList());
        this.ledgers = workspace.rehearsal().resolve("traffic");
        this.runner = new TrafficRunner(plan, databases.sourceOwner(), databases.targetApp(), ledgers);
    }

    /** Starts the processes at a side unless they run. */
    void ensure(Side side) {
        if (!running) {
            runner.start(side);
            running = true;
        }
        runner.checkAlive();
    }

    /** Points the app at a side, as a new DATABASE_URL does. */
    void use(Side side) {
        if (running) {
            runner.use(side);
        } else {
            ensure(side);
        }
    }

    /** Lets the app write for a while; {@code tick} is asked all along and may throw to end it. */
    void writeFor(Duration time, Runnable tick) {
        Instant until = Instant.now().plus(time);
        while (Instant.now().isBefore(until)) {
            tick.run();
            runner.checkAlive();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** Waits until the app has written to a side since it was pointed there. */
    void awaitWrite(Side side) {
        while (!hasWritten(side)) {
            runner.checkAlive();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private boolean hasWritten(Side side) {
        TrafficSummary now = runner.state();
        return now.lastSwitchover()
                .map(last -> last.to() == side && last.firstWriteAfter().isPresent())
                .orElseGet(() -> now.at(side).writes() > 0);
    }

    void stop() {
        runner.stop();
        running = false;
    }

    /** What all processes met, those of a killed rehearsal's earlier part too. */
    TrafficSummary summary() {
        return TrafficLedger.read(TrafficRunner.ledgersIn(ledgers, plan));
    }

    TrafficPlan plan() {
        return plan;
    }

    @Override
    public void close() {
        stop();
    }
}
