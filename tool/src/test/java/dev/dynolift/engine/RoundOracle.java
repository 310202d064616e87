package dev.dynolift.engine;

import dev.dynolift.server.ServerAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the receiver equals the sender as of each round's snapshot. It stands at both wires: before a round ends its
 * reading, it reads all rows in the round's own transaction; when the receiver has committed, it reads all rows there,
 * while the engine waits for the word. It shares nothing with the engine, and looks at every row as text.
 */
final class RoundOracle {

    private static final String PINNED = "SET search_path = ''; SET datestyle = 'ISO, YMD'; SET intervalstyle ="
            + " 'postgres'; SET timezone = 'UTC'; SET extra_float_digits = 3; SET bytea_output = 'hex'; ";

    /** A query that reads every row of every table, each as its table (or partition) and its text. */
    private static final String QUERY_OF_ALL_ROWS = "SELECT string_agg(format('SELECT tableoid::pg_catalog.regclass ||"
            + " '' '' || t::text FROM %s%I.%I AS t', CASE c.relkind WHEN 'r' THEN 'ONLY ' END, n.nspname, c.relname),"
            + " ' UNION ALL ') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r',"
            + " 'p') AND NOT c.relispartition AND n.nspname = 'public'";

    private static final String SEQUENCES = "SELECT schemaname || '.' || sequencename || ' ' || coalesce(last_value, 0)"
            + " FROM pg_sequences WHERE schemaname <> 'dynolift' ORDER BY 1";

    private static final int ROWS_TO_SHOW = 5;

    /** What a round sees of its sender. */
    private record Sent(String snapshot, List<String> rows) {}

    private final String allRows;
    private final AtomicInteger compared = new AtomicInteger();
    private final AtomicInteger unseen = new AtomicInteger();
    private final List<String> findings = new CopyOnWriteArrayList<>();
    private volatile @Nullable Sent sent;

    /** @param source has the tables already */
    RoundOracle(ServerAddress source) {
        this.allRows = read(source, QUERY_OF_ALL_ROWS).get(0);
    }

    /** Rounds after which both sides were compared. */
    int compared() {
        return compared.get();
    }

    /** Rounds that could not be looked at, because a server or an engine was killed just then. */
    int unseen() {
        return unseen.get();
    }

    /** What differed, in words; empty when nothing did. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    /** Stands at the wire to one of the sides: it sends in one direction, and receives in the other. */
    Wire.Watcher at(ServerAddress side) {
        return new Wire.Watcher() {
            @Override
            public void before(WireLine line, String statement) throws IOException {
                if (statement.equals("COMMIT")
                        && line.saidInTransaction("pg_current_snapshot()")
                        && !line.saidInTransaction("INSERT INTO dynolift.")) {
                    String snapshot =
                            line.ask("SELECT pg_catalog.pg_current_snapshot()").get(0);
                    sent = new Sent(snapshot, inOrder(line.ask(allRows)));
                }
            }

            @Override
            public void after(WireLine line, String statement) {
                if (statement.equals("COMMIT") && line.saidInTransaction("INSERT INTO dynolift.round ")) {
                    received(side);
                }
            }
        };
    }

    private void received(ServerAddress receiver) {
        Sent expected = sent;
        List<String> found = expected == null ? List.of() : rowsAt(receiver, expected.snapshot);
        if (expected == null || found.isEmpty()) {
            unseen.incrementAndGet();
            return;
        }
        compare("at snapshot " + expected.snapshot, expected.rows, found);
        compared.incrementAndGet();
    }

    /** Compares both sides while nobody writes to either. */
    void compareAtRest(String when, ServerAddress sender, ServerAddress receiver) {
        compare(when, inOrder(read(sender, allRows)), inOrder(read(receiver, allRows)));
    }

    /** Sequences of the receiver that would give a number again that the sender has given. */
    List<String> sequencesBehind(ServerAddress sender, ServerAddress receiver) {
        List<String> there = read(sender, SEQUENCES);
        List<String> here = read(receiver, SEQUENCES);
        List<String> behind = new ArrayList<>();
        for (int i = 0; i < there.size(); i++) {
            String[] expected = there.get(i).split(" ");
            String[] found = here.get(i).split(" ");
            if (!expected[0].equals(found[0]) || Long.parseLong(found[1]) < Long.parseLong(expected[1])) {
                behind.add(there.get(i) + " > " + here.get(i));
            }
        }
        return behind;
    }

    /** The rows of a receiver that has just reached this snapshot of the other side; empty when it has not. */
    private List<String> rowsAt(ServerAddress receiver, String snapshot) {
        try (Connection connection = DriverManager.getConnection(receiver.jdbcUrl(), receiver.jdbcProperties());
                Statement statement = connection.createStatement()) {
            statement.execute(PINNED + "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            boolean reached = !read(
                            statement, "SELECT phase FROM dynolift.progress WHERE snapshot::text = '" + snapshot + "'")
                    .isEmpty();
            return reached ? inOrder(read(statement, allRows)) : List.of();
        } catch (SQLException killed) {
            return List.of();
        }
    }

    private void compare(String when, List<String> expected, List<String> found) {
        if (!expected.equals(found)) {
            findings.add(when + ": missing " + some(without(expected, found)) + ", too many "
                    + some(without(found, expected)));
        }
    }

    private static String some(List<String> rows) {
        return rows.size() + rows.stream().limit(ROWS_TO_SHOW).collect(Collectors.joining("; ", " (", ")"));
    }

    /** What is left of a sorted list without a sorted other, each row as often as it is there. */
    private static List<String> without(List<String> rows, List<String> others) {
        List<String> left = new ArrayList<>();
        int at = 0;
        for (String row : rows) {
            while (at < others.size() && others.get(at).compareTo(row) < 0) {
                at++;
            }
            if (at < others.size() && others.get(at).equals(row)) {
                at++;
            } else {
                left.add(row);
            }
        }
        return left;
    }

    private static List<String> inOrder(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    private static List<String> read(ServerAddress address, String query) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement()) {
            statement.execute(PINNED);
            return read(statement, query);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static List<String> read(Statement statement, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet answer = statement.executeQuery(query)) {
            while (answer.next()) {
                rows.add(answer.getString(1));
            }
        }
        return rows;
    }
}
