package dev.dynolift.plan;

import java.util.Locale;

/** Prices in words. */
final class Money {

    private Money() {}

    /** "9 USD a month"; cents are shown below 10 dollars. */
    static String monthly(double usd) {
        return String.format(Locale.ROOT, usd < 10 ? "%.2f USD a month" : "%.0f USD a month", usd);
    }
}
