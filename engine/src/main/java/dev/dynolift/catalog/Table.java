package dev.dynolift.catalog;

import dev.dynolift.postgres.CopyFormat;
import dev.dynolift.postgres.Names;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as the app sees it: ordinary, or the root of a partitioned one with its leaves.
 *
 * @param related inherits from another table or is inherited from, in PostgreSQL's old way
 * @param key names of the columns that tell rows apart; empty when only the whole row does
 * @param bytes size of all leaves with what they hold out of line, without indexes
 */
public record Table(
        long oid,
        String schema,
        String name,
        boolean partitioned,
        boolean related,
        long bytes,
        long estimatedRows,
        List<Column> columns,
        List<String> key,
        List<Leaf> leaves) {

    public Table {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        leaves = List.copyOf(leaves);
    }

    public String quoted() {
        return Names.qualified(schema, name);
    }

    /** For {@code FROM} and {@code DELETE FROM}: a partitioned table with its leaves, any other without heirs. */
    public String only() {
        return partitioned ? quoted() : "ONLY " + quoted();
    }

    /** What people call it: the schema only where it is not {@code public}. */
    public String label() {
        return schema.equals("public") ? name : schema + "." + name;
    }

    /**
     * Whether a statement may change its rows without naming it: through a parent, or in a partition. Statement triggers
     * do not see that, row triggers do.
     */
    public boolean isChangedUnderOtherNames() {
        return partitioned || related;
    }

    /** Whether a relation is the table itself or a partition that holds rows of it. */
    public boolean holds(long relation) {
        return relation == oid || leaves.stream().anyMatch(leaf -> leaf.oid() == relation);
    }

    public boolean hasKey() {
        return !key.isEmpty();
    }

    /** Whether the key's index finds rows; one whose values are compared as text is no help. */
    public boolean isFoundByKey() {
        return hasKey() && keyColumns().stream().noneMatch(Column::comparedAsText);
    }

    public List<Column> keyColumns() {
        return key.stream()
                .map(name -> columns.stream()
                        .filter(column -> column.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** The columns that a copy carries. */
    public List<String> copiedColumns() {
        return columns.stream()
                .filter(column -> !column.generated())
                .map(Column::name)
                .toList();
    }

    /**
     * {@link #copiedColumns} as they stand behind a table's name in {@code COPY}: no list when there is none, as a table
     * may have no column, or generated ones alone.
     */
    public String copiedInto() {
        return copiedColumns().isEmpty() ? "" : " (" + Names.list(copiedColumns()) + ")";
    }

    /** What a copy reads of a row for {@link #copiedColumns}; {@code prefix} as {@link Column#read} takes it. */
    public String copiedValues(String prefix) {
        return columns.stream()
                .filter(column -> !column.generated())
                .map(column -> column.read(prefix))
                .collect(Collectors.joining(", "));
    }

    /** Binary where every carried column's binary form is the same on both sides: it costs both servers less. */
    public CopyFormat copyFormat() {
        boolean plain = columns.stream().filter(column -> !column.generated()).allMatch(Column::plain);
        return plain ? CopyFormat.BINARY : CopyFormat.TEXT;
    }

    /**
     * A row as text, its columns in this table's order whatever a leaf's order is. Lossless and equal on both sides
     * under the pinned settings, and it tells 1.0 from 1.00, which hashes of the values do not (facts, section 4).
     */
    public String image(String alias) {
        return imageOf(alias + ".");
    }

    /** The same, {@code prefix} as {@link Column#read} takes it. */
    public String imageOf(String prefix) {
        return "ROW(" + columns.stream().map(column -> column.image(prefix)).collect(Collectors.joining(", "))
                + ")::text";
    }

    /** A key as text: what a report calls a row. */
    public String keyText(String alias) {
        return hasKey() ? "ROW(" + Names.list(alias, key) + ")::text" : "md5(" + image(alias) + ")";
    }
}
