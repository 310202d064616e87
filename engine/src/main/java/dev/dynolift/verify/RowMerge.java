package dev.dynolift.verify;

import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.Session;
import dev.dynolift.verify.Difference.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Lays two sides' rows side by side and names those that one of them has not. Both come in the same order, so memory
 * holds the differing rows of one key, whatever the tables' size. Not thread-safe.
 */
final class RowMerge {

    /** So many tell enough; further ones are counted only. */
    static final int NAMED_AT_MOST = 1000;

    private final Table table;
    private final DifferingRows listener;
    private final LongPredicate changedSince;
    private final String sourceSide;
    private final String targetSide;
    private final List<Difference> named = new ArrayList<>();
    private final Map<String, Unmatched> ofKey = new LinkedHashMap<>();
    private long keyHash;
    private long differing;
    private long lastChanged;
    private long changed;

    private RowMerge(
            Table table, String sourceSide, String targetSide, DifferingRows listener, LongPredicate changedSince) {
        this.changedSince = changedSince;
        this.table = table;
        this.sourceSide = sourceSide;
        this.targetSide = targetSide;
        this.listener = listener;
    }

    /** Is told where each differing row is. */
    @FunctionalInterface
    interface DifferingRows {
        /** Takes one row that the other side has not. */
        void on(OrderedRows.Row row, boolean atSource);
    }

    /**
     * What differs.
     *
     * @param named the first thousand
     * @param differing how many rows there are in all; a row that both sides have with other values counts once
     * @param changed how many keys differ that were known to have changed
     */
    record Outcome(List<Difference> named, long differing, long changed) {}

    /** Compares the rows of two queries of {@link RowHashes#inOrder}. */
    static Outcome compare(
            Table table, Session source, String there, Session target, String here, DifferingRows listener) {
        return compare(table, source, there, target, here, listener, hash -> false);
    }

    /** @param changedSince of which keys, by their hashes, the rows are no differences */
    static Outcome compare(
            Table table,
            Session source,
            String there,
            Session target,
            String here,
            DifferingRows listener,
            LongPredicate changedSince) {
        RowMerge merge = new RowMerge(table, source.side(), target.side(), listener, changedSince);
        OrderedRows expected = new OrderedRows(source, there);
        OrderedRows found = new OrderedRows(target, here);
        merge.run(expected, found);
        expected.close();
        found.close();
        return new Outcome(merge.named, merge.differing, merge.changed);
    }

    private void run(OrderedRows expected, OrderedRows found) {
        while (true) {
            OrderedRows.Row left = expected.first();
            OrderedRows.Row right = found.first();
            if (left == null && right == null) {
                endKey();
                return;
            }
            int order = order(left, right);
            if (order == 0) {
                expected.drop();
                found.drop();
            } else if (order < 0) {
                take(left, true);
                expected.drop();
            } else {
                take(right, false);
                found.drop();
            }
        }
    }

    private static int order(OrderedRows.@Nullable Row left, OrderedRows.@Nullable Row right) {
        if (left == null) {
            return 1;
        }
        return right == null ? -1 : left.compareTo(right);
    }

    private void take(OrderedRows.@Nullable Row row, boolean atSource) {
        if (row == null) {
            throw new IllegalStateException("no row");
        }
        if (changedSince.test(row.keyHash())) {
            changed += changed == 0 || row.keyHash() != lastChanged ? 1 : 0;
            lastChanged = row.keyHash();
            return;
        }
        if (row.keyHash() != keyHash) {
            endKey();
            keyHash = row.keyHash();
        }
        Unmatched unmatched = ofKey.computeIfAbsent(row.key(), key -> new Unmatched(name(row, atSource)));
        if (atSource) {
            unmatched.atSource++;
        } else {
            unmatched.atTarget++;
        }
        listener.on(row, atSource);
    }

    private void endKey() {
        ofKey.forEach((key, unmatched) -> {
            differing += Math.max(unmatched.atSource, unmatched.atTarget);
            if (named.size() < NAMED_AT_MOST) {
                named.add(new Difference(table.label(), unmatched.name, unmatched.kind()));
            }
        });
        ofKey.clear();
    }

    /** Without a key a row has no name but its place: its values are nobody's business here. */
    private String name(OrderedRows.Row row, boolean atSource) {
        if (table.hasKey()) {
            return row.key();
        }
        String within = table.leaves().size() > 1 ? "tableoid " + row.leaf() + ", " : "";
        return "row at " + within + "ctid " + row.address() + " of the " + (atSource ? sourceSide : targetSide);
    }

    private static final class Unmatched {
        private final String name;
        private long atSource;
        private long atTarget;

        private Unmatched(String name) {
            this.name = name;
        }

        private Kind kind() {
            if (atTarget == 0) {
                return Kind.MISSING;
            }
            return atSource == 0 ? Kind.SURPLUS : Kind.CHANGED;
        }
    }
}
