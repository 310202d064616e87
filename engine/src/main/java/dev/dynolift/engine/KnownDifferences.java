package dev.dynolift.engine;

import dev.dynolift.control.Direction;
import dev.dynolift.postgres.Session;
import dev.dynolift.verify.Difference;
import java.util.List;
import java.util.Optional;

/** Rows that a live move has found to differ. They are kept at the receiver until a complete comparison finds none. */
final class KnownDifferences {

    private KnownDifferences() {}

    static void keep(Direction direction, Session receiver, List<Difference> differences) {
        for (Difference difference : differences) {
            receiver.update(
                    "INSERT INTO dynolift.difference (direction, table_name, row_key, kind) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    direction.word(),
                    difference.table(),
                    difference.key(),
                    difference.kind().word());
        }
    }

    /** Every row was compared since, and none differs. */
    static void forget(Direction direction, Session receiver) {
        receiver.update("DELETE FROM dynolift.difference WHERE direction = ?", direction.word());
    }

    /**
     * Why the receiver must not take over; empty when no row is known to differ.
     *
     * @param found by the comparison that is under way
     */
    static Optional<String> words(Direction direction, Session receiver, List<Difference> found) {
        if (!found.isEmpty()) {
            return Optional.of(
                    words(found.size(), found.get(0).table(), found.get(0).key()));
        }
        long kept = receiver.number("SELECT count(*) FROM dynolift.difference WHERE direction = ?", direction.word());
        if (kept == 0) {
            return Optional.empty();
        }
        return Optional.of(receiver.one(
                "SELECT table_name, row_key FROM dynolift.difference WHERE direction = ? ORDER BY 1, 2 LIMIT 1",
                row -> words(kept, row.getString(1), row.getString(2))
                        + ", and no comparison of all rows has found none since",
                direction.word()));
    }

    private static String words(long count, String table, String key) {
        return count + (count == 1 ? " row is" : " rows are") + " known to differ (" + table + " " + key
                + (count == 1 ? ")" : " and others)");
    }
}
