package dev.dynolift.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Rows of text in aligned columns, numbers to the right. A table too wide gives up the end of its longest cells; one that
 * wraps continues its last column below, and gives up the middle of others only when that is not enough.
 */
public final class TextTable {

    private static final String GAP = "  ";
    private static final int NARROWEST = 8;

    /** A column that wraps is no narrower, if others can give way. */
    private static final int NARROWEST_WRAPPED = 30;

    /** Which side of a column its cells stand at. */
    public enum Align {
        LEFT,
        RIGHT
    }

    private final List<Align> aligns;
    private final List<List<String>> rows = new ArrayList<>();
    private boolean headed;
    private boolean wraps;

    public TextTable(Align... aligns) {
        this.aligns = List.of(aligns);
    }

    /** The columns' names, before any row. */
    public TextTable header(String... names) {
        headed = true;
        return row(names);
    }

    /** Lets nothing of the last column go. */
    public TextTable wrapping() {
        wraps = true;
        return this;
    }

    /** A row with one cell for each column; line ends and control characters in it are taken out. */
    public TextTable row(String... cells) {
        if (cells.length != aligns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + aligns.size() + " columns");
        }
        rows.add(Arrays.stream(cells)
                .map(cell -> Console.withoutControl(cell.replace('\n', ' ').replace('\t', ' '), true))
                .toList());
        return this;
    }

    /** The table's lines, none wider than so many columns. */
    public List<String> lines(int width, Palette palette) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            for (List<String> cells : wraps ? wrapped(rows.get(i), widths) : List.of(rows.get(i))) {
                String line = line(cells, widths).stripTrailing();
                lines.add(headed && i == 0 ? palette.dim(line) : line);
            }
        }
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            if (DisplayWidth.of(cell) > widths[column]) {
                String plain = DisplayWidth.withoutColour(cell);
                cell = wraps
                        ? DisplayWidth.withoutMiddle(plain, widths[column], "…")
                        : DisplayWidth.cut(plain, widths[column], "…");
            }
            line.append(column == 0 ? "" : GAP)
                    .append(
                            aligns.get(column) == Align.RIGHT
                                    ? DisplayWidth.padLeft(cell, widths[column])
                                    : DisplayWidth.padRight(cell, widths[column]));
        }
        return line.toString();
    }

    /** The row, and below it what of its last cell does not fit. */
    private static List<List<String>> wrapped(List<String> cells, int[] widths) {
        int last = cells.size() - 1;
        List<List<String>> rows = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : cells.get(last).split(" ", -1)) {
            if (!line.isEmpty() && DisplayWidth.of(line + " " + word) > widths[last]) {
                rows.add(with(rows.isEmpty() ? cells : List.of(), last, line.toString()));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        rows.add(with(rows.isEmpty() ? cells : List.of(), last, line.toString()));
        return rows;
    }

    private static List<String> with(List<String> cells, int last, String text) {
        List<String> row = new ArrayList<>(cells.isEmpty() ? Collections.nCopies(last, "") : cells.subList(0, last));
        row.add(text);
        return row;
    }

    private int[] widths(int width) {
        int[] widths = new int[aligns.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], DisplayWidth.of(row.get(column)));
            }
        }
        int room = width - GAP.length() * (widths.length - 1);
        int last = widths.length - 1;
        if (wraps) {
            int others = Arrays.stream(widths).sum() - widths[last];
            widths[last] = Math.min(widths[last], Math.max(NARROWEST_WRAPPED, room - others));
        }
        while (Arrays.stream(widths).sum() > room) {
            int widest = 0;
            for (int column = 1; column < widths.length; column++) {
                if (widths[column] > widths[widest]) {
                    widest = column;
                }
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }
}
