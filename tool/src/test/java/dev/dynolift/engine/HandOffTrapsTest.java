package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.event.Event;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.server.ServerAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Traps between the triggers' installation and the rounds, and in the order of changes: one live move for all of them,
 * a table for each. Numbers are those of docs/reference/live-move-traps.md.
 */
class HandOffTrapsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong ROWS_MOVED = new AtomicLong();
    private static final AtomicLong LONGEST_WAIT = new AtomicLong();

    private static TwoDatabases databases;
    private static RoundOracle oracle;
    private static Wire sourceWire;
    private static Wire targetWire;
    private static CompletableFuture<Ending> move;
    private static Connection openSince;
    private static Connection older;

    @BeforeAll
    static void begin_while_others_are_in_the_middle_of_something() throws SQLException {
        databases = TwoDatabases.fresh("hand_off_traps");
        databases.asSourceOwner(
                SqlFile.of(HandOffTrapsTest.class, "hand_off_traps.sql").text());
        listen();

        older = open();
        older.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        execute(older, "SELECT count(*) FROM older");
        Connection writerOfLast = open();
        execute(writerOfLast, "INSERT INTO z_last VALUES (1, 'written before its trigger')");
        Connection vacuum = open();
        // The lock of a VACUUM, and it does not give way to others as one against wraparound does not.
        execute(vacuum, "LOCK TABLE vacuumed IN SHARE UPDATE EXCLUSIVE MODE");
        AtomicBoolean installed = new AtomicBoolean();
        CompletableFuture<Void> app = CompletableFuture.runAsync(() -> writeTo("vacuumed", installed));

        move = CompletableFuture.supplyAsync(HandOffTrapsTest::moveForward);
        awaitWaitingFor("vacuumed");
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        vacuum.rollback();
        vacuum.close();
        awaitWaitingFor("z_last");
        openSince = open();
        execute(openSince, "UPDATE a_open_since SET word = 'written before the first snapshot'");
        writerOfLast.commit();
        writerOfLast.close();
        awaitLive();
        installed.set(true);
        app.join();
    }

    @AfterAll
    static void end() {
        Order.give(databases.source(), Control.Kind.STOP, PATIENCE, () -> !move.isCompletedExceptionally());
        move.join();
        sourceWire.close();
        targetWire.close();
    }

    /** Trap 1. */
    @Test
    void transaction_that_is_open_while_the_triggers_are_made() {
        awaitEqual("z_last");
        assertThat(databases.onTarget("SELECT word FROM z_last")).isEqualTo("written before its trigger");
    }

    /** Traps 2 and 12. */
    @Test
    void transaction_that_is_open_across_the_first_snapshot_and_commits_much_later() throws SQLException {
        databases.asSourceOwner("INSERT INTO a_open_since VALUES (2, 'meanwhile')");
        await(() -> "1".equals(databases.onTarget("SELECT count(*) FROM a_open_since WHERE id = 2")));
        assertThat(databases.onTarget("SELECT word FROM a_open_since WHERE id = 1"))
                .isEqualTo("before");

        execute(openSince, "INSERT INTO a_open_since VALUES (3, 'written after many rounds')");
        openSince.commit();
        openSince.close();
        awaitEqual("a_open_since");
    }

    /** Trap 12: what the target has is forgotten, whoever else is still in the middle of something. */
    @Test
    void log_does_not_grow_while_a_writer_sits_idle_in_its_transaction() throws SQLException {
        String log = "dynolift.changes_" + databases.onSource("SELECT 'hot'::regclass::oid");
        try (Connection idle = open()) {
            execute(idle, "INSERT INTO a_open_since VALUES (4, 'idle')");
            databases.asSourceOwner(
                    "DO $$ BEGIN FOR i IN 1..200 LOOP UPDATE hot SET n = n + 1; COMMIT; END LOOP; END $$");
            awaitEqual("hot");
            await(() -> "0".equals(databases.onSource("SELECT count(*) FROM " + log)));
            idle.rollback();
        }
    }

    /** Trap 3. */
    @Test
    void lower_number_in_the_log_that_commits_after_a_higher_one() throws SQLException {
        try (Connection first = open()) {
            execute(first, "INSERT INTO numbered VALUES (1)");
            databases.asSourceOwner("INSERT INTO numbered VALUES (2)");
            await(() -> "2".equals(databases.onTarget("SELECT string_agg(id::text, ' ') FROM numbered")));
            first.commit();
        }
        awaitEqual("numbered");
    }

    /** Trap 4. */
    @Test
    void transaction_whose_snapshot_is_older_than_the_triggers() throws SQLException {
        execute(older, "UPDATE older SET word = 'by an old snapshot' WHERE id = 1; DELETE FROM older WHERE id = 2");
        older.commit();
        older.close();
        awaitEqual("older");
        assertThat(databases.onTarget("SELECT word FROM older")).isEqualTo("by an old snapshot");
    }

    /** Trap 5. */
    @Test
    void savepoints_that_are_undone_and_more_of_them_than_the_server_keeps_in_memory() throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            for (int i = 1; i <= 150; i++) {
                statement.execute("SAVEPOINT s");
                statement.execute("UPDATE saved SET n = n + 1 WHERE id = " + i);
                statement.execute("INSERT INTO saved VALUES (" + (1000 + i) + ")");
                statement.execute("DELETE FROM saved WHERE id = " + (150 + i));
                statement.execute(i % 3 == 0 ? "ROLLBACK TO s" : "RELEASE s");
            }
            databases.asSourceOwner("INSERT INTO saved VALUES (5000)");
            await(() -> "1".equals(databases.onTarget("SELECT count(*) FROM saved WHERE id = 5000")));
            connection.commit();
        }
        awaitEqual("saved");
        assertThat(databases.onTarget("SELECT sum(n) FROM saved")).isEqualTo("100");
    }

    /** Trap 6. */
    @Test
    void triggers_that_change_the_same_row_again() {
        databases.asSourceOwner("INSERT INTO nested SELECT i, 'word' FROM generate_series(1, 20) AS i;"
                + " INSERT INTO nested VALUES (30, 'moved'); UPDATE nested SET word = 'again' WHERE id < 10");
        awaitEqual("nested");
        assertThat(databases.onTarget("SELECT word FROM nested WHERE id = 1030"))
                .startsWith("moved-..");
    }

    /** Trap 7. */
    @Test
    void unique_values_that_change_places_in_twos_and_threes() {
        databases.asSourceOwner("BEGIN; UPDATE swapped SET place = -1 WHERE id = 1; UPDATE swapped SET place = 1 WHERE"
                + " id = 2; UPDATE swapped SET place = 2 WHERE id = 1; COMMIT");
        databases.asSourceOwner(
                "BEGIN; UPDATE swapped SET place = -1 WHERE id = 3; UPDATE swapped SET place = 3 WHERE"
                        + " id = 4; UPDATE swapped SET place = 4 WHERE id = 5; UPDATE swapped SET place = 5 WHERE id = 3; COMMIT");
        databases.asSourceOwner("UPDATE swapped SET late = late % 9 + 1");
        awaitEqual("swapped");
    }

    /** Trap 8. */
    @Test
    void key_that_changes_twice_and_keys_that_change_places() {
        databases.asSourceOwner("BEGIN; DELETE FROM chained WHERE id IN (2, 3); UPDATE chained SET id = 2 WHERE id = 1;"
                + " UPDATE chained SET id = 3 WHERE id = 2; COMMIT");
        databases.asSourceOwner("BEGIN; UPDATE chained SET id = -1 WHERE id = 5; UPDATE chained SET id = 5 WHERE id ="
                + " 6; UPDATE chained SET id = 6 WHERE id = -1; COMMIT");
        databases.asSourceOwner("UPDATE chained SET id = id + 100");
        awaitEqual("chained");
    }

    /** Trap 9. */
    @Test
    void row_that_is_deleted_and_made_again_with_the_same_key() {
        databases.asSourceOwner("BEGIN; DELETE FROM reborn WHERE id = 1; INSERT INTO reborn VALUES (1, 'second life');"
                + " COMMIT; DELETE FROM reborn WHERE id = 2");
        await(() -> "0".equals(databases.onTarget("SELECT count(*) FROM reborn WHERE id = 2")));
        databases.asSourceOwner("INSERT INTO reborn VALUES (2, 'second life'); DELETE FROM reborn WHERE id = 2;"
                + " INSERT INTO reborn VALUES (2, 'third life')");
        awaitEqual("reborn");
    }

    /** Trap 11. */
    @Test
    void hot_row_costs_one_write_a_round() {
        long before = ROWS_MOVED.get();
        databases.asSourceOwner("DO $$ BEGIN FOR i IN 1..3000 LOOP UPDATE hot SET n = n + 1; COMMIT; END LOOP; END $$");
        awaitEqual("hot");
        assertThat(ROWS_MOVED.get() - before).isLessThan(500);
    }

    /** Trap 28: the request for a lock that is not granted stops all who come after it, so it is soon taken back. */
    @Test
    void vacuum_that_does_not_give_way_lets_the_app_wait_no_longer_than_the_request_for_its_lock() {
        assertThat(Duration.ofNanos(LONGEST_WAIT.get())).isBetween(Duration.ofMillis(1), Duration.ofMillis(2500));
        awaitEqual("vacuumed");
    }

    private static void listen() {
        ServerAddress source = databases.sourceAddress();
        ServerAddress target = databases.targetOfMasterAddress();
        oracle = new RoundOracle(source);
        sourceWire = Wire.to(source, oracle.at(source));
        targetWire = Wire.to(target, oracle.at(target));
    }

    private static Ending moveForward() {
        ServerAddress source = sourceWire.address(databases.sourceAddress());
        ServerAddress target = targetWire.address(databases.targetOfMasterAddress());
        return new ForwardMove(
                        new Database("source", source::toDatabaseUrl),
                        new Database("target", target::toDatabaseUrl),
                        EngineSettings.defaults(),
                        event -> {
                            if (event instanceof Event.RoundFinished round) {
                                ROWS_MOVED.addAndGet(round.rows());
                            }
                        })
                .run();
    }

    private static void writeTo(String table, AtomicBoolean enough) {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            while (!enough.get()) {
                long began = System.nanoTime();
                statement.execute("INSERT INTO " + table + " DEFAULT VALUES");
                LONGEST_WAIT.accumulateAndGet(System.nanoTime() - began, Math::max);
                LockSupport.parkNanos(5_000_000);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitWaitingFor(String table) {
        await(() -> !"0"
                .equals(databases.onSource("SELECT count(*) FROM pg_locks WHERE NOT granted AND mode ="
                        + " 'ShareRowExclusiveLock' AND relation = '" + table + "'::regclass")));
    }

    private static void awaitLive() {
        try (Session session = databases.source().open("test")) {
            await(() -> new Control(Direction.FORWARD)
                    .status(session)
                    .filter(status -> status.proved() && status.state().equals("live"))
                    .isPresent());
        }
    }

    private static void awaitEqual(String table) {
        String rows = "SELECT count(*) || coalesce(string_agg(t::text, ' ' ORDER BY t::text COLLATE \"C\"), '') FROM "
                + table + " AS t";
        await(() -> Objects.equals(databases.onTarget(rows), databases.onSource(rows)));
        assertThat(oracle.findings()).isEmpty();
        assertThat(oracle.compared()).isPositive();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(move.isCompletedExceptionally()).isFalse();
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(30_000_000);
        }
    }

    private static Connection open() throws SQLException {
        ServerAddress source = databases.sourceAddress();
        Connection connection = DriverManager.getConnection(source.jdbcUrl(), source.jdbcProperties());
        connection.setAutoCommit(false);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
