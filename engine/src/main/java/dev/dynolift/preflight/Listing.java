package dev.dynolift.preflight;

import java.util.List;

/** Names in a sentence: the first few, and how many more there are. */
final class Listing {

    private static final int SHOWN = 6;

    private Listing() {}

    static String of(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }

    /** "1 table", "3 tables". */
    static String count(long number, String noun) {
        return count(number, noun, noun + "s");
    }

    static String count(long number, String noun, String plural) {
        return number + " " + (number == 1 ? noun : plural);
    }
}
