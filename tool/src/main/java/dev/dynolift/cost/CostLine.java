package dev.dynolift.cost;

import org.jspecify.annotations.Nullable;

/**
 * One line of an estimate.
 *
 * @param app whose it is at Heroku; empty for what all apps share
 * @param subject what is paid for: "crema web, 2 × standard-2X"
 * @param environment empty for Heroku's lines, which are the account's
 * @param monthlyCents in US cents; null for {@link Certainty#UNKNOWN}, and for what is paid once
 * @param onceCents what is paid once and is in no monthly sum, in US cents; null for what is paid each month
 * @param basis how the figure comes about, in words
 * @param source where the price is from
 * @param priceDate as of when, ISO 8601 with as many parts as are known; empty when nobody noted it
 */
public record CostLine(
        Side side,
        String environment,
        String app,
        String subject,
        @Nullable Long monthlyCents,
        @Nullable Long onceCents,
        Certainty certainty,
        String basis,
        String source,
        String priceDate) {

    /** What stands at the end of a basis whose price is another region's. */
    static final String UNCHECKED = "; the price in ";

    /** What of it is in a monthly sum, in US cents. */
    public long counted() {
        return monthlyCents == null ? 0 : monthlyCents;
    }

    /** Whether it is paid while the move lasts, and never again. */
    public boolean once() {
        return onceCents != null;
    }

    /** Whether the price is another region's, as nobody has looked at this one's. */
    public boolean isUnchecked() {
        return basis.contains(UNCHECKED);
    }

    /** The basis without that, for a bill that says it once. */
    public String quantity() {
        return isUnchecked() ? basis.substring(0, basis.indexOf(UNCHECKED)) : basis;
    }

    /** Who sends the bill. */
    public enum Side {
        HEROKU,
        AWS
    }

    /** How far a line can be relied on. */
    public enum Certainty {
        /** A known quantity at a known price. */
        MEASURED,
        /** The quantity is a guess, or the price is not checked. */
        ASSUMED,
        /** Nobody can tell beforehand; not part of any sum. */
        UNKNOWN
    }
}
