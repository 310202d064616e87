package dev.dynolift.copy;

import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import org.jspecify.annotations.Nullable;

/**
 * A range of a leaf's blocks, copied in one transaction.
 *
 * @param filenode of the leaf when the chunk was planned; another one now means that the rows have moved
 * @param endBlock exclusive; null for the last chunk, which takes what comes behind it too
 * @param weight bytes expected, for progress
 */
public record Chunk(
        int number,
        Table table,
        Leaf leaf,
        long filenode,
        long firstBlock,
        @Nullable Long endBlock,
        long weight) {

    /** Whether it is all of its leaf. */
    boolean isWhole() {
        return firstBlock == 0 && endBlock == null;
    }

    /** The rows of the chunk, as a condition on {@code ctid}. */
    String condition() {
        String from = "ctid >= '(" + firstBlock + ",0)'::tid";
        return endBlock == null ? from : from + " AND ctid < '(" + endBlock + ",0)'::tid";
    }
}
