package dev.dynolift.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The traffic's move from one side to the other, as its users met it: all processes together, and only what was written.
 *
 * @param askedAt when the first process was told
 * @param lastWriteBefore the last write that was committed at the old side
 * @param firstWriteAfter the first write that was committed at the new side; empty while there is none
 */
public record Switchover(
        Side from, Side to, Instant askedAt, Optional<Instant> lastWriteBefore, Optional<Instant> firstWriteAfter) {

    /** How long nobody could write; empty while that is not known. Zero when the sides overlap. */
    public Optional<Duration> writeDowntime() {
        return lastWriteBefore.flatMap(last -> firstWriteAfter.map(first -> {
            Duration between = Duration.between(last, first);
            return between.isNegative() ? Duration.ZERO : between;
        }));
    }

    /** Whether both sides took writes at the same time, which a fence must not let happen. */
    public boolean overlaps() {
        return lastWriteBefore.isPresent()
                && firstWriteAfter.isPresent()
                && lastWriteBefore.get().isAfter(firstWriteAfter.get());
    }
}
