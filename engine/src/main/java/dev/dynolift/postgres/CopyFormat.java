package dev.dynolift.postgres;

/** The form in which {@code COPY} writes rows. */
public enum CopyFormat {
    TEXT,
    /** Cheaper for both servers; only where both sides' types have the same binary form. */
    BINARY;

    /** What stands behind a {@code COPY}, with further options: {@code WITH (FORMAT binary, FREEZE)}. */
    public String options(String... further) {
        String format = "FORMAT " + name().toLowerCase(java.util.Locale.ROOT);
        return " WITH (" + format + (further.length == 0 ? "" : ", " + String.join(", ", further)) + ")";
    }
}
