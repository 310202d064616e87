package dev.dynolift.report;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.report.RehearsalReport.HandoverStep;
import dev.dynolift.report.RehearsalReport.RowDifference;
import dev.dynolift.report.RehearsalReport.Sample;
import dev.dynolift.report.RehearsalReport.StageOutcome;
import dev.dynolift.report.RehearsalReport.StageResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a rehearsal and keeps what its report shows: stages, curves, steps of the handover, differences. Curves are
 * in seconds since a common beginning. Thread-safe.
 */
public final class Recording implements EventListener {

    private static final Duration COPY_SAMPLE = Duration.ofMillis(400);
    private static final int KEPT_DIFFERENCES = 1_000;

    private record Running(String name, String title, Instant started) {}

    private final Instant beginning;
    private final List<Running> running = new ArrayList<>();
    private final List<StageResult> stages = new ArrayList<>();
    private final List<Sample> lag = new ArrayList<>();
    private final List<Sample> copySpeed = new ArrayList<>();
    private final List<HandoverStep> fenceSteps = new ArrayList<>();
    private final List<RowDifference> differences = new ArrayList<>();
    private long differing;
    private long rounds;
    private Duration largestLag = Duration.ZERO;
    private Event.@Nullable CopyProgress sampled;
    private Event.@Nullable CopyProgress copy;
    private Event.@Nullable Proved proved;

    /** The curves' second 0. */
    public Recording(Instant beginning) {
        this.beginning = beginning;
    }

    @Override
    public synchronized void on(Event event) {
        if (event instanceof Event.StageStarted started) {
            // The same stage again: the process that began it was killed, and its successor tells the end.
            running.removeIf(
                    left -> left.name().equals(started.stage()) && left.title().equals(started.title()));
            running.add(new Running(started.stage(), started.title(), started.at()));
        } else if (event instanceof Event.StageFinished finished) {
            stages.add(new StageResult(
                    finished.stage(), titleOf(finished.stage()), finished.took(), outcome(finished.outcome()), ""));
        } else if (event instanceof Event.CopyProgress progress) {
            copied(progress);
        } else if (event instanceof Event.RoundFinished round) {
            rounds = Math.max(rounds, round.number());
            largestLag = round.lag().compareTo(largestLag) > 0 ? round.lag() : largestLag;
            lag.add(new Sample(second(round.at()), round.lag().toMillis() / 1_000.0));
        } else if (event instanceof Event.FenceStep step) {
            fenceSteps.add(new HandoverStep(step.step(), step.took()));
        } else if (event instanceof Event.DifferenceFound difference) {
            differing++;
            if (differences.size() < KEPT_DIFFERENCES) {
                differences.add(new RowDifference(difference.table(), difference.key(), difference.kind()));
            }
        } else if (event instanceof Event.Proved proof) {
            proved = proof;
        }
    }

    /** Stages that ended, in the order of their ends; those whose end was never told count as failed. */
    public synchronized List<StageResult> stages(Instant now) {
        List<StageResult> all = new ArrayList<>(stages);
        running.forEach(begun -> all.add(new StageResult(
                begun.name(),
                begun.title(),
                Duration.between(begun.started(), now),
                StageOutcome.FAILED,
                "interrupted")));
        return all;
    }

    public synchronized List<Sample> lagSeconds() {
        return List.copyOf(lag);
    }

    public synchronized List<Sample> copyBytesPerSecond() {
        return List.copyOf(copySpeed);
    }

    /** All steps of all handovers so far; clear them with {@link #takeFenceSteps} between two. */
    public synchronized List<HandoverStep> fenceSteps() {
        return List.copyOf(fenceSteps);
    }

    /** The steps since the last call. */
    public synchronized List<HandoverStep> takeFenceSteps() {
        List<HandoverStep> taken = List.copyOf(fenceSteps);
        fenceSteps.clear();
        return taken;
    }

    /** The first thousand rows that differed. */
    public synchronized List<RowDifference> differences() {
        return List.copyOf(differences);
    }

    /** How many differences were told, also beyond those that are kept. */
    public synchronized long differing() {
        return differing;
    }

    /** The number of the last round; rounds are counted on after an engine was killed. */
    public synchronized long rounds() {
        return rounds;
    }

    public synchronized Duration largestLag() {
        return largestLag;
    }

    /** The copy's last word. */
    public synchronized Optional<Event.CopyProgress> copy() {
        return Optional.ofNullable(copy);
    }

    /** The last proof; a later difference does not take it back, so look at both. */
    public synchronized Optional<Event.Proved> proved() {
        return Optional.ofNullable(proved);
    }

    /** Ends the innermost stage of the name. */
    private String titleOf(String stage) {
        for (int i = running.size() - 1; i >= 0; i--) {
            if (running.get(i).name().equals(stage)) {
                return running.remove(i).title();
            }
        }
        return stage;
    }

    private void copied(Event.CopyProgress progress) {
        copy = progress;
        Event.CopyProgress before = sampled;
        // An engine that was killed and began again counts from where it was: no step back, but perhaps a pause.
        if (before == null || progress.bytes() < before.bytes()) {
            sampled = progress;
            return;
        }
        Duration between = Duration.between(before.at(), progress.at());
        if (between.compareTo(COPY_SAMPLE) >= 0) {
            double speed = (progress.bytes() - before.bytes()) / (between.toMillis() / 1_000.0);
            copySpeed.add(new Sample(second(progress.at()), speed));
            sampled = progress;
        }
    }

    private static StageOutcome outcome(Event.Outcome outcome) {
        return switch (outcome) {
            case DONE -> StageOutcome.DONE;
            case SKIPPED -> StageOutcome.SKIPPED;
            case FAILED -> StageOutcome.FAILED;
        };
    }

    private double second(Instant at) {
        return Duration.between(beginning, at).toMillis() / 1_000.0;
    }
}
