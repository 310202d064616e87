package dev.dynolift.verify;

/**
 * A row that the two sides do not have alike.
 *
 * @param table the label that people use
 * @param key the key's text; of a table without a key where the row stands, which shows no value: "row at ctid (0,7) of
 *     the source"
 */
public record Difference(String table, String key, Kind kind) {

    /** How the sides differ. */
    public enum Kind {
        /** The sender has the row, the receiver has not. */
        MISSING,
        /** The receiver has a row that the sender has not. */
        SURPLUS,
        /** Both have the key, with other values. */
        CHANGED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
