package dev.dynolift.control;

/** Which way the rows go. */
public enum Direction {
    /** From Heroku to AWS. */
    FORWARD,
    /** From AWS back to Heroku, to keep the way back open. */
    REVERSE;

    public Direction opposite() {
        return this == FORWARD ? REVERSE : FORWARD;
    }

    /** As the databases' tables write it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
