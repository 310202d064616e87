package dev.dynolift.terminal;

/** The signs of the progress view, for terminals that show Unicode and for those that do not. */
enum Glyphs {
    UNICODE("✓", "●", "✗", "–", "!", "█", "░", " · ", "…"),
    ASCII("+", "*", "x", "-", "!", "#", ".", " - ", "...");

    final String done;
    final String running;
    final String failed;
    final String passed;
    final String warning;
    final String separator;
    final String ellipsis;
    private final String full;
    private final String empty;

    Glyphs(
            String done,
            String running,
            String failed,
            String passed,
            String warning,
            String full,
            String empty,
            String separator,
            String ellipsis) {
        this.done = done;
        this.running = running;
        this.failed = failed;
        this.passed = passed;
        this.warning = warning;
        this.full = full;
        this.empty = empty;
        this.separator = separator;
        this.ellipsis = ellipsis;
    }

    /** A bar that shows a share from 0 to 1. */
    String bar(double share, int columns) {
        int filled = (int) Math.floor(Math.max(0, Math.min(1, share)) * columns);
        return full.repeat(filled) + empty.repeat(columns - filled);
    }

    /** Our own signs in ASCII; what users named stays as it is. */
    static String toAscii(String text) {
        return text.replace("…", "...")
                .replace("→", "->")
                .replace("·", "-")
                .replace("–", "-")
                .replace("—", "-")
                .replace("✓", "+")
                .replace("✗", "x")
                .replace("●", "*")
                .replace("•", "*")
                .replace("≥", ">=")
                .replace("≤", "<=")
                .replace("×", "x")
                .replace("“", "\"")
                .replace("”", "\"")
                .replace("’", "'");
    }
}
