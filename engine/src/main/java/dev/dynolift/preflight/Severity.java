package dev.dynolift.preflight;

/** How much a finding matters; the gravest first. */
public enum Severity {
    /** The move does not begin. */
    BLOCKING,
    /** It begins, and something may turn out otherwise than expected. */
    WARNING,
    /** Good to know. */
    INFO;

    /** In lower case, as JSON and reports have it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
