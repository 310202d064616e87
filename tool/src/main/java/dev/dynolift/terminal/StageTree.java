package dev.dynolift.terminal;

import dev.dynolift.event.Event;
import dev.dynolift.secret.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What all events so far add up to. A stage that starts while another is open stands inside it; news of the work belongs
 * to the innermost open stage. Not thread-safe.
 */
final class StageTree {

    private static final int KEPT_NOTES = 200;

    /** Never shown itself: holds the outermost stages, and news that came while none was open. */
    private final Stage root = new Stage("", "", -1, Instant.EPOCH);

    List<Stage> stages() {
        return root.inner;
    }

    Stage root() {
        return root;
    }

    boolean running() {
        return root.innermost() != root;
    }

    /** Takes an event in; answers the stage that it is about. */
    Stage fold(Event event) {
        if (event instanceof Event.StageStarted started) {
            return start(started);
        }
        if (event instanceof Event.StageFinished finished) {
            return finish(finished);
        }
        Stage stage = root.innermost();
        if (event instanceof Event.StageProgress progress) {
            stage = open(root, progress.stage()).orElse(stage);
            stage.progress = new Event.StageProgress(
                    progress.at(),
                    progress.stage(),
                    clean(progress.subject()),
                    progress.done(),
                    progress.total(),
                    clean(progress.unit()));
        } else if (event instanceof Event.CopyProgress copy) {
            stage.copy = copy;
            stage.bytesPace.add(copy.at(), copy.bytes());
            stage.sharePace.add(copy.at(), Stage.share(copy));
        } else if (event instanceof Event.RoundFinished round) {
            stage.round = round;
            stage.keys += round.keys();
            stage.keysPace.add(round.at(), stage.keys);
        } else if (event instanceof Event.VerifyProgress verify) {
            stage.verify = verify;
        } else if (event instanceof Event.Proved proved) {
            stage.proved = proved;
        } else if (event instanceof Event.DifferenceFound difference) {
            if (stage.differences.size() < KEPT_NOTES) {
                stage.differences.add(new Event.DifferenceFound(
                        difference.at(), clean(difference.table()), clean(difference.key()), difference.kind()));
            }
        } else if (event instanceof Event.FenceStep step) {
            stage.fenceSteps.add(new Event.FenceStep(step.at(), clean(step.step()), step.took()));
        } else if (event instanceof Event.Note note && stage.notes.size() < KEPT_NOTES) {
            stage.notes.add(new Event.Note(note.at(), note.level(), clean(note.text())));
        }
        return stage;
    }

    /** Ends whatever is open. */
    void interrupt(Instant at) {
        root.end(Stage.State.INTERRUPTED, Duration.ZERO, at);
    }

    private Stage start(Event.StageStarted started) {
        // A process that was killed never told the end of its stage; its successor begins the same one again. Another
        // title is another stage inside: whoever drives an engine may have named one alike.
        String title = clean(started.title());
        open(root, started.stage())
                .filter(left -> left.title.equals(title))
                .ifPresent(left ->
                        left.end(Stage.State.INTERRUPTED, Duration.between(left.started, started.at()), started.at()));
        Stage parent = root.innermost();
        Stage stage = new Stage(started.stage(), title, parent.depth + 1, started.at());
        parent.inner.add(stage);
        return stage;
    }

    private Stage finish(Event.StageFinished finished) {
        Optional<Stage> stage = open(root, finished.stage());
        stage.ifPresent(open -> open.end(state(finished.outcome()), finished.took(), finished.at()));
        return stage.orElse(root);
    }

    private static Stage.State state(Event.Outcome outcome) {
        return switch (outcome) {
            case DONE -> Stage.State.DONE;
            case SKIPPED -> Stage.State.SKIPPED;
            case FAILED -> Stage.State.FAILED;
        };
    }

    /** The innermost open stage of a name. */
    private static Optional<Stage> open(Stage within, String name) {
        for (int i = within.inner.size() - 1; i >= 0; i--) {
            Stage stage = within.inner.get(i);
            if (stage.running()) {
                Optional<Stage> deeper = open(stage, name);
                return deeper.isPresent() || !stage.name.equals(name) ? deeper : Optional.of(stage);
            }
        }
        return Optional.empty();
    }

    /** Names come from databases and may hold anything. */
    private static String clean(String text) {
        return Console.withoutControl(Redactor.redact(text).replace('\n', ' ').replace('\t', ' '), false);
    }
}
