package dev.dynolift.terminal;

import dev.dynolift.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The progress where there is no terminal: a line when a stage starts, one when it ends, one every ten seconds. */
final class QuietLines {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Glyphs glyphs;
    private Instant lastSaid = Instant.MIN;

    QuietLines(Glyphs glyphs) {
        this.glyphs = glyphs;
    }

    /** The lines that an event is worth, after the tree has taken it in. */
    List<String> of(Event event, Stage stage) {
        String indent = "  ".repeat(Math.max(0, stage.depth));
        List<String> lines = new ArrayList<>();
        if (event instanceof Event.StageStarted) {
            lines.add(indent + glyphs.running + " " + stage.title);
        } else if (event instanceof Event.StageFinished && !stage.running() && stage.depth >= 0) {
            lines.add(indent + sign(stage.state) + " " + finished(stage));
        } else if (event instanceof Event.Note note) {
            String sign = note.level() == Event.Level.WARNING ? glyphs.warning + " " : "";
            lines.add(indent + "  " + sign + note.text());
        } else if (event instanceof Event.DifferenceFound difference) {
            lines.add(indent + "  " + glyphs.failed + " " + difference.table() + " " + difference.key() + " is "
                    + difference.kind());
        } else if (event instanceof Event.FenceStep step) {
            lines.add(indent + "  " + step.step() + glyphs.separator + Numbers.duration(step.took()));
        } else if (event instanceof Event.Proved proved) {
            lines.add(indent + "  " + Numbers.rows(proved.rowsCompared()) + " compared, none differs");
        }
        if (event instanceof Event.HandedOver handed && !handed.proved()) {
            lines.add(indent + "  " + glyphs.warning + " UNVERIFIED: " + Numbers.count(handed.tablesCompared()) + " of "
                    + Numbers.count(handed.tablesInAll(), "table") + ", " + Numbers.count(handed.rowsCompared())
                    + " of about " + Numbers.rows(handed.rowsInAll()) + " compared");
        }
        if (!lines.isEmpty()) {
            lastSaid = event.at();
        }
        return lines;
    }

    /** A sign of life of the stage that works now, when nothing was said for a while. */
    List<String> tick(Stage stage, Instant now) {
        if (!stage.running() || stage.depth < 0 || now.isBefore(lastSaid.plus(EVERY))) {
            return List.of();
        }
        lastSaid = now;
        List<String> pieces = new ArrayList<>();
        for (List<String> news : StageNews.running(stage, glyphs, 0)) {
            news.stream().map(String::strip).filter(piece -> !piece.isEmpty()).forEach(pieces::add);
        }
        pieces.add(Numbers.duration(stage.elapsed(now)));
        return List.of("  ".repeat(stage.depth) + "  " + stage.title + ": " + String.join(glyphs.separator, pieces));
    }

    private String finished(Stage stage) {
        List<String> pieces = new ArrayList<>();
        pieces.add(stage.title + (stage.state == Stage.State.FAILED ? " failed" : StageLines.ending(stage.state)));
        pieces.addAll(StageNews.finished(stage));
        pieces.add(Numbers.duration(stage.took));
        return String.join(glyphs.separator, pieces);
    }

    private String sign(Stage.State state) {
        return switch (state) {
            case RUNNING -> glyphs.running;
            case DONE -> glyphs.done;
            case SKIPPED -> glyphs.passed;
            case FAILED, INTERRUPTED -> glyphs.failed;
        };
    }
}
