package dev.dynolift.engine;

import dev.dynolift.server.ServerAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Concurrent writers that do to {@code random_history.sql} what apps do at their worst: savepoints and aborts, key
 * changes and swaps, truncations, hot rows, whole tables at once; and transactions that stay open for seconds, some of
 * them with a snapshot that is older than all that the engine has installed meanwhile. Their connections are their own:
 * nobody stands between them and the server.
 */
final class RandomHistory implements AutoCloseable {

    /** What apps do to each other: serialization, deadlock, unique and foreign key, a lock not granted, a table in use. */
    private static final Set<String> THEIR_OWN = Set.of("40001", "40P01", "23505", "23503", "55P03", "55006");

    /** What an app meets whose server refuses writes, ends it, goes down or is gone. */
    private static final Set<String> INTERRUPTIONS = Set.of("25006", "57P01", "57P02", "57P03");

    private final List<Thread> writers = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong commits = new AtomicLong();
    private volatile ServerAddress address;
    private volatile boolean stopped;
    private volatile boolean interrupted;
    private volatile long interruptedUntil = System.nanoTime();

    /** @param quick how many writers of short transactions; beside them one of large ones and two slow ones */
    RandomHistory(ServerAddress address, int quick, long seed) {
        this.address = address;
        Random random = new Random(seed);
        for (int i = 0; i < quick; i++) {
            start("quick-" + i, new Random(random.nextLong()), RandomHistory::quick);
        }
        start("large", new Random(random.nextLong()), RandomHistory::large);
        start("slow-1", new Random(random.nextLong()), RandomHistory::slow);
        start("slow-2", new Random(random.nextLong()), RandomHistory::slow);
    }

    /** Sends the app to another database, as a new DATABASE_URL does. */
    void use(ServerAddress other) {
        address = other;
    }

    /** From now on the app may meet a server that refuses writes or is gone; at other times that is a failure. */
    void beginInterruption() {
        interrupted = true;
    }

    /** The interruption is over, but for connections that are older than this moment. */
    void endInterruption() {
        interruptedUntil = System.nanoTime();
        interrupted = false;
    }

    long commits() {
        return commits.get();
    }

    /** Errors that no app should have seen. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Returns when the last writer has ended its transaction. */
    void stop() {
        stopped = true;
        for (Thread writer : writers) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** One transaction of a kind of writer, from its first statement to its end. */
    @FunctionalInterface
    private interface Transaction {
        void run(RandomHistory history, Connection connection, Random random) throws SQLException;
    }

    private void start(String name, Random random, Transaction transaction) {
        Thread writer = new Thread(() -> write(random, transaction), "history-" + name);
        writers.add(writer);
        writer.start();
    }

    private void write(Random random, Transaction transaction) {
        while (!stopped) {
            ServerAddress here = address;
            long opened = System.nanoTime();
            try (Connection connection = DriverManager.getConnection(here.jdbcUrl(), here.jdbcProperties())) {
                connection.setAutoCommit(false);
                while (!stopped && here.equals(address) && connection.isValid(5)) {
                    try {
                        transaction.run(this, connection, random);
                    } catch (SQLException e) {
                        note(e, opened);
                        connection.rollback();
                        pause(10);
                    }
                }
            } catch (SQLException e) {
                note(e, opened);
                pause(50);
            }
        }
    }

    private void note(SQLException e, long opened) {
        String state = String.valueOf(e.getSQLState());
        boolean interruption = INTERRUPTIONS.contains(state) || state.startsWith("08");
        boolean expected = interrupted || opened - interruptedUntil <= 0;
        if (!THEIR_OWN.contains(state) && !(interruption && expected)) {
            failures.add(Thread.currentThread().getName() + ": " + state + " " + e.getMessage());
        }
    }

    private void quick(Connection connection, Random random) throws SQLException {
        RandomChange change = new RandomChange(random, 0);
        try (Statement statement = statement(connection)) {
            int steps = 1 + random.nextInt(4);
            for (int i = 0; i < steps; i++) {
                int kind = random.nextInt(40);
                String sql = kind == 0 ? change.manySubtransactions() : kind < 4 ? change.hot() : change.small();
                if (random.nextInt(4) == 0) {
                    inSavepoint(connection, statement, sql, random.nextBoolean());
                } else {
                    statement.execute(sql);
                }
            }
        }
        end(connection, random);
        pause(random.nextInt(8));
    }

    private static void inSavepoint(Connection connection, Statement statement, String sql, boolean keep)
            throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        statement.execute(sql);
        if (keep) {
            connection.releaseSavepoint(savepoint);
        } else {
            connection.rollback(savepoint);
        }
    }

    private void large(Connection connection, Random random) throws SQLException {
        try (Statement statement = statement(connection)) {
            // It waits for its lock no longer than people behind it can bear.
            statement.execute("SET LOCAL lock_timeout = '500ms'");
            for (String sql : new RandomChange(random, 0).large()) {
                statement.execute(sql);
            }
        }
        end(connection, random);
        pause(200 + random.nextInt(1000));
    }

    /** Half of them see the database as it was when they began, however long ago that is. */
    private void slow(Connection connection, Random random) throws SQLException {
        connection.setTransactionIsolation(
                random.nextBoolean() ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_READ_COMMITTED);
        RandomChange change = new RandomChange(random, 1);
        try (Statement statement = statement(connection)) {
            statement.execute("SELECT count(*) FROM accounts");
            int steps = 1 + random.nextInt(4);
            for (int i = 0; i < steps; i++) {
                pause(100 + random.nextInt(1500));
                inSavepoint(connection, statement, change.small(), random.nextInt(4) > 0);
            }
        }
        end(connection, random);
    }

    private void end(Connection connection, Random random) throws SQLException {
        if (random.nextInt(10) == 0) {
            connection.rollback();
        } else {
            connection.commit();
            commits.incrementAndGet();
        }
    }

    private static Statement statement(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        statement.setEscapeProcessing(false);
        return statement;
    }

    private void pause(int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        while (!stopped && System.nanoTime() < end) {
            LockSupport.parkNanos(Math.min(50_000_000L, Math.max(100_000L, end - System.nanoTime())));
        }
    }
}
