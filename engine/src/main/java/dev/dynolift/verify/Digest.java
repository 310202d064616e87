package dev.dynolift.verify;

import java.math.BigDecimal;

/**
 * A set of rows in three numbers that do not depend on their order: how many, the sum of their 64-bit hashes, and the sum
 * of hashes under another seed. Two bags that differ agree in all of it with a chance of about 2^-128.
 */
record Digest(long rows, BigDecimal sum, BigDecimal otherSum) {

    /** The select list that makes a digest of the texts called {@code image}. */
    static final String COLUMNS = "count(*), coalesce(sum(hashtextextended(image, 0)::numeric), 0),"
            + " coalesce(sum(hashtextextended(image, 7)::numeric), 0)";
}
