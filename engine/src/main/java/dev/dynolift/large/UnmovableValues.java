package dev.dynolift.large;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds values that nobody can write out: their text is longer than the 1 GB that the server can make at once, and they
 * are neither text nor bytea, which go in slices. A look at the headers of all values that can be so large; only those
 * that may be are written out.
 */
public final class UnmovableValues {

    /** What a value shrinks to at most, written out being six times as long at most (an escape for each byte). */
    private static final long SUSPECT_BYTES = (1L << 30) / 255 / 6;

    private UnmovableValues() {}

    /**
     * A value that cannot move.
     *
     * @param key the row's key as text, or where the row is in a table without one
     * @param storedBytes what it takes in the database
     */
    public record Unmovable(Table table, String column, String key, long storedBytes) {}

    /** Looks at all tables, in the session's transaction, which must not have failed. */
    public static List<Unmovable> find(Session source, Catalog catalog) {
        List<Unmovable> found = new ArrayList<>();
        for (Table table : catalog.tables()) {
            for (Leaf leaf : table.leaves()) {
                if (leaf.outOfLineBytes() >= SUSPECT_BYTES) {
                    for (Column column : LargeRows.bulky(table)) {
                        if (column.bulk() == Column.Bulk.STRUCTURE) {
                            addOf(source, table, leaf, column, found);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static void addOf(Session source, Table table, Leaf leaf, Column column, List<Unmovable> found) {
        String value = "held." + Names.quote(column.name());
        String key = table.hasKey() ? table.keyText("held") : "held.ctid::text";
        List<Suspect> suspects = source.query(
                "SELECT held.ctid::text, " + key + ", pg_column_size(" + value + ") FROM ONLY " + leaf.quoted()
                        + " AS held WHERE pg_column_size(" + value + ")::bigint * CASE pg_column_compression(" + value
                        + ") WHEN 'lz4' THEN 255 WHEN 'pglz' THEN 90 ELSE 1 END * 6 > 1073741823",
                row -> new Suspect(row.getString(1), row.getString(2), row.getLong(3)));
        for (Suspect suspect : suspects) {
            source.execute("SAVEPOINT dynolift_value");
            try {
                source.number("SELECT octet_length((" + value + ")::text) FROM ONLY " + leaf.quoted()
                        + " AS held WHERE ctid = '" + suspect.address() + "'::tid");
            } catch (DatabaseException e) {
                // "Program limit exceeded", or an internal error about a request for so much memory.
                if (!e.sqlState().equals("54000")
                        && !e.sqlState().equals("XX000")
                        && !e.sqlState().equals("53200")) {
                    throw e;
                }
                source.execute("ROLLBACK TO SAVEPOINT dynolift_value");
                found.add(new Unmovable(table, column.name(), suspect.key(), suspect.bytes()));
            }
            source.execute("RELEASE SAVEPOINT dynolift_value");
        }
    }

    private record Suspect(String address, String key, long bytes) {}
}
