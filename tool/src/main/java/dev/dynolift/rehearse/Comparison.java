package dev.dynolift.rehearse;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.server.ServerAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares both databases when nobody writes, in plain SQL and with nothing of the engine's: the rehearsal's own witness.
 * Each table's rows as text, hashed by md5 and summed, so that order does not matter; where the sums differ, the rows'
 * hashes are compared one by one.
 */
final class Comparison {

    /** Settings that make equal values look equal on both servers. */
    private static final String SETTINGS =
            "SET datestyle = 'ISO'; SET timezone = 'UTC'; SET extra_float_digits = 3; SET intervalstyle = 'postgres';"
                    + " SET bytea_output = 'hex'; SET search_path = ''; SET row_security = off";

    private static final String TABLES = "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname),"
            + " (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.n) FROM pg_index i,"
            + " unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, n)"
            + " JOIN pg_attribute a ON a.attnum = k.attnum WHERE a.attrelid = c.oid AND i.indrelid = c.oid"
            + " AND i.indisprimary)"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname <> 'dynolift'"
            + " AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'"
            + " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY 1";

    private static final int NAMED_AT_MOST = 100;

    private Comparison() {}

    /** A row that one side has otherwise than the other, or not at all. */
    record DifferingRow(String table, String key) {}

    /** What one table's comparison found. */
    record TableOutcome(String table, long rows, long differing) {}

    /**
     * What the whole comparison found.
     *
     * @param rows of the source, all tables together
     * @param named the differing rows, the first hundred
     */
    record Outcome(List<TableOutcome> tables, long rows, long differing, List<DifferingRow> named) {}

    /** Compares every row of every table. */
    static Outcome of(ServerAddress source, ServerAddress target) {
        try (Connection here = open(source);
                Connection there = open(target)) {
            Map<String, String> tables = tables(here);
            Map<String, String> others = tables(there);
            List<TableOutcome> outcomes = new ArrayList<>();
            List<DifferingRow> named = new ArrayList<>();
            for (Map.Entry<String, String> table : tables.entrySet()) {
                if (others.remove(table.getKey()) == null) {
                    named.add(new DifferingRow(table.getKey(), "the whole table is missing at the target"));
                    outcomes.add(new TableOutcome(table.getKey(), 0, 1));
                } else {
                    outcomes.add(compare(here, there, table.getKey(), table.getValue(), named));
                }
            }
            others.keySet().forEach(surplus -> {
                named.add(new DifferingRow(surplus, "the table exists at the target only"));
                outcomes.add(new TableOutcome(surplus, 0, 1));
            });
            return new Outcome(
                    outcomes,
                    outcomes.stream().mapToLong(TableOutcome::rows).sum(),
                    outcomes.stream().mapToLong(TableOutcome::differing).sum(),
                    named.subList(0, Math.min(NAMED_AT_MOST, named.size())));
        } catch (SQLException e) {
            throw new DynoliftException(
                    ErrorCode.DATABASE,
                    "the two databases could not be compared",
                    String.valueOf(e.getMessage()),
                    "Run the same command again.",
                    e);
        }
    }

    private static TableOutcome compare(
            Connection here, Connection there, String table, String key, List<DifferingRow> named) throws SQLException {
        Sum expected = sum(here, table);
        Sum found = sum(there, table);
        if (expected.equals(found)) {
            return new TableOutcome(table, expected.rows(), 0);
        }
        Map<String, Integer> balance = new TreeMap<>();
        count(here, table, key, balance, 1);
        count(there, table, key, balance, -1);
        long differing = 0;
        String last = "";
        for (Map.Entry<String, Integer> row : balance.entrySet()) {
            String rowKey = row.getKey().substring(0, row.getKey().lastIndexOf('\u0000'));
            if (row.getValue() != 0 && !rowKey.equals(last)) {
                differing++;
                last = rowKey;
                named.add(new DifferingRow(table, rowKey));
            }
        }
        return new TableOutcome(table, expected.rows(), Math.max(1, differing));
    }

    private record Sum(long rows, String sum) {}

    private static Sum sum(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*), coalesce(sum(('x' || substr(md5(compared::text), 1, 16))::bit(64)::bigint::numeric), 0)::text"
                                + " FROM " + table + " AS compared")) {
            row.next();
            return new Sum(row.getLong(1), row.getString(2));
        }
    }

    private static void count(Connection connection, String table, String key, Map<String, Integer> balance, int weight)
            throws SQLException {
        String keyText = key.isEmpty() ? "md5(compared::text)" : "ROW(" + key + ")::text";
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // A cursor: the answer may be larger than our memory.
            statement.setFetchSize(10_000);
            try (ResultSet rows = statement.executeQuery(
                    "SELECT " + keyText + ", md5(compared::text) FROM " + table + " AS compared")) {
                while (rows.next()) {
                    balance.merge(rows.getString(1) + '\u0000' + rows.getString(2), weight, (a, b) -> {
                        int sum = a + b;
                        return sum == 0 ? null : sum;
                    });
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Map<String, String> tables(Connection connection) throws SQLException {
        Map<String, String> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                String key = rows.getString(2);
                tables.put(rows.getString(1), key == null ? "" : key);
            }
        }
        return tables;
    }

    private static Connection open(ServerAddress address) throws SQLException {
        Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
        }
        return connection;
    }
}
