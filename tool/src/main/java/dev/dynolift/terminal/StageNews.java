package dev.dynolift.terminal;

import dev.dynolift.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What there is to say about a stage, in short pieces; the first ones matter most where room is short. */
final class StageNews {

    private static final double TOO_SLOW_TO_FORETELL = 1e-6;

    /** After so long without a row, with news of other work, rows stand still. */
    private static final Duration STANDING = Duration.ofSeconds(3);

    private StageNews() {}

    /** The work that is going on, one list of pieces for each kind of it. */
    static List<List<String>> running(Stage stage, Glyphs glyphs, int barColumns) {
        List<List<String>> news = new ArrayList<>();
        Event.CopyProgress copy = stage.copy;
        if (copy != null) {
            news.add(copy(stage, copy, glyphs, barColumns));
            news.add(chunks(copy));
        }
        Event.RoundFinished round = stage.round;
        if (round != null) {
            news.add(List.of(
                    "round " + Numbers.count(round.number()),
                    Numbers.seconds(round.lag()) + " behind",
                    Numbers.count(Math.round(stage.keysPace.perSecond())) + " keys/s"));
        }
        Event.VerifyProgress verify = stage.verify;
        if (stage.proved != null) {
            news.add(List.of(proved(stage.proved)));
        } else if (verify != null) {
            news.add(verify(verify, glyphs, barColumns));
        }
        Event.StageProgress progress = stage.progress;
        if (progress != null) {
            news.add(progress(progress, glyphs, barColumns));
        }
        return news;
    }

    /** What came of it. */
    static List<String> finished(Stage stage) {
        List<String> pieces = new ArrayList<>();
        Event.CopyProgress copy = stage.copy;
        if (copy != null) {
            pieces.add(Numbers.rows(copy.rows()));
            pieces.add(Numbers.bytes(copy.bytes()));
            if (copy.chunksReused() > 0) {
                pieces.add(Numbers.count(copy.chunksReused()) + " of " + Numbers.count(copy.chunksTotal(), "chunk")
                        + " kept from before");
            }
        }
        Event.VerifyProgress verify = stage.verify;
        if (stage.proved != null) {
            pieces.add(proved(stage.proved));
        } else if (verify != null) {
            pieces.add(Numbers.rows(verify.rowsCompared()) + " compared");
        }
        Event.RoundFinished round = stage.round;
        if (round != null) {
            pieces.add(Numbers.count(round.number(), "round"));
            pieces.add(Numbers.count(stage.keys, "key"));
        }
        Event.StageProgress progress = stage.progress;
        if (progress != null) {
            pieces.add(amount(progress.done(), progress.unit()));
        }
        return pieces;
    }

    private static List<String> copy(Stage stage, Event.CopyProgress copy, Glyphs glyphs, int barColumns) {
        double share = Stage.share(copy);
        List<String> pieces = new ArrayList<>();
        pieces.add(glyphs.bar(share, barColumns) + " " + Numbers.percent(share));
        pieces.add(Numbers.rows(copy.rows()));
        // While other work of the stage goes on alone, a rate of rows says nothing.
        boolean flowing = share < 1
                && (stage.progress == null
                        || Duration.between(copy.at(), stage.progress.at()).compareTo(STANDING) < 0);
        double speed = stage.bytesPace.perSecond();
        if (flowing && speed > 0) {
            pieces.add(Numbers.bytes(speed) + "/s");
        }
        double sharePerSecond = stage.sharePace.perSecond();
        if (flowing && sharePerSecond > TOO_SLOW_TO_FORETELL) {
            pieces.add(left((1 - share) / sharePerSecond));
        }
        pieces.add(Numbers.bytes(copy.bytes()));
        return pieces;
    }

    private static List<String> chunks(Event.CopyProgress copy) {
        List<String> pieces = new ArrayList<>();
        pieces.add("chunk " + Numbers.count(copy.chunksDone()) + " of " + Numbers.count(copy.chunksTotal()));
        if (copy.chunksReused() > 0) {
            pieces.add(Numbers.count(copy.chunksReused()) + " kept from before");
        }
        if (!copy.table().isEmpty()) {
            pieces.add(Console.withoutControl(copy.table(), false));
        }
        return pieces;
    }

    private static List<String> verify(Event.VerifyProgress verify, Glyphs glyphs, int barColumns) {
        double share = verify.rowsExpected() == 0 ? 0 : (double) verify.rowsCompared() / verify.rowsExpected();
        return List.of(
                glyphs.bar(share, barColumns) + " " + Numbers.percent(share),
                Numbers.count(verify.rowsCompared()) + " of " + Numbers.rows(verify.rowsExpected()) + " compared",
                Console.withoutControl(verify.table(), false));
    }

    private static List<String> progress(Event.StageProgress progress, Glyphs glyphs, int barColumns) {
        List<String> pieces = new ArrayList<>();
        if (progress.total() > 0) {
            double share = (double) progress.done() / progress.total();
            pieces.add(glyphs.bar(share, barColumns) + " " + Numbers.percent(share));
            pieces.add(Numbers.count(progress.done()) + " of " + amount(progress.total(), progress.unit()));
        } else if (progress.done() > 0) {
            pieces.add(amount(progress.done(), progress.unit()));
        }
        if (!progress.subject().isEmpty()) {
            pieces.add(progress.subject());
        }
        return pieces;
    }

    private static String proved(Event.Proved proved) {
        return Numbers.rows(proved.rowsCompared()) + " compared, none differs";
    }

    /** A guess, so without tenths. */
    private static String left(double seconds) {
        long whole = Math.max(1, Math.round(seconds));
        return (whole < 60 ? whole + " s" : Numbers.duration(Duration.ofSeconds(whole))) + " left";
    }

    /** So many of a unit; bytes as people read them. */
    private static String amount(long count, String unit) {
        if (unit.equals("bytes")) {
            return Numbers.bytes(count);
        }
        String one = unit.endsWith("xes") ? unit.replaceFirst("es$", "") : unit.replaceFirst("s$", "");
        return Numbers.count(count) + " " + (count == 1 ? one : unit);
    }
}
