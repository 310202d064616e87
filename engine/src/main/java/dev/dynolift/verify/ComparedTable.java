package dev.dynolift.verify;

import dev.dynolift.catalog.Table;

/** A table of both sides while it is compared. Thread-safe: several sessions add what their parts came to. */
final class ComparedTable {

    private final Table source;
    private final Table target;
    private RowHashes hashes;
    private Digest expected = Digest.NONE;
    private Digest found = Digest.NONE;
    private String condition = "true";
    private boolean valueByValue;
    private boolean tooLarge;

    ComparedTable(Table source, Table target) {
        this.source = source;
        this.target = target;
        // The source's columns in the source's order say what a row is, on both sides.
        this.hashes = RowHashes.of(source);
    }

    Table side(boolean atSource) {
        return atSource ? source : target;
    }

    Table source() {
        return source;
    }

    Table target() {
        return target;
    }

    synchronized RowHashes hashes() {
        return hashes;
    }

    synchronized void add(boolean atSource, Digest part) {
        if (atSource) {
            expected = expected.plus(part);
        } else {
            found = found.plus(part);
        }
    }

    /**
     * Notes that a row's text was too long for the server.
     *
     * @return false when the table is hashed value by value already, so that there is no other way
     */
    synchronized boolean isTooLarge() {
        tooLarge = true;
        return !valueByValue;
    }

    /** Whether the table has to be scanned again; from then on it is hashed value by value. */
    synchronized boolean beginsAgain() {
        if (!tooLarge) {
            return false;
        }
        tooLarge = false;
        valueByValue = true;
        hashes = RowHashes.ofLargeRows(source);
        expected = Digest.NONE;
        found = Digest.NONE;
        return true;
    }

    synchronized boolean differs() {
        return !expected.equals(found);
    }

    synchronized Digest expected() {
        return expected;
    }

    synchronized Digest found() {
        return found;
    }

    /** Which hashes can be of differing rows: a condition on {@code hash}. */
    synchronized String condition() {
        return condition;
    }

    synchronized void narrowTo(String hashes) {
        condition = hashes;
    }

    /** The query of one side's rows in the order that {@link RowMerge} needs. */
    String inOrder(boolean atSource, String where) {
        return hashes().inOrder("FROM " + side(atSource).only() + " AS compared", where);
    }
}
