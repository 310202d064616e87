package dev.dynolift.verify;

import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.Names;
import java.util.stream.Collectors;

/**
 * Queries that hash a table's rows on the server. Each stands on a subquery with {@code OFFSET 0}: it keeps the planner
 * from working out a row's text, the costly part, more than once.
 *
 * @param image the text of the row called {@code compared}
 */
record RowHashes(Table table, String image) {

    static RowHashes of(Table table) {
        return new RowHashes(table, table.image("compared"));
    }

    /**
     * For rows whose text would be longer than the server can make (1 GB): each value is hashed by itself, bytea without
     * becoming text. Tells everything apart that the text does.
     */
    static RowHashes ofLargeRows(Table table) {
        return new RowHashes(
                table,
                table.columns().stream().map(RowHashes::hashed).collect(Collectors.joining(", ", "ROW(", ")::text")));
    }

    private static String hashed(Column column) {
        String value = "compared." + Names.quote(column.name());
        return column.bulk() == Column.Bulk.BYTES
                ? "sha256(" + value + "::bytea)"
                : "hashtextextended(" + value + "::text, 0), hashtextextended(" + value + "::text, 7)";
    }

    /** One column {@code hash}, of the rows called {@code compared} of a FROM clause. */
    String query(String from) {
        return "SELECT hashtextextended(image, 0) AS hash FROM (SELECT " + image + " AS image " + from
                + " OFFSET 0) AS imaged OFFSET 0";
    }

    /**
     * The rows of a FROM clause with what tells where they are, in the order that {@link RowMerge} needs: by the hash of
     * the key, then of the row. Hashes are ordered alike on both sides, texts are not.
     *
     * @param condition on {@code hash}
     */
    String inOrder(String from, String condition) {
        return "SELECT hashtextextended(key, 0), hash, key, leaf, address FROM (SELECT hashtextextended(image, 0) AS hash,"
                + " key, leaf, address FROM (SELECT " + image + " AS image, " + key()
                + " AS key, compared.tableoid::bigint AS leaf, compared.ctid::text AS address " + from
                + " OFFSET 0) AS imaged OFFSET 0) AS hashed WHERE " + condition + " ORDER BY 1, 2";
    }

    private String key() {
        return table.hasKey() ? table.keyText("compared") : "md5(" + image + ")";
    }
}
