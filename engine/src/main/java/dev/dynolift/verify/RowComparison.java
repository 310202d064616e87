package dev.dynolift.verify;

import dev.dynolift.capture.CapturedTable;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.Session;
import java.util.List;

/**
 * Compares rows of both sides where they are, by hashes of their text; rows themselves never travel. Both sessions must
 * see the same state: the sender a round's snapshot, the receiver the round's own transaction.
 */
public final class RowComparison {

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

    /** Compares all rows of a table that the current round moved as a whole. */
    public static List<Difference> ofAll(Session sender, Session receiver, Table table) {
        return where(sender, receiver, table, "true").differences();
    }

    /** The same for one partition. */
    public static List<Difference> ofAll(Session sender, Session receiver, Table table, Leaf leaf) {
        String from = "FROM ONLY " + leaf.quoted() + " AS compared";
        return compare(sender, receiver, table, from, from).differences();
    }

    /** Compares the rows called {@code compared} of a table that meet a condition. */
    static Outcome where(Session sender, Session receiver, Table table, String condition) {
        String from = "FROM " + table.only() + " AS compared WHERE " + condition;
        return compare(sender, receiver, table, from, from);
    }

    private static Outcome compare(Session sender, Session receiver, Table table, String there, String here) {
        RowHashes hashes = RowHashes.of(table);
        Digest expected = Digest.of(sender, hashes.query(there));
        Digest found = Digest.of(receiver, hashes.query(here));
        if (expected.equals(found)) {
            return new Outcome(expected.rows(), List.of());
        }
        RowMerge.Outcome merged = RowMerge.compare(
                table,
                sender,
                hashes.inOrder(there, "true"),
                receiver,
                hashes.inOrder(here, "true"),
                (row, atSender) -> {});
        return new Outcome(expected.rows(), merged.named());
    }
}
