package dev.dynolift.rounds;

import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.Session;

/** Takes all rows of a table over, in place of those that the receiver has: right whatever is known of changes. */
final class WholeTable {

    private WholeTable() {}

    /** Within both sessions' transactions; returns the number of rows. */
    static long copy(Session sender, Session receiver, Table table) {
        receiver.execute("DELETE FROM " + table.only());
        return sender.copyTo(
                receiver,
                "SELECT " + table.copiedValues("") + " FROM " + table.only(),
                table.quoted() + table.copiedInto(),
                table.copyFormat(),
                (bytes, from, length) -> {});
    }

    /** The same for one partition, which both sides have under the same name. */
    static long copy(Session sender, Session receiver, Table table, Leaf leaf) {
        receiver.execute("DELETE FROM ONLY " + leaf.quoted());
        return sender.copyTo(
                receiver,
                "SELECT " + table.copiedValues("") + " FROM ONLY " + leaf.quoted(),
                leaf.quoted() + table.copiedInto(),
                table.copyFormat(),
                (bytes, from, length) -> {});
    }
}
