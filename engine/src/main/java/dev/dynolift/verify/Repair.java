package dev.dynolift.verify;

import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.EngineLock;
import dev.dynolift.control.ReplicaRole;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.large.LargeRow;
import dev.dynolift.large.LargeRowTransfer;
import dev.dynolift.large.LargeRows;
import dev.dynolift.postgres.Batches;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.DatabaseException.BrokenConstraint;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Mends the target's rows that differ: takes out what the source has not and brings what the target lacks, as of the
 * source's moment, all tables in one transaction. Rows are told by their whole text, so tables without a key are mended
 * too. Before the commit each mended table is compared again as a whole.
 */
public final class Repair {

    private static final int ROWS_AT_ONCE = 1000;

    private final Moment source;
    private final Database target;

    /** @param source the moment of the comparison, still held */
    public Repair(Moment source, Database target) {
        this.source = source;
        this.target = target;
    }

    /**
     * What was done to one table.
     *
     * @param deleted rows that were taken out; a changed row counts here and among the inserted
     */
    public record Mended(String table, long deleted, long inserted) {}

    /**
     * Mends what a comparison found. The target's moment must be closed by now: its sessions would stand in the way.
     *
     * @param everything whether all tables were compared; if not, foreign keys to the others are checked
     * @throws DynoliftException when rows cannot be mended; then nothing was
     */
    public List<Mended> run(TableComparison.Outcome found, boolean everything) {
        return run(found, everything, EngineLock::take);
    }

    /**
     * The same for an engine at work.
     *
     * @param admit lets a session write at the target; an engine holds the lock already
     */
    public List<Mended> run(TableComparison.Outcome found, boolean everything, Consumer<Session> admit) {
        List<ComparedTable> differing = found.differingTables();
        if (differing.isEmpty()) {
            return List.of();
        }
        try (Session from = source.open("repair");
                Session to = target.open("repair")) {
            admit.accept(to);
            boolean asReplica = everything && ReplicaRole.tryToTake(to);
            to.begin();
            try {
                List<Mended> mended = mend(from, to, differing, asReplica);
                to.commit();
                return mended;
            } catch (DatabaseException e) {
                to.rollback();
                throw e.sqlState().equals(DatabaseErrors.CHECK_VIOLATION) ? refused(to, e) : e;
            } catch (RuntimeException e) {
                to.rollback();
                throw e;
            }
        }
    }

    /** A constraint that was never validated refuses new rows, also those that the source has had for long. */
    private static DynoliftException refused(Session to, DatabaseException e) {
        BrokenConstraint broken = e.brokenConstraint().orElse(null);
        if (broken == null) {
            return e;
        }
        String table = Names.qualified(broken.schema(), broken.table());
        String way = to
                .query(
                        SqlFile.of(Repair.class, "way_around_check.sql").text(),
                        row -> row.getString(1) + "; then run the same command again; then " + row.getString(2),
                        table,
                        table,
                        broken.name())
                .stream()
                .findFirst()
                .orElse("drop the constraint; then run the same command again; then add it again NOT VALID");
        return new DynoliftException(
                ErrorCode.GATE,
                "the table " + broken.schema() + "." + broken.table() + " cannot be mended",
                "rows of the source break its check constraint " + broken.name()
                        + ", which refuses them at the target also when it is NOT VALID; nothing was changed",
                "At the target: " + way + ". Or mend those rows at the source first.",
                e);
    }

    private List<Mended> mend(Session from, Session to, List<ComparedTable> differing, boolean asReplica) {
        List<Table> tables = differing.stream().map(ComparedTable::target).toList();
        to.execute("LOCK TABLE " + tables.stream().map(Table::only).collect(Collectors.joining(", "))
                + " IN SHARE ROW EXCLUSIVE MODE");
        InTheWay inTheWay = InTheWay.suspend(to, tables, asReplica);
        List<Mended> mended = new ArrayList<>();
        for (ComparedTable table : differing) {
            mended.add(mend(from, to, table));
        }
        inTheWay.restore(to);
        for (ComparedTable table : differing) {
            requireEqual(to, table);
        }
        return mended;
    }

    private static Mended mend(Session from, Session to, ComparedTable table) {
        RowPlaces places = new RowPlaces();
        RowMerge.compare(
                table.source(),
                from,
                table.inOrder(true, table.condition()),
                to,
                table.inOrder(false, table.condition()),
                places::add);
        if (places.tooMany()) {
            throw cannot(
                    table.source(),
                    "more than " + RowPlaces.AT_MOST + " rows differ; that is no damage but another table",
                    "Copy the database again into an empty one: dynolift data copy");
        }
        return new Mended(table.source().label(), delete(to, table, places), insert(from, to, table, places));
    }

    private static long delete(Session to, ComparedTable table, RowPlaces places) {
        long deleted = 0;
        for (Map.Entry<Long, List<String>> rows : places.atTarget().entrySet()) {
            String leaf = leaf(table.target(), rows.getKey()).quoted();
            for (List<String> some : Batches.of(rows.getValue(), ROWS_AT_ONCE)) {
                deleted += to.update("DELETE FROM ONLY " + leaf + " WHERE " + at(some));
            }
        }
        return deleted;
    }

    private static long insert(Session from, Session to, ComparedTable table, RowPlaces places) {
        Table here = table.source();
        String into = table.target().quoted();
        LargeRowTransfer transfer = new LargeRowTransfer(bytes -> {});
        long inserted = 0;
        for (Map.Entry<Long, List<String>> rows : places.atSource().entrySet()) {
            Leaf leaf = leaf(here, rows.getKey());
            String streamed = LargeRows.leftOut(here, leaf, "")
                    .map(large -> " AND NOT (" + large + ")")
                    .orElse("");
            for (List<String> some : Batches.of(rows.getValue(), ROWS_AT_ONCE)) {
                inserted += from.copyTo(
                        to,
                        "SELECT " + here.copiedValues("") + " FROM ONLY " + leaf.quoted() + " WHERE " + at(some)
                                + streamed,
                        into + here.copiedInto(),
                        here.copyFormat(),
                        (bytes, start, length) -> {});
                for (LargeRow row : LargeRows.find(from, here, leaf, at(some))) {
                    transfer.run(from, to, row, into);
                    inserted++;
                }
            }
        }
        return inserted;
    }

    private static void requireEqual(Session to, ComparedTable table) {
        Digest now = Digest.NONE;
        for (Leaf leaf : table.target().leaves()) {
            now = now.plus(Digest.of(to, table.hashes().query("FROM ONLY " + leaf.quoted() + " AS compared")));
        }
        if (!now.equals(table.expected())) {
            throw cannot(
                    table.source(),
                    "after the repair it still differed, so nothing was changed: something at the target changes rows as"
                            + " they are written, or somebody wrote there meanwhile",
                    "Look at the table's triggers and defaults on the target, and at who is connected there.");
        }
    }

    private static DynoliftException cannot(Table table, String why, String next) {
        return new DynoliftException(ErrorCode.GATE, "the table " + table.label() + " cannot be mended", why, next);
    }

    private static Leaf leaf(Table table, long oid) {
        return table.leaves().stream()
                .filter(leaf -> leaf.oid() == oid)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a partition of " + table.label() + " has vanished"));
    }

    private static String at(List<String> addresses) {
        return "ctid = ANY ('{\"" + String.join("\",\"", addresses) + "\"}'::tid[])";
    }
}
