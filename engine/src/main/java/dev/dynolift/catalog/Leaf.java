package dev.dynolift.catalog;

import dev.dynolift.postgres.Names;

/**
 * Where rows really are: an ordinary table, or a leaf of a partitioned one.
 *
 * @param bytes size of the heap when it was read
 * @param outOfLineBytes size of what the rows keep outside of the heap
 * @param filenode changes when the table is rewritten or truncated
 */
public record Leaf(long oid, String schema, String name, long bytes, long outOfLineBytes, long filenode) {

    /** The same with its rows in another file. */
    public Leaf in(long otherFilenode) {
        return new Leaf(oid, schema, name, bytes, outOfLineBytes, otherFilenode);
    }

    public String quoted() {
        return Names.qualified(schema, name);
    }
}
