package dev.dynolift.journal;

import dev.dynolift.secret.Redactor;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing that happened to one step.
 *
 * @param at this machine's clock
 * @param step the step's name: {@code cutover.fence-writes}
 * @param facts what a later run or a reader needs to know, by name; secrets in the values are masked here already
 */
public record JournalEntry(Instant at, String step, State state, Map<String, String> facts) {

    /** What happened to the step. */
    public enum State {
        STARTED,
        FINISHED,
        UNDONE,
        FAILED
    }

    /** Masks secrets and sorts the facts by name, so that equal entries are equal lines. */
    public JournalEntry {
        step = Redactor.redact(step);
        Map<String, String> masked = new TreeMap<>();
        facts.forEach((name, value) -> masked.put(name, Redactor.redact(value)));
        facts = Collections.unmodifiableMap(masked);
    }
}
