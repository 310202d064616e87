package dev.dynolift.large;

import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.TableLock;
import dev.dynolift.postgres.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Copies large rows one at a time, each committed together with its mark, so that it arrives exactly once. Thread-safe.
 */
public final class LargeRowCopy {

    private final TableLock source;
    private final LargeRowTransfer transfer;

    /** @param passed told of bytes as they pass, and may make them wait */
    public LargeRowCopy(TableLock source, LongConsumer passed) {
        this.source = source;
        this.transfer = new LargeRowTransfer(passed);
    }

    /** What became of a row. */
    public enum Outcome {
        /** It is there, or another engine's transaction brings it. */
        COPIED,
        /** There is no such row any more. */
        GONE,
        /** The table was truncated or rewritten since the rows were looked up: addresses mean other rows now. */
        MOVED
    }

    /**
     * The rows of a leaf that its streams left out and that are not yet at the target. Rows that arrived before the
     * source's table was rewritten are removed, as their addresses mean nothing any more.
     *
     * @return empty when the rows of a held moment are gone, as the table was truncated or rewritten
     */
    public Optional<List<LargeRow>> pending(Session from, Session to, Table table, Leaf leaf) {
        String condition = LargeRows.leftOut(table, leaf, "").orElse("");
        if (condition.isEmpty()) {
            return Optional.of(List.of());
        }
        try {
            Leaf now = leaf.in(source.beginReading(from, leaf.quoted()));
            if (source.moment().isHeld() && now.filenode() != leaf.filenode()) {
                return Optional.empty();
            }
            forgetOtherFiles(to, now, condition);
            List<LargeRow> rows = new ArrayList<>(LargeRows.find(from, table, now, "true"));
            List<String> there = to.query(
                    "SELECT address FROM dynolift.large_row WHERE leaf_name = ?",
                    row -> row.getString(1),
                    leaf.quoted());
            rows.removeIf(row -> there.contains(row.address()));
            return Optional.of(rows);
        } finally {
            from.rollback();
        }
    }

    private static void forgetOtherFiles(Session to, Leaf leaf, String condition) {
        long others = to.number(
                "SELECT count(*) FROM dynolift.large_row WHERE leaf_name = ? AND filenode <> ?",
                leaf.quoted(),
                leaf.filenode());
        if (others > 0) {
            Transactions.run(to, () -> {
                to.execute("DELETE FROM ONLY " + leaf.quoted() + " WHERE " + condition);
                to.update("DELETE FROM dynolift.large_row WHERE leaf_name = ?", leaf.quoted());
            });
        }
    }

    /**
     * Copies a row.
     *
     * @throws DynoliftException with code DIFFERENCES when what was stored is not what was sent
     */
    public Outcome copy(Session from, Session to, LargeRow row) {
        to.begin();
        try {
            to.execute("SET LOCAL synchronous_commit = off");
            // A killed engine's transaction on the same row is waited for here.
            long marked = to.update(
                    "INSERT INTO dynolift.large_row (leaf_name, filenode, address, bytes) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    row.leaf().quoted(),
                    row.leaf().filenode(),
                    row.address(),
                    row.bytes());
            if (marked == 0) {
                to.commit();
                return Outcome.COPIED;
            }
            long filenode = source.beginReading(from, row.leaf().quoted());
            Outcome outcome = filenode != row.leaf().filenode()
                    ? Outcome.MOVED
                    : transfer.run(from, to, row, row.leaf().quoted()) ? Outcome.COPIED : Outcome.GONE;
            from.commit();
            if (outcome == Outcome.COPIED) {
                to.commit();
            } else {
                to.rollback();
            }
            return outcome;
        } catch (RuntimeException e) {
            from.rollback();
            to.rollback();
            throw e;
        }
    }
}
