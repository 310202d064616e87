package dev.dynolift.rehearse;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.engine.Order;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.postgres.Session;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine of the moment, in whichever direction, and the orders it gets. One runs at a time. Not thread-safe. */
final class Engines implements AutoCloseable {

    /** An older word may be a killed engine's. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    private static final Duration FENCE_PATIENCE = Duration.ofMinutes(10);

    private final List<String> program;
    private final RehearsalDatabases databases;
    private final int jobs;
    private final Path log;
    private final EventListener events;
    private @Nullable EngineProcess running;
    private @Nullable Direction direction;
    private int restarts;

    Engines(List<String> program, RehearsalDatabases databases, int jobs, Path log, EventListener events) {
        this.program = List.copyOf(program);
        this.databases = databases;
        this.jobs = jobs;
        this.log = log;
        this.events = events;
    }

    Database source() {
        return database("source", databases.sourceOwner());
    }

    Database target() {
        return database("target", databases.targetMaster());
    }

    /** Starts the engine of a direction unless it runs. */
    EngineProcess ensure(Direction wanted) {
        EngineProcess engine = running;
        if (engine == null || direction != wanted) {
            close();
            engine = EngineProcess.start(
                    program,
                    wanted == Direction.FORWARD ? "sync" : "reverse",
                    jobs,
                    databases.sourceOwner(),
                    databases.targetMaster(),
                    log,
                    events);
            running = engine;
            direction = wanted;
        }
        return engine;
    }

    /** Waits until every row was compared without a difference, and the rounds keep up. */
    void awaitProof(Direction wanted) {
        EngineProcess engine = ensure(wanted);
        try (Session session = sender(wanted).open("rehearsal")) {
            Control control = new Control(wanted);
            engine.await(() -> control.status(session)
                    .filter(status -> status.proved()
                            && status.state().equals("live")
                            && status.heartbeatAge().compareTo(FRESH) < 0)
                    .isPresent());
        }
    }

    /** Gives an order and waits until it is done and the engine has ended. */
    void order(Direction wanted, Control.Kind kind) {
        EngineProcess engine = ensure(wanted);
        Order.give(sender(wanted), kind, FENCE_PATIENCE, engine::keepAlive);
    }

    /** Waits for the engine's own end, after an order. */
    void awaitEnd() {
        EngineProcess engine = running;
        if (engine != null) {
            engine.awaitEnd();
            close();
        }
    }

    /** How often an engine was started again because somebody had killed it. */
    int restarts() {
        EngineProcess engine = running;
        return restarts + (engine == null ? 0 : engine.restarts());
    }

    @Override
    public void close() {
        EngineProcess engine = running;
        if (engine != null) {
            restarts += engine.restarts();
            engine.close();
            running = null;
            direction = null;
        }
    }

    /** Whether an engine of that direction has ever said a word. */
    boolean hasRun(Direction wanted) {
        try (Session session = sender(wanted).open("rehearsal")) {
            return new Control(wanted).status(session).isPresent();
        }
    }

    private Database sender(Direction wanted) {
        return wanted == Direction.FORWARD ? source() : target();
    }

    private static Database database(String side, ServerAddress address) {
        DatabaseUrl url = DatabaseUrl.parse(address.toUri().reveal(), side);
        return new Database(side, () -> url);
    }
}
