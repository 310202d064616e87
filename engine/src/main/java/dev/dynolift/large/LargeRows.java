package dev.dynolift.large;

import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.CopyFormat;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which rows are too large for a stream: whoever reads a stream holds a row as a whole, and a few workers at once must
 * fit into a small heap.
 */
public final class LargeRows {

    /** A row that is longer in {@code COPY} goes by itself. */
    static final long STREAMED_AT_MOST = 8L << 20;

    /** LZ4, the better of PostgreSQL's two compressions, makes 255 bytes of one at the very most. */
    private static final long COMPRESSED_AT_MOST = 255;

    private LargeRows() {}

    /**
     * A condition that holds for the rows of a leaf that a stream must leave out; empty when no row there can be that
     * large. It depends on nothing but values, so both sides leave out the same rows. What it costs: a look at each
     * value's header, and only values that may be large are unpacked.
     *
     * @param prefix the row's alias with a dot, or nothing
     */
    public static Optional<String> leftOut(Table table, Leaf leaf, String prefix) {
        List<Column> columns = bulky(table);
        if (columns.isEmpty() || leaf.outOfLineBytes() < STREAMED_AT_MOST / COMPRESSED_AT_MOST) {
            return Optional.empty();
        }
        // Almost every row ends at this look: no value of it takes enough room to unpack to much.
        long share = STREAMED_AT_MOST / (2 * COMPRESSED_AT_MOST) / columns.size();
        String suspect = columns.stream()
                .map(column -> "pg_column_size(" + prefix + Names.quote(column.name()) + ") > " + share)
                .collect(Collectors.joining(" OR "));
        String most = columns.stream().map(column -> most(column, prefix)).collect(Collectors.joining(" + "));
        String exact = columns.stream()
                .map(column -> bytes(column, prefix, table.copyFormat()))
                .collect(Collectors.joining(" + "));
        return Optional.of("CASE WHEN " + suspect + " THEN CASE WHEN " + most + " > " + STREAMED_AT_MOST + " THEN "
                + exact + " > " + STREAMED_AT_MOST + " ELSE false END ELSE false END");
    }

    /**
     * The rows of a leaf that a stream must leave out, read in the session's transaction.
     *
     * @param within a condition on the rows that are looked at
     */
    public static List<LargeRow> find(Session source, Table table, Leaf leaf, String within) {
        Optional<String> condition = leftOut(table, leaf, "");
        if (condition.isEmpty()) {
            return List.of();
        }
        List<Column> columns = bulky(table);
        String sizes = columns.stream()
                .map(column -> bytes(column, "", CopyFormat.BINARY))
                .collect(Collectors.joining(", "));
        return source.query(
                "SELECT ctid::text, " + sizes + " FROM ONLY " + leaf.quoted() + " WHERE (" + within + ") AND "
                        + condition.get() + " ORDER BY ctid",
                row -> {
                    List<LargeRow.Value> values = new ArrayList<>();
                    for (int i = 0; i < columns.size(); i++) {
                        values.add(new LargeRow.Value(columns.get(i), row.getLong(i + 2)));
                    }
                    return LargeRow.of(table, leaf, row.getString(1), values);
                });
    }

    /** The copied columns whose values can be large. */
    static List<Column> bulky(Table table) {
        return table.columns().stream()
                .filter(column -> !column.generated() && column.bulk() != Column.Bulk.FIXED)
                .toList();
    }

    /** What a value can come to at most, by its header alone; text is taken for twice as long as what it stands for. */
    private static String most(Column column, String prefix) {
        String value = prefix + Names.quote(column.name());
        return switch (column.bulk()) {
            case STRUCTURE ->
                "coalesce(pg_column_size(" + value + ")::bigint * CASE pg_column_compression(" + value
                        + ") WHEN 'lz4' THEN 510 WHEN 'pglz' THEN 180 ELSE 2 END, 0)";
            case BYTES -> "coalesce(octet_length(" + value + ")::bigint * 2, 0)";
            default -> "coalesce(octet_length(" + value + ")::bigint, 0)";
        };
    }

    /** What a value comes to in a form of {@code COPY}. */
    static String bytes(Column column, String prefix, CopyFormat format) {
        String value = prefix + Names.quote(column.name());
        return switch (column.bulk()) {
            case STRUCTURE -> "coalesce(octet_length((" + value + ")::text)::bigint, 0)";
            case BYTES ->
                "coalesce(octet_length(" + value + ")::bigint" + (format == CopyFormat.TEXT ? " * 2" : "") + ", 0)";
            default -> "coalesce(octet_length(" + value + ")::bigint, 0)";
        };
    }
}
