package dev.dynolift.control;

import java.math.BigDecimal;

/**
 * Which log rows rounds have read that the sender still has: a server that was put back to an earlier state, by seconds or
 * by an instant, lacks some of them, or has others in their place.
 *
 * @param since the snapshot from which on they are counted; earlier ones may be purged
 * @param digest the sum of a number each
 */
public record MovedKeys(String since, long rows, BigDecimal digest) {

    /** No row at all. */
    public static final MovedKeys NONE = new MovedKeys("", 0, BigDecimal.ZERO);

    /** Of a log's rows: how many, and their digest. */
    public static final String COLUMNS =
            "count(*), coalesce(sum(hashint8extended(position, transaction::text::bigint)::numeric), 0)";

    /** With rows of another log. */
    public MovedKeys plus(long otherRows, BigDecimal otherDigest) {
        return new MovedKeys(since, rows + otherRows, digest.add(otherDigest));
    }

    /** Whether these are the same rows, so far as can be told. */
    public boolean isSameAs(MovedKeys other) {
        return rows == other.rows && digest.compareTo(other.digest) == 0;
    }
}
