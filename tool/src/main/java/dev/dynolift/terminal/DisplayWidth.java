package dev.dynolift.terminal;

import java.util.regex.Pattern;

/** How many columns text takes on a terminal, and text made to fit: wide characters take two, marks and colours none. */
final class DisplayWidth {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final int[][] WIDE = {
        {0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x33ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xa000, 0xa4cf},
        {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1f64f},
        {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
    };

    private DisplayWidth() {}

    static String withoutColour(String text) {
        return COLOUR.matcher(text).replaceAll("");
    }

    static int of(String text) {
        return withoutColour(text).codePoints().map(DisplayWidth::of).sum();
    }

    /** The text in at most so many columns, its end replaced by the mark when it is longer. Text without colours. */
    static String cut(String text, int columns, String mark) {
        if (of(text) <= columns) {
            return text;
        }
        int room = Math.max(0, columns - mark.length());
        StringBuilder kept = new StringBuilder();
        for (int codePoint : text.codePoints().toArray()) {
            room -= of(codePoint);
            if (room < 0) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return columns < mark.length() ? kept.toString() : kept + mark;
    }

    /** Both ends of a text, with a mark between them: names of one family differ at their ends. */
    static String withoutMiddle(String text, int columns, String mark) {
        if (of(text) <= columns || columns <= of(mark)) {
            return cut(text, columns, mark);
        }
        int[] points = text.codePoints().toArray();
        int room = columns - of(mark);
        int from = points.length;
        StringBuilder end = new StringBuilder();
        while (from > 0 && of(Character.toString(points[from - 1]) + end) <= room / 2) {
            from--;
            end.insert(0, Character.toString(points[from]));
        }
        return cut(text, columns - of(end.toString()), mark) + end;
    }

    static String padRight(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    static String padLeft(String text, int columns) {
        return " ".repeat(Math.max(0, columns - of(text))) + text;
    }

    private static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return 2;
            }
        }
        return 1;
    }
}
