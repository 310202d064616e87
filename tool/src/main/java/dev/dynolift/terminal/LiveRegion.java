package dev.dynolift.terminal;

import java.util.List;

/**
 * The lines at the bottom of the terminal that are drawn again in place. Answers with the text to print. Not
 * thread-safe: the console, which owns the streams, guards it.
 */
final class LiveRegion {

    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String ERASE_LINE_END = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";

    private List<String> wanted = List.of();
    private List<String> drawn = List.of();
    private int columns = Terminal.Size.USUAL.columns();
    private boolean hidden;

    /** What to show from the next drawing on; each line shorter than the terminal is wide. */
    void show(List<String> lines, int columns) {
        this.wanted = lines;
        this.columns = columns;
    }

    /** The new lines over the old ones, without emptying the place first: nothing flickers. */
    String draw() {
        StringBuilder text = new StringBuilder();
        if (!hidden) {
            text.append(HIDE_CURSOR);
            hidden = true;
        }
        text.append(up());
        for (String line : wanted) {
            text.append(line).append(ERASE_LINE_END).append('\n');
        }
        text.append(ERASE_BELOW);
        drawn = wanted;
        return text.toString();
    }

    /**
     * Makes room for other text; the next drawing comes below it. Line by line, as some terminals keep a screen that is
     * erased at once in their history.
     */
    String erase() {
        String up = up();
        String text = up + (ERASE_LINE_END + "\n").repeat(rows()) + up;
        drawn = List.of();
        return text;
    }

    /** Gives the cursor back; what was drawn stays. */
    String leave() {
        drawn = List.of();
        boolean show = hidden;
        hidden = false;
        return show ? SHOW_CURSOR : "";
    }

    private String up() {
        int rows = rows();
        return rows == 0 ? "" : "\r\u001b[" + rows + "A";
    }

    /** A window that became narrower has broken our lines: they take more rows now than they did. */
    private int rows() {
        int rows = 0;
        for (String line : drawn) {
            rows += Math.max(1, (DisplayWidth.of(line) + columns - 1) / columns);
        }
        return rows;
    }
}
