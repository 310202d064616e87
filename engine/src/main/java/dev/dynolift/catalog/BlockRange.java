package dev.dynolift.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range of a leaf's blocks. The ranges of a leaf hold all its rows: the last one is open, so that it takes what has
 * come behind it meanwhile.
 *
 * @param end exclusive; null for the last range
 */
public record BlockRange(long first, @Nullable Long end) {

    public static final long BLOCK_BYTES = 8192;

    /** All rows. */
    public static final BlockRange WHOLE = new BlockRange(0, null);

    /** Cuts a heap of so many bytes into ranges of so many blocks; an empty heap has one. */
    public static List<BlockRange> cut(long heapBytes, long blocksEach) {
        long blocks = heapBytes / BLOCK_BYTES;
        List<BlockRange> ranges = new ArrayList<>();
        for (long first = 0; first == 0 || first < blocks; first += blocksEach) {
            ranges.add(new BlockRange(first, first + blocksEach < blocks ? first + blocksEach : null));
        }
        return ranges;
    }

    /** Whether it is all of its leaf. */
    public boolean isWhole() {
        return equals(WHOLE);
    }

    /**
     * The rows of the range, as a condition.
     *
     * @param ctid the column: "ctid", or behind the name that its rows have
     */
    public String condition(String ctid) {
        String above = ctid + " >= '(" + first + ",0)'";
        String below = end == null ? "true" : ctid + " < '(" + end + ",0)'";
        return first == 0 ? below : end == null ? above : above + " AND " + below;
    }
}
