package dev.dynolift.digest;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Hashes rows as they pass in the form of {@code COPY}: in binary form rows that are equal are equal bytes, and so they
 * are as text under the same settings. Costs next to nothing: two checksums that the processor computes itself, joined
 * and then stirred, because checksums alone are linear and a sum of them would miss values that two rows have swapped.
 * Not thread-safe.
 */
public final class RowsHasher {

    private final CRC32 first = new CRC32();
    private final CRC32C second = new CRC32C();
    private long rows;
    private long sum;

    /** Takes one row. */
    public void add(byte[] bytes, int from, int length) {
        first.reset();
        first.update(bytes, from, length);
        second.reset();
        second.update(bytes, from, length);
        rows++;
        sum += stirred(first.getValue() << 32 | second.getValue());
    }

    public RowsDigest digest() {
        return new RowsDigest(rows, sum);
    }

    /** The finalizer of MurmurHash3 (Austin Appleby, public domain): each bit of the input changes half of the output. */
    private static long stirred(long hash) {
        long h = hash + 0x9e3779b97f4a7c15L;
        h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }
}
