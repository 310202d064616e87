package dev.dynolift.terminal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal as far as we use one: what was printed, and what a person would see of it. Scrolls without end. */
final class ScreenForTests extends OutputStream {

    private static final Pattern CONTROL = Pattern.compile("\u001b\\[(\\??)([0-9;]*)([a-zA-Z])");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
        printed.write(b);
    }

    synchronized String raw() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    boolean cursorIsShown() {
        return raw().lastIndexOf("\u001b[?25h") >= raw().lastIndexOf("\u001b[?25l");
    }

    /** The lines on a screen of so many columns, without trailing blanks. */
    List<String> lines(int columns) {
        List<StringBuilder> grid = new ArrayList<>(List.of(new StringBuilder()));
        int row = 0;
        int column = 0;
        String text = raw();
        Matcher control = CONTROL.matcher(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\u001b' && control.find(i) && control.start() == i) {
                if (control.group(3).equals("A")) {
                    row -= Integer.parseInt(control.group(2));
                } else if (control.group(3).equals("K")) {
                    grid.get(row).setLength(Math.min(column, grid.get(row).length()));
                } else if (control.group(3).equals("J")) {
                    grid.get(row).setLength(Math.min(column, grid.get(row).length()));
                    grid.subList(row + 1, grid.size()).clear();
                }
                i = control.end() - 1;
            } else if (c == '\r') {
                column = 0;
            } else if (c == '\n' || column == columns) {
                row++;
                column = 0;
                if (row == grid.size()) {
                    grid.add(new StringBuilder());
                }
            }
            if (c >= ' ' && text.charAt(i) == c) {
                put(grid.get(row), column++, c);
            }
        }
        List<String> lines =
                grid.stream().map(line -> line.toString().stripTrailing()).toList();
        return Arrays.asList(String.join("\n", lines).stripTrailing().split("\n"));
    }

    private static void put(StringBuilder line, int column, char c) {
        while (line.length() <= column) {
            line.append(' ');
        }
        line.setCharAt(column, c);
    }
}
