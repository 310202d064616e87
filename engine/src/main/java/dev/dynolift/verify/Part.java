package dev.dynolift.verify;

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

    private static final long BLOCK_BYTES = 8192;

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
        long step = Math.max(1, (long) (wanted / weight / BLOCK_BYTES));
        List<Part> parts = new ArrayList<>();
        for (Leaf leaf : table.leaves()) {
            long blocks = leaf.bytes() / BLOCK_BYTES;
            for (long first = 0; first == 0 || first < blocks; first += step) {
                String range = first == 0 ? "" : " WHERE compared.ctid >= '(" + first + ",0)'";
                if (first + step < blocks) {
                    range += (range.isEmpty() ? " WHERE" : " AND") + " compared.ctid < '(" + (first + step) + ",0)'";
                }
                parts.add(new Part(compared, atSource, "FROM ONLY " + leaf.quoted() + " AS compared" + range));
            }
        }
        return parts;
    }
}
