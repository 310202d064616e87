package dev.dynolift.verify;

import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Finds the rows of a table that differ. A large table is summed by buckets of the rows' hashes first: equal rows fall
 * into equal buckets whatever their order, so only the buckets that differ are put in order and laid side by side.
 */
record RowNaming(Moment source, Moment target, int jobs, Optional<ChangedSince> writes) {

    /** Below so many rows, putting all of them in order is cheaper than a scan that says which. */
    private static final long ORDERED_AT_ONCE = 200_000;

    private static final long ROWS_OF_BUCKET = 4096;

    /** Few enough for the server to keep all sums in its smallest usual memory. */
    private static final long BUCKETS_AT_MOST = 1 << 13;

    RowMerge.Outcome name(ComparedTable table) {
        long rows = Math.max(table.expected().rows(), table.found().rows());
        if (rows > ORDERED_AT_ONCE) {
            table.narrowTo(differingBuckets(table, rows));
        }
        String condition = table.condition();
        try (Session there = source.open("compare");
                Session here = target.open("compare")) {
            LongPredicate changed = writes.map(since -> since.of(since.atSource() ? there : here, table))
                    .orElse(hash -> false);
            return RowMerge.compare(
                    table.source(),
                    there,
                    table.inOrder(true, condition),
                    here,
                    table.inOrder(false, condition),
                    (row, atSource) -> {},
                    changed);
        }
    }

    /** A condition on {@code hash} that leaves out most of what is equal. */
    private String differingBuckets(ComparedTable table, long rows) {
        long buckets = Math.min(BUCKETS_AT_MOST, Long.highestOneBit(rows / ROWS_OF_BUCKET) << 1);
        Map<Long, Digest> expected = new TreeMap<>();
        Map<Long, Digest> found = new TreeMap<>();
        List<Part> parts = new ArrayList<>(Part.of(table, true, jobs));
        parts.addAll(Part.of(table, false, jobs));
        new Scans(source, target, jobs).run(parts, (session, part) -> {
            Map<Long, Digest> sums = part.atSource() ? expected : found;
            session.query(
                    "SELECT hash & " + (buckets - 1) + ", " + Digest.COLUMNS + " FROM ("
                            + table.hashes().query(part.from()) + ") AS hashed GROUP BY 1",
                    row -> {
                        Digest digest = Digest.read(row, 2);
                        synchronized (sums) {
                            return sums.merge(row.getLong(1), digest, Digest::plus);
                        }
                    });
        });
        String differing = LongStream.range(0, buckets)
                .filter(bucket ->
                        !expected.getOrDefault(bucket, Digest.NONE).equals(found.getOrDefault(bucket, Digest.NONE)))
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", "));
        return differing.isEmpty() ? "false" : "hash & " + (buckets - 1) + " IN (" + differing + ")";
    }
}
