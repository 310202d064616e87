package dev.dynolift.verify;

import dev.dynolift.capture.CapturedTable;
import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares rows of both sides where they are, by hashes of their text; rows themselves never travel. Both sessions must
 * see the same state: the sender a round's snapshot, the receiver the round's own transaction.
 */
public final class RowComparison {

    /** Further differing rows of one comparison are left out: so many tell enough. */
    private static final int NAMED_AT_MOST = 1000;

    private RowComparison() {}

    /** What a comparison of a set of rows found; {@code rows} is the sender's number of them. */
    public record Outcome(long rows, List<Difference> differences) {}

    /** Compares the rows of the keys that the current round moved. */
    public static List<Difference> ofKeys(Session sender, Session receiver, CapturedTable captured, String since) {
        Table table = captured.table();
        String there = "FROM (" + captured.changedKeys(since) + ") AS changed JOIN " + table.only() + " AS compared ON "
                + captured.matches("compared", "changed");
        String here = "FROM " + captured.stagedKeys() + " AS changed JOIN " + table.only() + " AS compared ON "
                + captured.matches("compared", "changed");
        return compare(sender, receiver, table, there, here).differences();
    }

    /** Compares the rows called {@code compared} of a table that meet a condition. */
    static Outcome where(Session sender, Session receiver, Table table, String condition) {
        String from = "FROM " + table.only() + " AS compared WHERE " + condition;
        return compare(sender, receiver, table, from, from);
    }

    private static Outcome compare(Session sender, Session receiver, Table table, String there, String here) {
        Digest expected = digest(sender, table, there);
        Digest found = digest(receiver, table, here);
        if (expected.equals(found)) {
            return new Outcome(expected.rows(), List.of());
        }
        return new Outcome(expected.rows(), name(sender, receiver, table, there, here));
    }

    private static Digest digest(Session session, Table table, String rows) {
        return session.one(
                "SELECT " + Digest.COLUMNS + " FROM (SELECT " + table.image("compared") + " AS image " + rows
                        // Keeps the planner from putting the row's text, the costly part, into both sums.
                        + " OFFSET 0) AS images",
                row -> new Digest(row.getLong(1), row.getBigDecimal(2), row.getBigDecimal(3)));
    }

    /** Down to the rows: keys with the hash of the row, from both sides. A set this small fits in memory. */
    private static List<Difference> name(Session sender, Session receiver, Table table, String there, String here) {
        Map<String, Map<Long, Integer>> balance = new HashMap<>();
        count(sender, table, there, balance, 1);
        count(receiver, table, here, balance, -1);
        List<Difference> differences = new ArrayList<>();
        balance.forEach((key, hashes) -> {
            boolean missing = hashes.values().stream().anyMatch(count -> count > 0);
            boolean surplus = hashes.values().stream().anyMatch(count -> count < 0);
            if ((missing || surplus) && differences.size() < NAMED_AT_MOST) {
                Difference.Kind kind = missing && surplus
                        ? Difference.Kind.CHANGED
                        : missing ? Difference.Kind.MISSING : Difference.Kind.SURPLUS;
                differences.add(new Difference(table.label(), key, kind));
            }
        });
        return differences;
    }

    private static void count(
            Session session, Table table, String rows, Map<String, Map<Long, Integer>> balance, int weight) {
        session.query(
                "SELECT " + table.keyText("compared") + ", hashtextextended(" + table.image("compared") + ", 0) "
                        + rows,
                row -> {
                    balance.computeIfAbsent(row.getString(1), key -> new HashMap<>())
                            .merge(row.getLong(2), weight, Integer::sum);
                    return true;
                });
    }
}
