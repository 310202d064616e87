package dev.dynolift.traffic;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.server.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Starts an app's traffic, tells it which side to use, and stops it. The processes end with this one, however it ends. For
 * one thread, but {@link #state} and {@link #checkAlive}, which any may call.
 */
public final class TrafficRunner implements AutoCloseable {

    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration ANSWERING = Duration.ofSeconds(20);

    private final TrafficPlan plan;
    private final ServerAddress source;
    private final ServerAddress target;
    private final Path folder;
    private final TrafficLedger ledger = new TrafficLedger();
    private volatile List<TrafficChild> children = List.of();

    /**
     * @param source the old side, under the app's role
     * @param target the new side, under the app's role
     * @param folder where the ledgers are; made when it is missing. Ledgers of an earlier run are continued
     */
    public TrafficRunner(TrafficPlan plan, ServerAddress source, ServerAddress target, Path folder) {
        this.plan = plan;
        this.source = source;
        this.target = target;
        this.folder = folder;
    }

    /** The ledgers of a plan's processes in a folder. */
    public static List<Path> ledgersIn(Path folder, TrafficPlan plan) {
        return IntStream.range(0, plan.processes())
                .mapToObj(process -> folder.resolve("traffic-" + process + ".jsonl"))
                .toList();
    }

    /**
     * Starts all processes and returns when every writer has its connection.
     *
     * @throws DynoliftException (INPUT) for scripts that cannot be played, (PROCESS) when a process does not start
     */
    public void start(Side side) {
        if (!children.isEmpty()) {
            throw new IllegalStateException("the traffic runs already");
        }
        // Here a script's mistakes are told once, not by each process.
        TrafficScript.readAll(
                plan.scripts().stream().map(TrafficPlan.WeightedScript::file).toList());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE, "the folder " + folder + " cannot be made", e.toString(), "", e);
        }
        List<TrafficChild> started = new ArrayList<>();
        try {
            for (int process = 0; process < plan.processes(); process++) {
                started.add(TrafficChild.start(orders(process, side), ledger::add));
            }
            started.forEach(child -> child.await(LedgerLine.Started.class::isInstance, STARTING));
        } catch (DynoliftException e) {
            started.forEach(TrafficChild::stop);
            throw e;
        }
        children = List.copyOf(started);
    }

    /**
     * Sends new transactions to a side, as a restart with another DATABASE_URL does; returns when every process has taken
     * note. Writers whose transaction is under way follow when it ends.
     */
    public void use(Side side) {
        children.forEach(child -> child.say("use " + side.word()));
        children.forEach(child -> child.await(
                line -> line instanceof LedgerLine.Switched switched && switched.side() == side, ANSWERING));
    }

    /** Holds the writers between two transactions. */
    public void pause() {
        children.forEach(child -> child.say("pause"));
    }

    /** Lets held writers go on. */
    public void resume() {
        children.forEach(child -> child.say("resume"));
    }

    /** What this run's traffic has met, up to a second ago; {@link TrafficLedger#read} knows earlier runs too. */
    public TrafficSummary state() {
        return ledger.summary();
    }

    /** @throws DynoliftException (PROCESS) when a process has ended by itself, with what it said */
    public void checkAlive() {
        for (TrafficChild child : children) {
            if (!child.isAlive()) {
                throw child.gone();
            }
        }
    }

    /** The processes' numbers, in order. */
    public List<Long> pids() {
        return children.stream().map(TrafficChild::pid).toList();
    }

    /** Ends all processes; does nothing when none runs. */
    public void stop() {
        children.forEach(TrafficChild::stop);
        children = List.of();
    }

    @Override
    public void close() {
        stop();
    }

    private TrafficOrders orders(int process, Side side) {
        return new TrafficOrders(
                process,
                1 + process * plan.writers(),
                plan.writers(),
                plan.pauseMillis(),
                plan.scale(),
                plan.scripts().stream()
                        .map(script -> new TrafficOrders.Script(
                                script.file().toAbsolutePath().toString(), script.weight()))
                        .toList(),
                ledgersIn(folder, plan).get(process).toAbsolutePath().toString(),
                side,
                addressOf(source),
                addressOf(target));
    }

    private static TrafficOrders.Address addressOf(ServerAddress address) {
        return new TrafficOrders.Address(
                address.jdbcUrl(), address.user(), address.password().reveal());
    }
}
