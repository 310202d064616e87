package dev.dynolift.plan;

import java.util.Optional;
import java.util.stream.Stream;

/** The addresses of a network, of IPv4: the first and the last, as numbers. */
record AddressRange(long first, long last) {

    /** "10.0.0.0/16"; empty for what is no such range. */
    static Optional<AddressRange> of(String cidr) {
        String[] parts = cidr.split("[./]");
        if (parts.length != 5 || Stream.of(parts).anyMatch(part -> !part.matches("\\d{1,3}"))) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 0; i < 4; i++) {
            address = address * 256 + Integer.parseInt(parts[i]);
        }
        long size = 1L << (32 - Math.min(32, Integer.parseInt(parts[4])));
        long first = address / size * size;
        return Optional.of(new AddressRange(first, first + size - 1));
    }

    boolean overlaps(AddressRange other) {
        return first <= other.last && other.first <= last;
    }
}
