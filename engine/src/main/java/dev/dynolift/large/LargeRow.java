package dev.dynolift.large;

import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A row that goes by itself.
 *
 * @param address its {@code ctid} at the source
 * @param sliced the columns whose values go in slices; the others go together, as rows do
 * @param bytes of all values
 */
public record LargeRow(Table table, Leaf leaf, String address, List<Column> sliced, long bytes) {

    /** What goes together is no longer than this. */
    private static final long TOGETHER_AT_MOST = 1L << 20;

    public LargeRow {
        sliced = List.copyOf(sliced);
    }

    record Value(Column column, long bytes) {}

    /** Slices the largest values until the rest is small. */
    static LargeRow of(Table table, Leaf leaf, String address, List<Value> values) {
        List<Value> largestFirst = new ArrayList<>(values);
        largestFirst.sort(Comparator.comparingLong(Value::bytes).reversed());
        long all = values.stream().mapToLong(Value::bytes).sum();
        long together = all;
        List<Column> sliced = new ArrayList<>();
        for (Value value : largestFirst) {
            if (together <= TOGETHER_AT_MOST) {
                break;
            }
            sliced.add(value.column());
            together -= value.bytes();
        }
        return new LargeRow(table, leaf, address, sliced, all);
    }

    /** The copied columns that go together. */
    List<Column> together() {
        return table.columns().stream()
                .filter(column -> !column.generated() && !sliced.contains(column))
                .toList();
    }
}
