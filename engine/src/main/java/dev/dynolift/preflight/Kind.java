package dev.dynolift.preflight;

/** What is about to be done; it decides what has to be looked at. */
public enum Kind {
    /** A copy of one moment: the source is only read. */
    COPY,
    /** A copy while the source refuses writes: triggers that refuse them stand on its tables meanwhile. */
    FENCED_COPY,
    /** A copy of one moment into tables that the target has already. */
    ROWS,
    /** The same while the source refuses writes. */
    FENCED_ROWS,
    /** A live move: changed keys are captured at the source, and rounds write into a complete target. */
    LIVE;

    /** How {@code data check --for} calls it. */
    public String purpose() {
        return switch (this) {
            case COPY, ROWS -> "copy";
            case FENCED_COPY, FENCED_ROWS -> "fenced-copy";
            case LIVE -> "sync";
        };
    }

    /** The options of {@code data check} that look for this kind: "--for copy --rows-only". */
    public String options() {
        return "--for " + purpose() + (makesDefinitions() ? "" : " --rows-only");
    }

    /** Whether something is installed at the source, which takes more than the right to read. */
    boolean changesSource() {
        return this != COPY && this != ROWS;
    }

    /** Whether definitions are copied, too. */
    boolean makesDefinitions() {
        return this != ROWS && this != FENCED_ROWS;
    }

    /** Whether changes are captured and applied for hours or days. */
    boolean follows() {
        return this == LIVE;
    }
}
