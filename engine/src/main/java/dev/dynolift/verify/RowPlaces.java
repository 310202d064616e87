package dev.dynolift.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the differing rows of one table are, by relation; no more than a repair takes on. Not thread-safe. */
final class RowPlaces {

    /** Beyond this a table is not damaged but another one. */
    static final int AT_MOST = 200_000;

    private final Map<Long, List<String>> atSource = new TreeMap<>();
    private final Map<Long, List<String>> atTarget = new TreeMap<>();
    private int places;

    void add(OrderedRows.Row row, boolean source) {
        places++;
        if (places <= AT_MOST) {
            (source ? atSource : atTarget)
                    .computeIfAbsent(row.leaf(), leaf -> new ArrayList<>())
                    .add(row.address());
        }
    }

    boolean tooMany() {
        return places > AT_MOST;
    }

    /** Addresses of rows that the target lacks, by the object id of the source's relation. */
    Map<Long, List<String>> atSource() {
        return atSource;
    }

    /** Addresses of rows that the source has not, by the object id of the target's relation. */
    Map<Long, List<String>> atTarget() {
        return atTarget;
    }
}
