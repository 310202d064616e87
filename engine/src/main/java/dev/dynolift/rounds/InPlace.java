package dev.dynolift.rounds;

import dev.dynolift.capture.CapturedTable;
import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes a receiver's rows where they are: where a page has room, the server leaves every index as it is, which is most of
 * the work. Rows arrive in a temporary table first. No statement meets a row that the sender did not have at the same time:
 * what is gone, or differs in a column that a unique index besides the key's stands on, is removed before the others change,
 * and these change in no such column; all that is inserted comes last.
 *
 * @param toldApart columns in which a row must be equal, as text, to be changed where it is
 * @param neverSet columns that no UPDATE may set
 */
record InPlace(CapturedTable captured, Set<String> toldApart, Set<String> neverSet) {

    private static final SqlFile LOOK = SqlFile.of(InPlace.class, "in_place.sql");

    /** Reads what the receiver's table allows; empty where rows cannot be changed where they are. */
    static Optional<InPlace> of(Session receiver, CapturedTable captured) {
        Table table = captured.table();
        if (!table.isFoundByKey() || table.isChangedUnderOtherNames()) {
            return Optional.empty();
        }
        record Found(boolean allowed, InPlace way) {}
        Found found = receiver.one(
                LOOK.with("table", table.quoted())
                        .with(
                                "key",
                                table.key().stream()
                                        .map(Names::literal)
                                        .collect(Collectors.joining(", ", "ARRAY[", "]")))
                        .text(),
                row -> new Found(
                        row.getBoolean(1),
                        new InPlace(captured, Set.of((String[]) row.getArray(2).getArray()), Set.of((String[])
                                row.getArray(3).getArray()))));
        boolean computed = table.columns().stream()
                .anyMatch(
                        column -> column.generated() && found.way().toldApart().contains(column.name()));
        return found.allowed() && !computed ? Optional.of(found.way()) : Optional.empty();
    }

    /** The temporary table that rows arrive in. */
    String arrived() {
        return "pg_temp.rows_" + captured.table().oid();
    }

    /** Creates that table where the session has it not yet. */
    String create() {
        Table table = captured.table();
        return "CREATE TEMPORARY TABLE IF NOT EXISTS rows_" + table.oid() + " ON COMMIT DELETE ROWS AS SELECT "
                + Names.list(table.copiedColumns()) + " FROM " + table.only() + " WITH NO DATA";
    }

    /**
     * Brings the rows that have arrived into the table, in place of those with the staged keys.
     *
     * @param gone how many keys have no row any more
     * @param lookup how the session looks rows up
     * @return how many were changed where they are
     */
    long apply(Session receiver, long rows, long gone, Lookup lookup) {
        Table table = captured.table();
        if (lookup == Lookup.AS_PLANNED) {
            // A planner that knows nothing of these keys builds its hash of the whole table instead.
            receiver.execute("ANALYZE " + arrived() + " (" + Names.list(table.key()) + ")");
        }
        if (gone > 0 || !toldApart.isEmpty()) {
            boolean few = toldApart.isEmpty() && Lookup.areFew(gone, table);
            receiver.execute((few ? Lookup.RATHER_BY_INDEX : lookup).settings() + "; DELETE FROM " + table.only()
                    + " AS stale USING " + captured.stagedKeys()
                    + " AS changed WHERE " + captured.matches("stale", "changed") + " AND NOT EXISTS (SELECT FROM "
                    + arrived() + " AS fresh WHERE " + captured.matches("fresh", "changed") + alike() + "); "
                    + lookup.settings());
        }
        String columns = Names.list(table.copiedColumns());
        // One statement, as it knows already which rows it has met: to look for them once more is half of the work.
        long inserted = receiver.update("WITH known AS (" + changeWhereTheyAre() + ") INSERT INTO " + table.quoted()
                + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT " + columns + " FROM " + arrived()
                + " AS fresh WHERE NOT EXISTS (SELECT FROM known WHERE known.place = fresh.ctid)");
        return rows - inserted;
    }

    /** Returns the places, among those that have arrived, of the rows that the table has. */
    private String changeWhereTheyAre() {
        Table table = captured.table();
        String set = table.copiedColumns().stream()
                .filter(name -> !neverSet.contains(name))
                .map(name -> Names.quote(name) + " = fresh." + Names.quote(name))
                .collect(Collectors.joining(", "));
        return set.isEmpty()
                ? "SELECT fresh.ctid AS place FROM " + table.only() + " AS stale JOIN " + arrived() + " AS fresh ON "
                        + sameKey()
                : "UPDATE " + table.only() + " AS stale SET " + set + " FROM " + arrived() + " AS fresh WHERE "
                        + sameKey() + " RETURNING fresh.ctid AS place";
    }

    private String sameKey() {
        return captured.table().key().stream()
                .map(name -> "stale." + Names.quote(name) + " = fresh." + Names.quote(name))
                .collect(Collectors.joining(" AND "));
    }

    private String alike() {
        return captured.table().columns().stream()
                .filter(column -> toldApart.contains(column.name()))
                .map(column -> " AND " + text(column, "stale.") + " IS NOT DISTINCT FROM " + text(column, "fresh."))
                .collect(Collectors.joining());
    }

    private static String text(Column column, String prefix) {
        return "(" + column.image(prefix) + ")::text COLLATE \"C\"";
    }
}
