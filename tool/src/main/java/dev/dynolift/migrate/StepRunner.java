package dev.dynolift.migrate;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.journal.Journal;
import dev.dynolift.journal.JournalEntry;
import dev.dynolift.journal.JournalEntry.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs steps in their order, writes each one's beginning and end down, and tells the events. */
public final class StepRunner {

    /** Marks a step whose end was seen in the world, at an unknown time. */
    private static final Map<String, String> FOUND_DONE = Map.of("found", "done");

    private final Journal journal;
    private final EventListener events;

    public StepRunner(Journal journal, EventListener events) {
        this.journal = journal;
        this.events = events;
    }

    /** Runs what is not done; the first failure is recorded and thrown on. */
    public void run(List<Step> steps) {
        for (Step step : steps) {
            run(step);
        }
    }

    private void run(Step step) {
        Instant began = Instant.now();
        events.on(new Event.StageStarted(began, step.name(), step.title()));
        if (step.isDone()) {
            if (journal.lastState(step.name())
                    .filter(state -> state != State.FINISHED)
                    .isPresent()) {
                // Killed after its work and before its word: now it is said.
                journal.append(step.name(), State.FINISHED, FOUND_DONE);
            }
            finish(step, began, Event.Outcome.SKIPPED);
            return;
        }
        journal.append(step.name(), State.STARTED, Map.of());
        try {
            step.carryOut();
        } catch (RuntimeException e) {
            journal.append(step.name(), State.FAILED, Map.of("error", String.valueOf(e.getMessage())));
            finish(step, began, Event.Outcome.FAILED);
            throw e;
        }
        journal.append(step.name(), State.FINISHED, Map.of());
        finish(step, began, Event.Outcome.DONE);
    }

    private void finish(Step step, Instant began, Event.Outcome outcome) {
        Instant now = Instant.now();
        events.on(new Event.StageFinished(now, step.name(), Duration.between(began, now), outcome));
    }

    /** How long a step took by the journal, all its attempts together, and how the last one ended. */
    public record Spent(String step, Duration took, State state) {}

    /** What the journal says of each step, in the order in which they first began. */
    public static List<Spent> spent(List<JournalEntry> entries) {
        List<String> order = new ArrayList<>();
        Map<String, Duration> took = new HashMap<>();
        Map<String, Instant> since = new HashMap<>();
        Map<String, State> last = new HashMap<>();
        for (JournalEntry entry : entries) {
            String step = entry.step();
            if (!order.contains(step)) {
                order.add(step);
            }
            Instant began = since.remove(step);
            if (entry.state() == State.STARTED) {
                since.put(step, entry.at());
            } else if (began != null && !entry.facts().equals(FOUND_DONE)) {
                took.merge(step, Duration.between(began, entry.at()), Duration::plus);
            }
            last.put(step, entry.state());
        }
        return order.stream()
                .map(step ->
                        new Spent(step, took.getOrDefault(step, Duration.ZERO), last.getOrDefault(step, State.STARTED)))
                .toList();
    }
}
