package dev.dynolift.words;

import java.util.Locale;

/** A number of things in words. */
public final class Counted {

    private Counted() {}

    /** Digits in groups of three, and the singular with an s where it is not one: "1 row", "1,234,567 rows". */
    public static String of(long number, String singular) {
        return String.format(Locale.ROOT, "%,d %s%s", number, singular, number == 1 ? "" : "s");
    }
}
