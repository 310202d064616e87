package dev.dynolift.control;

/** What the last comparison of a copy that is kept in the records came to. */
public enum Conclusion {
    /** Every row was compared, and none differs. */
    PROVED,
    /** No row was compared, as was wished. */
    UNVERIFIED,
    /** Rows, sequences or definitions differ. */
    DIFFERING,
    /** Somebody wrote to the source while it was copied, so that nothing is proved. */
    WRITTEN
}
