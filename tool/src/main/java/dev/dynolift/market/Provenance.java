package dev.dynolift.market;

/**
 * Where a fact is from.
 *
 * @param date as of when, ISO 8601 with as many parts as are known; empty when nobody looked
 * @param verified how far it was checked, in words
 */
public record Provenance(String source, String date, String verified) {

    /** Whether the fact was written down from memory alone, or is an estimate. */
    public boolean isGuess() {
        return source.equals("memory")
                || source.equals("computed")
                || verified.startsWith("unverified")
                || verified.startsWith("estimate");
    }
}
