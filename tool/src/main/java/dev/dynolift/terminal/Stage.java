package dev.dynolift.terminal;

import dev.dynolift.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stage with what its events said so far, and the stages inside it. Changes; guarded by who owns the tree. */
final class Stage {

    /** How a stage stands. */
    enum State {
        RUNNING,
        DONE,
        SKIPPED,
        FAILED,
        /** Its end was never told: its process was killed, or the whole command. */
        INTERRUPTED
    }

    final String name;
    final String title;
    final int depth;
    final Instant started;
    final List<Stage> inner = new ArrayList<>();
    final List<Event.FenceStep> fenceSteps = new ArrayList<>();
    final List<Event.Note> notes = new ArrayList<>();
    final List<Event.DifferenceFound> differences = new ArrayList<>();
    final Pace bytesPace = new Pace();
    final Pace sharePace = new Pace();
    final Pace keysPace = new Pace();

    State state = State.RUNNING;
    Duration took = Duration.ZERO;
    long keys;

    Event.@Nullable StageProgress progress;

    Event.@Nullable CopyProgress copy;

    Event.@Nullable RoundFinished round;

    Event.@Nullable VerifyProgress verify;

    Event.@Nullable Proved proved;

    Stage(String name, String title, int depth, Instant started) {
        this.name = name;
        this.title = title;
        this.depth = depth;
        this.started = started;
    }

    boolean running() {
        return state == State.RUNNING;
    }

    /** Time since it began, or what it took. */
    Duration elapsed(Instant now) {
        return running() ? Duration.between(started, now) : took;
    }

    /** The stage that works now: the last open one inside, down to the innermost. */
    Stage innermost() {
        for (int i = inner.size() - 1; i >= 0; i--) {
            if (inner.get(i).running()) {
                return inner.get(i).innermost();
            }
        }
        return this;
    }

    /** Ends this stage, and as interrupted whatever is still open inside it. */
    void end(State how, Duration duration, Instant at) {
        for (Stage stage : inner) {
            if (stage.running()) {
                stage.end(State.INTERRUPTED, Duration.between(stage.started, at), at);
            }
        }
        state = how;
        took = duration;
    }

    /**
     * How much of the copy is done, 0 to 1. Neither measure is good alone: what goes over the wire is less than the
     * tables' size on disk, and small tables' chunks count as much as large ones'.
     */
    static double share(Event.CopyProgress copy) {
        double chunks = copy.chunksTotal() == 0 ? 0 : (double) copy.chunksDone() / copy.chunksTotal();
        double bytes = copy.bytesExpected() == 0 ? 0 : Math.min(0.99, (double) copy.bytes() / copy.bytesExpected());
        return chunks >= 1 ? 1 : Math.max(chunks, bytes);
    }
}
