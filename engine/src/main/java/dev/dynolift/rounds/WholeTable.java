package dev.dynolift.rounds;

import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.Session;

/** Takes all rows of a table over, in place of those that the receiver has: right whatever is known of changes. */
final class WholeTable {

    private WholeTable() {}

    /** Within both sessions' transactions; returns the number of rows. */
    static long copy(Session sender, Session receiver, Table table) {
        return copy(sender, receiver, table, table.only(), table.quoted());
    }

    /** The same for one partition, which both sides have under the same name. */
    static long copy(Session sender, Session receiver, Table table, Leaf leaf) {
        return copy(sender, receiver, table, "ONLY " + leaf.quoted(), leaf.quoted());
    }

    private static long copy(Session sender, Session receiver, Table table, String rows, String into) {
        receiver.execute("DELETE FROM " + rows);
        return sender.copyTo(
                receiver,
                "SELECT " + table.copiedValues("") + " FROM " + rows,
                into + table.copiedInto(),
                table.copyFormat(),
                (bytes, from, length) -> {});
    }
}
