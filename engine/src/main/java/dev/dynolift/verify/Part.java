package dev.dynolift.verify;

import dev.dynolift.catalog.BlockRange;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of one side's table that one session scans: a range of blocks by that side's own sizes, the last one open, so
 * that what a copy never read is read here.
 *
 * @param from the FROM clause, its rows called {@code compared}
 */
record Part(ComparedTable table, boolean atSource, String from) {

    /** Enough for a second or so of hashing. */
    private static final long SMALLEST_BYTES = 8L << 20;

    private static final long LARGEST_BYTES = 256L << 20;

    /** Cuts one side of a table for so many sessions. */
    static List<Part> of(ComparedTable compared, boolean atSource, int jobs) {
        Table table = compared.side(atSource);
        long heapBytes = table.leaves().stream().mapToLong(Leaf::bytes).sum();
        // What rows hold out of line is read with them.
        double weight = heapBytes == 0 ? 1 : Math.max(1, (double) table.bytes() / heapBytes);
        long wanted = Math.max(SMALLEST_BYTES, Math.min(LARGEST_BYTES, table.bytes() / (4L * jobs)));
        long step = Math.max(1, (long) (wanted / weight / BlockRange.BLOCK_BYTES));
        List<Part> parts = new ArrayList<>();
        for (Leaf leaf : table.leaves()) {
            for (BlockRange range : BlockRange.cut(leaf.bytes(), step)) {
                parts.add(new Part(
                        compared,
                        atSource,
                        "FROM ONLY " + leaf.quoted() + " AS compared WHERE " + range.condition("compared.ctid")));
            }
        }
        return parts;
    }
}
