package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Session;
import dev.dynolift.server.ServerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the engine at chosen steps. Numbers are those of docs/reference/live-move-traps.md. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashTrapsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A step of the engine: the server that carries it out, and whether that has happened when the engine dies. */
    private record Step(String name, Side side, boolean done, BiPredicate<WireLine, String> at) {}

    private enum Side {
        SOURCE,
        TARGET
    }

    private static final BiPredicate<WireLine, String> COMMIT_OF_CHUNK =
            (line, statement) -> statement.equals("COMMIT") && line.saidInTransaction("UPDATE dynolift.chunk");
    private static final BiPredicate<WireLine, String> COMMIT_OF_ROUND =
            (line, statement) -> statement.equals("COMMIT") && line.saidInTransaction("INSERT INTO dynolift.round ");

    private static final Step A_ROUND = new Step("round is committed", Side.TARGET, true, COMMIT_OF_ROUND);

    private static final List<Step> BEFORE_THE_FENCE = List.of(
            new Step("chunk is not committed", Side.TARGET, false, COMMIT_OF_CHUNK),
            new Step("chunk is committed", Side.TARGET, true, COMMIT_OF_CHUNK),
            new Step("first round is not committed", Side.TARGET, false, COMMIT_OF_ROUND),
            new Step("first round is committed", Side.TARGET, true, COMMIT_OF_ROUND),
            new Step(
                    "an index is built",
                    Side.TARGET,
                    true,
                    (line, statement) -> statement.contains("rows_of_app_pkey")),
            new Step("round is not committed", Side.TARGET, false, COMMIT_OF_ROUND),
            A_ROUND,
            new Step("log is not purged", Side.SOURCE, false, (line, statement) -> isPurge(statement)),
            new Step("log is purged", Side.SOURCE, true, (line, statement) -> isPurge(statement)));

    private static final List<Step> IN_THE_FENCE = List.of(
            new Step(
                    "half of the fence stands",
                    Side.SOURCE,
                    true,
                    (line, statement) ->
                            statement.equals("COMMIT") && line.saidInTransaction("TRIGGER dynolift_fence")),
            new Step("sequences are not set", Side.TARGET, false, (line, statement) -> statement.contains("setval(")),
            new Step("way back is not recorded", Side.SOURCE, false, (line, statement) -> isHandover(line, statement)),
            new Step("takeover is not committed", Side.TARGET, false, (line, statement) -> isHandover(line, statement)),
            new Step("takeover is committed", Side.TARGET, true, (line, statement) -> isHandover(line, statement)));

    @TempDir
    Path folder;

    /** Trap 15, until the fence; takes long, and the random histories kill there, too. */
    @Test
    @Tag("large")
    void engine_that_is_killed_at_each_step_before_the_fence_goes_on() throws Exception {
        try (Move move = new Move("killed_at_steps")) {
            for (Step step : BEFORE_THE_FENCE) {
                move.killAt(step);
                move.write();
            }
            move.orderFence();
            move.end();
        }
    }

    /** Trap 15, from the fence on. */
    @Test
    void engine_that_is_killed_at_each_step_of_the_fence_goes_on_and_hands_over() throws Exception {
        try (Move move = new Move("killed_in_fence")) {
            move.killAt(A_ROUND);
            move.write();
            for (Step step : IN_THE_FENCE) {
                move.orderFence();
                move.killAt(step);
            }
            move.end();
        }
    }

    /** Trap 17, within one server: an app that does not wait for the disk loses its last commits in a crash. */
    @Test
    void what_the_source_may_still_lose_is_not_taken_for_moved() throws Exception {
        try (Move move = new Move("not_on_disk")) {
            move.databases.asSourceSuperuser("ALTER SYSTEM SET wal_writer_delay = '10s'");
            move.databases.asSourceSuperuser("SELECT pg_reload_conf()");
            try (EngineProcess engine = EngineProcess.start(move.place, "sync")) {
                move.awaitLive(engine);
                move.databases.asSourceOwner(
                        "SET synchronous_commit = off; INSERT INTO rows_of_app (word) VALUES ('fast')");
                move.await(engine, () -> "1"
                        .equals(move.databases.onTarget("SELECT count(*) FROM rows_of_app WHERE word = 'fast'")));
                RandomRun.crash(move.databases.sourceSuperuserAddress());
            } finally {
                move.databases.asSourceSuperuser("ALTER SYSTEM RESET wal_writer_delay");
                move.databases.asSourceSuperuser("SELECT pg_reload_conf()");
            }
            assertThat(move.databases.onSource("SELECT count(*) FROM rows_of_app WHERE word = 'fast'"))
                    .isEqualTo("1");
        }
    }

    /** Trap 19. */
    @Test
    void session_that_holds_the_one_snapshot_of_a_copy_is_ended_in_the_middle_of_it() {
        TwoDatabases databases = TwoDatabases.fresh("ended_holder");
        databases.asSourceOwner(
                "DO $$ BEGIN FOR i IN 1..12 LOOP EXECUTE format('CREATE TABLE small_%s AS SELECT n, 1 AS"
                        + " v FROM generate_series(1, 500) AS n', i); END LOOP; END $$");
        AtomicBoolean ended = new AtomicBoolean();
        EventListener ending = event -> {
            if (event instanceof Event.CopyProgress progress
                    && progress.rows() > 0
                    && ended.compareAndSet(false, true)) {
                databases.asSourceOwner(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                                + " 'dynolift snapshot'");
                databases.asSourceOwner("UPDATE small_1 SET v = 2; UPDATE small_12 SET v = 2");
            }
        };
        assertThatThrownBy(() -> SnapshotCopy.run(databases, ending)).isInstanceOf(DynoliftException.class);
        assertThat(ended).isTrue();

        SnapshotCopy.run(databases);

        String rows = "SELECT sum(v) FROM (SELECT v FROM small_1 UNION ALL SELECT v FROM small_12) AS all_rows";
        assertThat(databases.onTarget(rows)).isEqualTo("2000");
    }

    /** As purge_piece.sql has it, whose first line is a comment. */
    private static boolean isPurge(String statement) {
        return statement.contains("DELETE FROM dynolift.") && statement.contains("ctid");
    }

    private static boolean isHandover(WireLine line, String statement) {
        return statement.equals("COMMIT")
                && line.saidInTransaction("dynolift.progress")
                && !line.saidInTransaction("dynolift.round");
    }

    /** One move whose engine dies when it is told to. */
    private final class Move implements AutoCloseable {

        private final TwoDatabases databases;
        private final RoundOracle oracle;
        private final Wire source;
        private final Wire target;
        private final EngineProcess.Place place;
        private int written;

        Move(String name) {
            databases = TwoDatabases.fresh(name);
            databases.asSourceOwner("CREATE TABLE rows_of_app (id serial PRIMARY KEY, word text);"
                    + " INSERT INTO rows_of_app (word) SELECT 'row' FROM generate_series(1, 2000);"
                    + " CREATE TABLE bag (word text); INSERT INTO bag SELECT 'x' FROM generate_series(1, 50)");
            ServerAddress from = databases.sourceAddress();
            ServerAddress to = databases.targetOfMasterAddress();
            oracle = new RoundOracle(from);
            source = Wire.to(from, oracle.at(from));
            target = Wire.to(to, oracle.at(to));
            place = new EngineProcess.Place(source.address(from), target.address(to), folder);
        }

        /** Starts an engine, which dies at the step. */
        void killAt(Step step) throws IOException, InterruptedException {
            CountDownLatch reached = new CountDownLatch(1);
            EngineProcess[] engine = new EngineProcess[1];
            Wire wire = step.side == Side.SOURCE ? source : target;
            ServerAddress side =
                    step.side == Side.SOURCE ? databases.sourceAddress() : databases.targetOfMasterAddress();
            wire.listen(new Killing(oracle.at(side), step, () -> {
                reached.countDown();
                synchronized (engine) {
                    engine[0].kill();
                }
            }));
            synchronized (engine) {
                engine[0] = EngineProcess.start(place, "sync");
            }
            boolean killed = reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!killed) {
                engine[0].kill();
            }
            assertThat(killed).as("%s: %s", step.name, engine[0].lastWords()).isTrue();
            assertThat(engine[0].await(PATIENCE)).as(step.name).isEqualTo(137);
            wire.listen(oracle.at(side));
            assertThat(oracle.findings()).as(step.name).isEmpty();
        }

        void awaitLive(EngineProcess engine) {
            try (Session session = databases.source().open("test")) {
                await(engine, () -> new Control(Direction.FORWARD)
                        .status(session)
                        .filter(status -> status.proved() && status.state().equals("live"))
                        .isPresent());
            }
        }

        void await(EngineProcess engine, BooleanSupplier condition) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!condition.getAsBoolean()) {
                assertThat(engine.isAlive()).as("%s", engine.lastWords()).isTrue();
                assertThat(System.nanoTime()).as("patience").isLessThan(end);
                LockSupport.parkNanos(20_000_000);
            }
        }

        void write() {
            written++;
            databases.asSourceOwner("INSERT INTO rows_of_app (word) VALUES ('written " + written + "');"
                    + " UPDATE rows_of_app SET word = word || '.' WHERE id % 100 = 0; INSERT INTO bag VALUES ('x')");
        }

        /** Whoever ordered it goes away with the engine, as a user does; the order stays. */
        void orderFence() {
            try (Session session = databases.source().open("test")) {
                Control.ask(session, Control.Kind.FENCE);
            }
        }

        void end() throws IOException {
            try (EngineProcess last = EngineProcess.start(place, "sync")) {
                assertThat(last.await(PATIENCE)).as(last.lastWords()).isZero();
            }
            oracle.compareAtRest("at the end", databases.sourceAddress(), databases.targetOfMasterAddress());
            assertThat(oracle.findings()).isEmpty();
            assertThat(oracle.sequencesBehind(databases.sourceAddress(), databases.targetOfMasterAddress()))
                    .isEmpty();
            assertThatCode(() -> databases.asTargetOwner("INSERT INTO rows_of_app (word) VALUES ('there')"))
                    .doesNotThrowAnyException();
        }

        @Override
        public void close() {
            source.close();
            target.close();
        }
    }

    /** Hears for another, and kills once. */
    private static final class Killing implements Wire.Watcher {

        private final Wire.Watcher other;
        private final Step step;
        private @Nullable Runnable kill;

        Killing(Wire.Watcher other, Step step, Runnable kill) {
            this.other = other;
            this.step = step;
            this.kill = kill;
        }

        @Override
        public void before(WireLine line, String statement) throws IOException {
            other.before(line, statement);
            if (!step.done && step.at.test(line, statement) && killNow()) {
                throw new IOException("killed before " + step.name);
            }
        }

        @Override
        public void after(WireLine line, String statement) {
            other.after(line, statement);
            if (step.done && step.at.test(line, statement)) {
                killNow();
            }
        }

        private synchronized boolean killNow() {
            Runnable once = kill;
            kill = null;
            if (once != null) {
                once.run();
            }
            return once != null;
        }
    }
}
