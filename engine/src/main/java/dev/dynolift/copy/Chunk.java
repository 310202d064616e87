package dev.dynolift.copy;

import dev.dynolift.catalog.BlockRange;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;

/**
 * A range of a leaf's blocks, copied in one transaction.
 *
 * @param filenode of the leaf when the chunk was planned; another one now means that the rows have moved
 * @param weight bytes expected, for progress
 */
public record Chunk(int number, Table table, Leaf leaf, long filenode, BlockRange range, long weight) {}
