package dev.dynolift.verify;

import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * Which rows a table has, told by the server in one look at all of it. It knows nothing of the copy's list of chunks, so
 * what was never read shows here. Where the target's unique index tells rows apart and every arrived row is one of the
 * source's (which their hashes say), their number is enough: as many different rows of the source as it has are all of
 * them. Without a key whole rows are hashed, and so is, with the key, what each side computes itself.
 */
record KeyDigest(long rows, BigDecimal keys) {

    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");

    /** @param unique whether the target has the key, too, so that no row can be there twice */
    static KeyDigest of(Session session, Table table, boolean unique) {
        boolean countable = unique && table.hasKey() && table.columns().stream().noneMatch(Column::generated);
        String hashes = countable ? "0" : "coalesce(sum(" + hash(table) + "), 0)";
        return session.one(
                "SELECT count(*), " + hashes + " FROM " + table.only() + " AS counted",
                row -> new KeyDigest(row.getLong(1), row.getBigDecimal(2)));
    }

    /** Each column's hash is the seed of the next one's. */
    private static String hash(Table table) {
        if (!table.hasKey()) {
            return "hashtextextended(" + table.image("counted") + ", 0)";
        }
        String hash = "0";
        for (Column column : table.keyColumns()) {
            hash = hash(column, hash);
        }
        List<Column> generated =
                table.columns().stream().filter(Column::generated).toList();
        for (Column column : generated) {
            hash = "hashtextextended(ROW(counted." + Names.quote(column.name()) + ")::text, " + hash + ")";
        }
        return hash;
    }

    private static String hash(Column column, String seed) {
        String value = "counted." + Names.quote(column.name());
        if (INTEGERS.contains(column.type())) {
            return "hashint8extended(" + value + ", " + seed + ")";
        }
        if (column.type().equals("uuid")) {
            return "uuid_hash_extended(" + value + ", " + seed + ")";
        }
        return "hashtextextended(" + value + "::text, " + seed + ")";
    }
}
