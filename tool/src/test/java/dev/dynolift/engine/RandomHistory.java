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
 * Concurrent writers that do to {@code history.sql} what apps do at their worst: savepoints and aborts, key changes and
 * swaps, delete and insert of the same key, truncations, hot rows, rows that change their partition, many copies of one
 * row. What the fence refuses is tried again wherever the app is sent.
 */
final class RandomHistory implements AutoCloseable {

    /** What an app meets in ordinary life: fence, server gone, serialization, deadlock, unique and foreign key. */
    private static final Set<String> ORDINARY = Set.of("25006", "57P01", "40001", "40P01", "23505", "23503");

    private final List<Thread> writers = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong commits = new AtomicLong();
    private volatile ServerAddress address;
    private volatile boolean stopped;

    RandomHistory(ServerAddress address, int count, long seed) {
        this.address = address;
        for (int i = 0; i < count; i++) {
            Random random = new Random(seed + i);
            Thread writer = new Thread(() -> write(random), "history-" + i);
            writers.add(writer);
            writer.start();
        }
    }

    /** Sends the app to another database, as a new DATABASE_URL does. */
    void use(ServerAddress other) {
        address = other;
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

    private void write(Random random) {
        while (!stopped) {
            ServerAddress here = address;
            try (Connection connection = DriverManager.getConnection(here.jdbcUrl(), here.jdbcProperties())) {
                connection.setAutoCommit(false);
                while (!stopped && here.equals(address)) {
                    transaction(connection, random);
                }
            } catch (SQLException e) {
                note(e);
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private void transaction(Connection connection, Random random) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int steps = 1 + random.nextInt(4);
            for (int i = 0; i < steps; i++) {
                if (random.nextInt(4) == 0) {
                    Savepoint savepoint = connection.setSavepoint();
                    statement.execute(change(random));
                    if (random.nextBoolean()) {
                        connection.rollback(savepoint);
                    } else {
                        connection.releaseSavepoint(savepoint);
                    }
                } else {
                    statement.execute(change(random));
                }
            }
            if (random.nextInt(10) == 0) {
                connection.rollback();
            } else {
                connection.commit();
                commits.incrementAndGet();
            }
        } catch (SQLException e) {
            note(e);
            connection.rollback();
            if ("25006".equals(e.getSQLState())) {
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private void note(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (!ORDINARY.contains(state) && !state.startsWith("08")) {
            failures.add(state + " " + e.getMessage());
        }
    }

    private static String change(Random random) {
        int account = 1 + random.nextInt(20_000);
        int hot = 1 + random.nextInt(5);
        int few = 1 + random.nextInt(300);
        int other = 1 + random.nextInt(300);
        int day = random.nextInt(100);
        return switch (random.nextInt(22)) {
            case 0, 1 -> "UPDATE accounts SET balance = balance + 1 WHERE id = " + account;
            case 2 -> "UPDATE accounts SET balance = balance + 1 WHERE id = " + hot;
            case 3 -> "INSERT INTO accounts (name, moods) VALUES ('new " + account + "', ARRAY['ok']::mood[])";
            case 4 -> "DELETE FROM accounts WHERE id = " + (10 + account);
            case 5, 6 ->
                "INSERT INTO orders (account_id, total) SELECT id, " + few + " / 7.0 FROM accounts WHERE id = "
                        + account;
            case 7 -> "UPDATE orders SET id = gen_random_uuid(), state = 'paid' WHERE account_id = " + account;
            case 8 -> "DELETE FROM orders WHERE account_id = " + account;
            case 9 ->
                "INSERT INTO favourites VALUES (" + few % 100 + ", " + day % 50 + "), (" + few % 100 + ", " + day % 50
                        + ")";
            case 10 -> "DELETE FROM favourites WHERE account_id = " + few % 100 + " AND thing = " + day % 50;
            case 11 -> "UPDATE favourites SET thing = thing + 1 WHERE account_id = " + few % 100;
            case 12 -> "INSERT INTO visits (day, path) VALUES (date '2026-01-01' + " + day + ", '/new')";
            case 13 -> "UPDATE visits SET day = date '2026-01-01' + " + day + " WHERE id = " + account / 2;
            case 14 ->
                "UPDATE seats SET place = CASE name WHEN 'seat " + few + "' THEN (SELECT place FROM seats WHERE name"
                        + " = 'seat " + other + "') ELSE (SELECT place FROM seats WHERE name = 'seat " + few
                        + "') END WHERE name IN ('seat " + few + "', 'seat " + other + "')";
            case 15 ->
                "UPDATE coupons SET code = CASE WHEN code::text LIKE 'C%' THEN lower(code::text) ELSE initcap("
                        + "code::text) END, uses = uses + 1 WHERE code = 'code" + few + "'";
            case 16 ->
                "DELETE FROM \"Legacy Orders\" WHERE \"Id\" = " + few + "; INSERT INTO \"Legacy Orders\" VALUES (" + few
                        + ", 'again')";
            case 17 -> "UPDATE notes SET weight = weight + 1, body = '{\"b\":  " + few + "}' WHERE line = " + few;
            case 18 ->
                random.nextInt(8) == 0
                        ? "TRUNCATE report_lines; INSERT INTO report_lines SELECT i, 'fresh' FROM generate_series(1, 50) AS i"
                        : "UPDATE report_lines SET words = words || '.' WHERE line = " + few;
            case 19 ->
                random.nextInt(20) == 0 ? "TRUNCATE visits_else" : "INSERT INTO notes VALUES (" + few + ", '1', 2)";
            case 20 ->
                "UPDATE accounts SET mood = 'sad', facts = facts || hstore('x', '" + few + "') WHERE id BETWEEN "
                        + account + " AND " + (account + 40);
            default ->
                "INSERT INTO coupons (code) VALUES ('Code" + few + "') ON CONFLICT (code) DO UPDATE SET uses ="
                        + " coupons.uses + 1";
        };
    }
}
