package dev.dynolift.verify;

import dev.dynolift.postgres.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/**
 * A bag of rows in three numbers that do not depend on their order: how many, the sum of their 64-bit hashes without
 * regard to overflow, and the hashes' exclusive or. Digests of parts add up to the digest of the whole. The server works
 * out all three from one hash of a row's text, with integers alone.
 */
record Digest(long rows, long sum, long mixed) {

    static final Digest NONE = new Digest(0, 0, 0);

    /** The select list that makes a digest of the hashes called {@code hash}. */
    static final String COLUMNS = "count(*), sum(hash), bit_xor(hash)";

    Digest plus(Digest other) {
        return new Digest(rows + other.rows, sum + other.sum, mixed ^ other.mixed);
    }

    /** The digest of the rows that a query of column {@code hash} gives. */
    static Digest of(Session session, String hashes) {
        return session.one("SELECT " + COLUMNS + " FROM (" + hashes + ") AS hashed", row -> read(row, 1));
    }

    /** Reads {@link #COLUMNS} from a position on. */
    static Digest read(ResultSet row, int first) throws SQLException {
        long rows = row.getLong(first);
        return rows == 0
                ? NONE
                : new Digest(
                        rows,
                        // The low 64 bits of a sum that is larger.
                        Objects.requireNonNull(row.getBigDecimal(first + 1))
                                .toBigInteger()
                                .longValue(),
                        row.getLong(first + 2));
    }
}
