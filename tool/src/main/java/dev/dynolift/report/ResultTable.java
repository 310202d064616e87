package dev.dynolift.report;

import dev.dynolift.terminal.Numbers;
import dev.dynolift.terminal.Palette;
import dev.dynolift.terminal.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rehearsal ends with on the terminal: the numbers, what was not rehearsed, the verdict, the report's path. */
public final class ResultTable {

    private static final int SHOWN = 10;
    private static final int NARROWEST = 40;
    private static final int ROOM_FOR_NOTES = 72;

    private ResultTable() {}

    /** The lines, none wider than so many columns but for paths; the last one names the report. */
    public static List<String> lines(JsonResult result, int width, Palette palette) {
        List<String> lines = new ArrayList<>();
        lines.addAll(numbers(result, width, palette));
        if (!result.differences().isEmpty()) {
            lines.add("");
            lines.add(palette.red("Rows that differ:"));
            result.differences().stream()
                    .limit(SHOWN)
                    .forEach(row -> lines.add("  " + row.table() + " " + row.key() + " " + row.kind()));
            long more = result.rowsDiffering()
                    - Math.min(SHOWN, result.differences().size());
            if (more > 0) {
                lines.add("  … and " + Numbers.rows(more) + " more");
            }
        }
        if (!result.notRehearsed().isEmpty()) {
            lines.add("");
            lines.add("Not rehearsed:");
            result.notRehearsed().forEach(item -> lines.addAll(wrapped("  ", item.what() + ": " + item.why(), width)));
        }
        lines.add("");
        for (String sentence : result.headline().split("(?<=\\.) (?=\\p{Lu})")) {
            wrapped("", sentence, width).forEach(line -> lines.add(inColour(line, result.verdict(), palette)));
        }
        boolean unverified = result.verdict().equals(Verdict.UNVERIFIED.word());
        lines.add((unverified ? palette.yellow("UNVERIFIED") + ". " : "") + "Report: " + result.report());
        return lines;
    }

    /** A line of the table; the note says how to read the number, or adds a second one. */
    private record Line(String what, String number, String note) {}

    private static List<String> numbers(JsonResult result, int width, Palette palette) {
        if (width >= ROOM_FOR_NOTES) {
            TextTable table = new TextTable(TextTable.Align.LEFT, TextTable.Align.RIGHT, TextTable.Align.LEFT);
            numbers(result, palette).forEach(line -> table.row(line.what(), line.number(), line.note()));
            return table.lines(width, palette);
        }
        TextTable table = new TextTable(TextTable.Align.LEFT, TextTable.Align.RIGHT);
        for (Line line : numbers(result, palette)) {
            table.row(line.what(), line.number());
            if (line.note().chars().anyMatch(Character::isDigit)) {
                table.row("", line.note());
            }
        }
        return table.lines(width, palette);
    }

    private static List<Line> numbers(JsonResult result, Palette palette) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("Copied", Numbers.rows(result.rowsCopied()), Numbers.bytes(result.bytesCopied())));
        lines.add(new Line("Changed meanwhile", Numbers.rows(result.rowsChangedDuringCopy()), "while the copy ran"));
        lines.add(new Line(
                "Caught up in",
                Numbers.count(result.rounds(), "round"),
                "largest lag " + seconds(result.largestLagMillis())));
        if (result.chunksReused() > 0) {
            lines.add(new Line(
                    "Kept from before",
                    Numbers.count(result.chunksReused(), "chunk"),
                    "of " + Numbers.count(result.chunksTotal()) + ", as an earlier run was stopped"));
        }
        lines.add(new Line(
                "Write downtime", palette.bold(seconds(result.writeDowntimeMillis())), "as the traffic saw it"));
        lines.add(new Line("Way back, downtime", seconds(result.rollbackDowntimeMillis()), "as the traffic saw it"));
        lines.add(new Line(
                "Way back, kept", Numbers.count(result.writesKeptByRollback(), "write"), "made on the new side"));
        lines.add(new Line("Compared", Numbers.rows(result.rowsCompared()), "every column"));
        String differing = Numbers.rows(result.rowsDiffering());
        lines.add(new Line(
                "Differing", result.rowsDiffering() > 0 ? palette.red(differing) : palette.green(differing), ""));
        lines.add(new Line(
                "On AWS",
                Numbers.count(result.estate().aws().size(), "part"),
                Numbers.dollars(result.cost().awsMonthly()) + " a month, now "
                        + Numbers.dollars(result.cost().herokuMonthly())));
        return lines;
    }

    private static String seconds(@Nullable Long millis) {
        return millis == null ? "not measured" : Numbers.seconds(Duration.ofMillis(millis));
    }

    private static String inColour(String line, String verdict, Palette palette) {
        if (verdict.equals(Verdict.NOTHING_LOST.word())) {
            return palette.green(line);
        }
        return verdict.equals(Verdict.DIFFERENT.word()) ? palette.red(line) : palette.yellow(line);
    }

    private static List<String> wrapped(String indent, String text, int width) {
        int room = Math.max(NARROWEST, width) - indent.length();
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                lines.add(indent + line);
                line.setLength(0);
                line.append(indent.isEmpty() ? "" : "  ");
            } else if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(indent + line);
        return lines;
    }
}
