package dev.dynolift.digest;

/**
 * A bag of rows in two numbers that do not depend on their order. Digests of parts add up to the digest of the whole.
 * Two bags that differ agree with a chance of 2^-64.
 *
 * @param rows how many
 * @param sum of the rows' 64-bit hashes, without regard to overflow
 */
public record RowsDigest(long rows, long sum) {

    public static final RowsDigest NONE = new RowsDigest(0, 0);

    public RowsDigest plus(RowsDigest other) {
        return new RowsDigest(rows + other.rows, sum + other.sum);
    }
}
