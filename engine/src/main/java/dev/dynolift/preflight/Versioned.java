package dev.dynolift.preflight;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares versions number by number: 1.9 is older than 1.10. */
final class Versioned {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Versioned() {}

    static boolean isOlder(String version, String other) {
        Matcher here = NUMBER.matcher(version);
        Matcher there = NUMBER.matcher(other);
        while (here.find() && there.find()) {
            int order = Long.compare(Long.parseLong(here.group()), Long.parseLong(there.group()));
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }
}
