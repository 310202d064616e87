package dev.dynolift.terminal;

import dev.dynolift.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Draws the tree of stages as lines that fit: never wider than told, and never more than told. */
final class StageLines {

    private static final int WIDEST = 88;
    private static final int NARROW = 66;
    private static final int SHOWN_DIFFERENCES = 5;
    private static final Duration SHORTEST_SHOWN = Duration.ofMillis(100);

    private final Glyphs glyphs;
    private final Palette palette;
    private final int width;
    private final Instant now;

    /** One column less than the terminal has: a full line makes some of them wrap. */
    StageLines(Glyphs glyphs, Palette palette, int columns, Instant now) {
        this.glyphs = glyphs;
        this.palette = palette;
        this.width = Math.max(10, Math.min(WIDEST, columns - 1));
        this.now = now;
    }

    /** All lines; more than so many are folded: first what is inside finished stages, then the oldest stages. */
    List<String> draw(StageTree tree, int most) {
        List<String> lines = draw(tree, false);
        if (lines.size() > most) {
            lines = draw(tree, true);
        }
        if (lines.size() > most) {
            int hidden = lines.size() - most + 1;
            List<String> end = lines.subList(hidden, lines.size());
            lines = new ArrayList<>();
            lines.add(palette.dim(fit(glyphs.ellipsis + " " + Numbers.count(hidden, "line") + " above", width)));
            lines.addAll(end);
        }
        return lines;
    }

    private List<String> draw(StageTree tree, boolean folded) {
        List<String> lines = new ArrayList<>();
        for (Stage stage : tree.stages()) {
            draw(stage, folded, lines);
        }
        details(tree.root(), lines);
        return lines;
    }

    private void draw(Stage stage, boolean folded, List<String> lines) {
        lines.add(title(stage));
        boolean quiet = stage.state == Stage.State.DONE || stage.state == Stage.State.SKIPPED;
        if (!folded || !quiet) {
            for (Stage inner : stage.inner) {
                draw(inner, folded, lines);
            }
            details(stage, lines);
        }
    }

    /** The sign, the title, what came of it, and at the right edge the time. */
    private String title(Stage stage) {
        String indent = "  ".repeat(stage.depth);
        Duration elapsed = stage.elapsed(now);
        String time = stage.running() && elapsed.compareTo(SHORTEST_SHOWN) < 0 ? "" : Numbers.duration(elapsed);
        int room = width - indent.length() - 2 - DisplayWidth.of(time) - 1;
        String ending = ending(stage.state);
        String text = fit(fit(stage.title, room - ending.length()) + ending, room);
        int left = room - DisplayWidth.of(text);
        String result = stage.running() ? "" : join(StageNews.finished(stage), left - 2);
        String gap = " ".repeat(Math.max(1, left - DisplayWidth.of(result) - (result.isEmpty() ? 0 : 2) + 1));
        String shown = stage.running() ? palette.bold(text) : text;
        return indent + sign(stage.state) + " " + shown + (result.isEmpty() ? "" : "  " + palette.dim(result)) + gap
                + palette.dim(time);
    }

    private void details(Stage stage, List<String> lines) {
        String indent = "  ".repeat(stage.depth + 1) + (stage.depth < 0 ? "" : "  ");
        int room = width - indent.length();
        for (Event.FenceStep step : stage.fenceSteps) {
            String time = Numbers.duration(step.took());
            String text = fit(step.step(), room - DisplayWidth.of(time) - 1);
            lines.add(indent + palette.dim(DisplayWidth.padRight(text, room - DisplayWidth.of(time)) + time));
        }
        if (stage.running()) {
            for (List<String> pieces : StageNews.running(stage, glyphs, width < NARROW ? 10 : 20)) {
                lines.add(indent + barInColour(join(pieces, room)));
            }
        }
        differences(stage, indent, room, lines);
        for (Event.Note note : stage.notes) {
            boolean warning = note.level() == Event.Level.WARNING;
            UnaryOperator<String> colour = warning ? palette::yellow : palette::dim;
            String sign = warning ? glyphs.warning + " " : "  ";
            List<String> wrapped = wrap(note.text(), room - 2);
            for (int i = 0; i < wrapped.size(); i++) {
                lines.add(indent + colour.apply((i == 0 ? sign : "  ") + wrapped.get(i)));
            }
        }
    }

    private void differences(Stage stage, String indent, int room, List<String> lines) {
        int shown = Math.min(SHOWN_DIFFERENCES, stage.differences.size());
        for (Event.DifferenceFound difference : stage.differences.subList(0, shown)) {
            String text =
                    glyphs.failed + " " + difference.table() + " " + difference.key() + " is " + difference.kind();
            lines.add(indent + palette.red(fit(text, room)));
        }
        int more = stage.differences.size() - shown;
        if (more > 0) {
            lines.add(indent + palette.red(fit(glyphs.ellipsis + " and " + Numbers.rows(more) + " more", room)));
        }
    }

    private String barInColour(String text) {
        int end = text.indexOf(' ');
        boolean bar = end > 0 && (text.startsWith(glyphs.bar(1, 1)) || text.startsWith(glyphs.bar(0, 1)));
        return bar ? palette.cyan(text.substring(0, end)) + text.substring(end) : text;
    }

    private String sign(Stage.State state) {
        return switch (state) {
            case RUNNING -> palette.cyan(glyphs.running);
            case DONE -> palette.green(glyphs.done);
            case SKIPPED -> palette.dim(glyphs.passed);
            case FAILED -> palette.red(glyphs.failed);
            case INTERRUPTED -> palette.yellow(glyphs.failed);
        };
    }

    static String ending(Stage.State state) {
        return switch (state) {
            case RUNNING, DONE, FAILED -> "";
            case SKIPPED -> " (skipped)";
            case INTERRUPTED -> " (interrupted)";
        };
    }

    /** As many of the first pieces as fit; the first one in any case, cut. */
    private String join(List<String> pieces, int room) {
        StringBuilder line = new StringBuilder();
        for (String piece : pieces) {
            String next = line.isEmpty() ? piece : glyphs.separator + piece;
            if (DisplayWidth.of(line + next) <= room) {
                line.append(next);
            }
        }
        return line.toString();
    }

    private String fit(String text, int columns) {
        return DisplayWidth.cut(text, Math.max(0, columns), glyphs.ellipsis);
    }

    /** Between words, and inside those that are longer than a line. */
    static List<String> wrap(String text, int columns) {
        int most = Math.max(1, columns);
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" +")) {
            String rest = word;
            if (!line.isEmpty() && DisplayWidth.of(line + " " + rest) > most) {
                lines.add(line);
                line = "";
            }
            while (DisplayWidth.of(rest) > most) {
                String part = DisplayWidth.cut(rest, most, "");
                if (part.isEmpty()) {
                    part = rest.substring(0, 1);
                }
                lines.add(part);
                rest = rest.substring(part.length());
            }
            line = line.isEmpty() ? rest : line + " " + rest;
        }
        lines.add(line);
        return lines;
    }
}
