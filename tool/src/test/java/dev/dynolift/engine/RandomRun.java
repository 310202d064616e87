package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An app with a random history, an engine that is a process of its own, and what befalls them. The engine is started
 * again whenever it has ended, as its user would.
 */
final class RandomRun implements AutoCloseable {

    private static final int WRITERS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** An engine may end this long after something befell it, and at no other time. */
    private static final long AFTERMATH_NANOS = Duration.ofSeconds(45).toNanos();

    /** What befalls an engine. */
    private enum Fault {
        ENGINE_KILLED,
        SOURCE_CUT_OFF,
        TARGET_CUT_OFF,
        SESSIONS_ENDED,
        SOURCE_CRASHED,
        TARGET_CRASHED
    }

    private final RehearsalDatabases databases;
    private final Random random;
    private final Wire sourceWire;
    private final Wire targetWire;
    private final RoundOracle oracle;
    private final RandomHistory app;
    private final EngineProcess.Place place;
    private final Map<Fault, Integer> faults = new TreeMap<>();
    private @Nullable EngineProcess engine;
    private long latestFault = System.nanoTime() - AFTERMATH_NANOS;
    private int starts;

    /**
     * @param databases with random_history.sql in the source
     * @param place what else than the addresses the engine is started with
     */
    RandomRun(RehearsalDatabases databases, Path folder, @Nullable Path resources, long seed) {
        this.databases = databases;
        this.random = new Random(seed);
        this.oracle = new RoundOracle(databases.sourceSuperuser());
        this.sourceWire = Wire.to(databases.sourceOwner(), oracle.at(databases.sourceSuperuser()));
        this.targetWire = Wire.to(databases.targetMaster(), oracle.at(databases.targetSuperuser()));
        EngineProcess.Place through = new EngineProcess.Place(
                sourceWire.address(databases.sourceOwner()), targetWire.address(databases.targetMaster()), folder);
        this.place = resources == null ? through : through.with(resources);
        this.app = new RandomHistory(databases.sourceOwner(), WRITERS, random.nextLong());
    }

    /** The tables and rows that histories are made of. */
    static void fill(RehearsalDatabases databases) {
        execute(
                databases.sourceOwner(),
                SqlFile.of(RandomRun.class, "random_history.sql").text());
    }

    RoundOracle oracle() {
        return oracle;
    }

    /** Lets an engine work for a while, and nothing befalls it. */
    void driveCalmly(Duration time) {
        keepRunning(Direction.FORWARD);
        awaitProof(Direction.FORWARD, database("source", databases.sourceOwner()));
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            assertThat(engine().isAlive()).as(engine().lastWords()).isTrue();
            requireAllIsWell();
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** Lets an engine work for a while, with a fault every few seconds. */
    void drive(Direction direction, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Pause pause = pause();
        while (System.nanoTime() < end) {
            assertThat(keepRunning(direction))
                    .as("an engine handed over unasked")
                    .isTrue();
            requireAllIsWell();
            if (System.nanoTime() > pause.until || oracle.compared() >= pause.rounds) {
                befall(Fault.values()[random.nextInt(Fault.values().length)]);
                pause = pause();
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** Lets one engine work without faults until a difference is found, by us, by its own proof or by the target; says whether. */
    boolean findsSomething(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        keepRunning(Direction.FORWARD);
        while (oracle.findings().isEmpty() && engine().isAlive() && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
        }
        if (!oracle.findings().isEmpty() || engine().isAlive()) {
            return !oracle.findings().isEmpty();
        }
        // Or the target has refused a row, as one stands in its place that is gone at the source.
        return engine().await(Duration.ZERO) == 4 || engine().lastWords().contains("unique constraint");
    }

    /** What the engine said last. */
    String lastWords() {
        EngineProcess running = engine;
        return running == null ? "" : running.lastWords();
    }

    /** Orders the fence and waits until the other side has taken over; now and then the engine is killed at it. */
    void handOver(Direction direction) {
        boolean forward = direction == Direction.FORWARD;
        Database sender =
                forward ? database("source", databases.sourceOwner()) : database("target", databases.targetMaster());
        awaitProof(direction, sender);
        app.beginInterruption();
        CompletableFuture<Void> order =
                CompletableFuture.runAsync(() -> Order.give(sender, Control.Kind.FENCE, PATIENCE, () -> true));
        // All is proved, so the engine fences at once; which of its steps is hit depends on the moment.
        long kill = System.nanoTime() + (random.nextBoolean() ? PATIENCE.toNanos() : millis(0, 1500));
        while (!order.isDone()) {
            keepRunning(direction);
            if (System.nanoTime() > kill) {
                befall(Fault.ENGINE_KILLED);
                kill = System.nanoTime() + PATIENCE.toNanos();
            }
            LockSupport.parkNanos(5_000_000);
        }
        order.join();
        while (keepRunning(direction)) {
            LockSupport.parkNanos(20_000_000);
        }
        engine = null;

        ServerAddress from = forward ? databases.sourceSuperuser() : databases.targetSuperuser();
        ServerAddress to = forward ? databases.targetSuperuser() : databases.sourceSuperuser();
        oracle.compareAtRest("when the " + (forward ? "target" : "source") + " took over", from, to);
        assertThat(oracle.sequencesBehind(from, to)).isEmpty();
        app.use(forward ? databases.targetApp() : databases.sourceOwner());
        app.endInterruption();
        requireAllIsWell();
    }

    private void awaitProof(Direction direction, Database sender) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean proved = false;
        while (!proved) {
            assertThat(System.nanoTime())
                    .as("patience; %s", engine().lastWords())
                    .isLessThan(end);
            assertThat(keepRunning(direction)).isTrue();
            requireAllIsWell();
            LockSupport.parkNanos(50_000_000);
            try (Session session = sender.open("test")) {
                proved = new Control(direction)
                        .status(session)
                        .filter(status -> status.proved() && status.state().equals("live"))
                        .isPresent();
            }
        }
    }

    /** Ends the app, lets the last writes arrive and compares everything. */
    void end() {
        app.stop();
        Database source = database("source", databases.sourceOwner());
        // One that still waits for what befell it would stop as it is, and bring nothing more; what it said before that
        // may
        // be all that is to be read of it.
        int compared = oracle.compared();
        while (oracle.compared() <= compared) {
            keepRunning(Direction.FORWARD);
            LockSupport.parkNanos(20_000_000);
        }
        awaitProof(Direction.FORWARD, source);
        CompletableFuture<Void> order = CompletableFuture.runAsync(() -> {
            Order.give(source, Control.Kind.STOP, PATIENCE, () -> true);
        });
        while (!order.isDone()) {
            keepRunning(Direction.FORWARD);
            LockSupport.parkNanos(20_000_000);
        }
        order.join();
        oracle.compareAtRest("at the end", databases.sourceSuperuser(), databases.targetSuperuser());
        requireAllIsWell();
    }

    /** Counts for people. */
    String summary() {
        return oracle.compared() + " rounds compared, " + oracle.unseen() + " not seen, " + app.commits()
                + " transactions, " + starts + " engines, faults " + faults;
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
        app.beginInterruption();
        app.close();
        sourceWire.close();
        targetWire.close();
    }

    private void requireAllIsWell() {
        assertThat(oracle.findings()).as(lastWords()).isEmpty();
        assertThat(app.failures()).isEmpty();
    }

    /** Starts an engine unless one runs; false when the last one has ended with nothing left to do. */
    private boolean keepRunning(Direction direction) {
        EngineProcess running = engine;
        if (running != null && running.isAlive()) {
            return true;
        }
        if (running != null) {
            int code = running.await(Duration.ZERO);
            if (code == 0) {
                return false;
            }
            boolean mayEnd = System.nanoTime() - latestFault < AFTERMATH_NANOS && code != 4;
            assertThat(mayEnd)
                    .as("ended with " + code + ": " + running.lastWords())
                    .isTrue();
        }
        try {
            engine = EngineProcess.start(place, direction == Direction.FORWARD ? "sync" : "reverse");
            starts++;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return true;
    }

    private EngineProcess engine() {
        EngineProcess running = engine;
        if (running == null) {
            throw new IllegalStateException("no engine was started");
        }
        return running;
    }

    private void befall(Fault fault) {
        faults.merge(fault, 1, Integer::sum);
        latestFault = System.nanoTime();
        switch (fault) {
            case ENGINE_KILLED -> engine().kill();
            case SOURCE_CUT_OFF -> sourceWire.cut();
            case TARGET_CUT_OFF -> targetWire.cut();
            case SESSIONS_ENDED -> {
                ServerAddress side = random.nextBoolean() ? databases.sourceSuperuser() : databases.targetSuperuser();
                ask(
                        side,
                        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE"
                                + " 'dynolift%' AND datname = current_database()");
            }
            case SOURCE_CRASHED -> crashUnderTheApp(databases.sourceSuperuser());
            case TARGET_CRASHED -> crashUnderTheApp(databases.targetSuperuser());
        }
        latestFault = System.nanoTime();
    }

    /** One backend dies by SIGKILL, so that its server ends all the others and recovers from its log. */
    static void crash(ServerAddress side) {
        try (Connection bystander = DriverManager.getConnection(side.jdbcUrl(), side.jdbcProperties());
                Statement waiting = bystander.createStatement();
                Connection victim = DriverManager.getConnection(side.jdbcUrl(), side.jdbcProperties());
                Statement statement = victim.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
            // The server lets others in until it has noticed, and then ends all of them.
            waiting.execute("SELECT pg_sleep(60)");
        } catch (SQLException ended) {
            // The server is going down.
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection there = DriverManager.getConnection(side.jdbcUrl(), side.jdbcProperties());
                    Statement statement = there.createStatement()) {
                statement.execute("SELECT 1");
                return;
            } catch (SQLException starting) {
                assertThat(System.nanoTime()).isLessThan(end);
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private void crashUnderTheApp(ServerAddress side) {
        app.beginInterruption();
        crash(side);
        app.endInterruption();
    }

    /** The time until the next fault: ends at a moment, or after so many rounds. */
    private record Pause(long until, int rounds) {}

    /** Half of them may hit anything that an engine does, the others let it do some rounds, however long they take. */
    private Pause pause() {
        return random.nextBoolean()
                ? new Pause(System.nanoTime() + millis(500, 6000), Integer.MAX_VALUE)
                : new Pause(System.nanoTime() + millis(15_000, 20_000), oracle.compared() + 1 + random.nextInt(12));
    }

    private long millis(int from, int to) {
        return Duration.ofMillis(from + random.nextInt(to - from)).toNanos();
    }

    private static Database database(String side, ServerAddress address) {
        DatabaseUrl url = address.toDatabaseUrl();
        return new Database(side, () -> url);
    }

    static void execute(ServerAddress address, String sql) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static String ask(ServerAddress address, String query) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
