package dev.dynolift.secret;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Masks every secret that the process has met, and the password of anything that looks like a URL. The last gate before
 * text leaves the program: output, logs, events, reports and errors pass through it. Thread-safe.
 */
public final class Redactor {

    /** Shorter values are too common in ordinary text to be masked wherever they appear. */
    private static final int SHORTEST = 6;

    private static final Pattern URL_PASSWORD = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*://[^\\s:/@]*):([^\\s/@]+)@");

    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    /** The known ones in the order in which they are looked for; values are never forgotten, so their number tells age. */
    private static volatile List<String> longestFirst = List.of();

    private Redactor() {}

    /** Remembers a value, so that it is masked from now on. */
    public static void learn(String value) {
        if (value.length() >= SHORTEST) {
            KNOWN.add(value);
        }
    }

    /** The text with every known secret and every URL's password replaced by stars. */
    public static String redact(String text) {
        String masked = text;
        for (String value : known()) {
            masked = masked.replace(value, "***");
        }
        return URL_PASSWORD.matcher(masked).replaceAll("$1:***@");
    }

    private static List<String> known() {
        List<String> sorted = longestFirst;
        if (sorted.size() != KNOWN.size()) {
            sorted = KNOWN.stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();
            longestFirst = sorted;
        }
        return sorted;
    }
}
