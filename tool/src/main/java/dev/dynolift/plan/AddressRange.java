package dev.dynolift.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The addresses of a network, of IPv4: the first and the last, as numbers. */
record AddressRange(long first, long last) {

    private static final List<String> PRIVATE =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10");

    /** "10.0.0.0/16"; empty for what is no such range. */
    static Optional<AddressRange> of(String cidr) {
        String[] parts = cidr.split("[./]");
        if (parts.length != 5
                || Stream.of(parts).anyMatch(part -> !part.matches("\\d{1,3}") || Integer.parseInt(part) > 255)) {
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

    /** As people write it: "10.0.0.0/16". */
    String written() {
        return (first >> 24) + "." + (first >> 16 & 255) + "." + (first >> 8 & 255) + "." + (first & 255) + "/"
                + (32 - Long.numberOfTrailingZeros(last - first + 1));
    }

    /** Whether all of it is for private networks, RFC 1918 and RFC 6598, so that nobody on the internet has it. */
    boolean isPrivate() {
        return PRIVATE.stream()
                .flatMap(range -> of(range).stream())
                .anyMatch(range -> range.first <= first && last <= range.last);
    }

    boolean overlaps(AddressRange other) {
        return first <= other.last && other.first <= last;
    }
}
