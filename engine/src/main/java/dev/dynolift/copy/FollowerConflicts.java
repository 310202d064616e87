package dev.dynolift.copy;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What becomes of chunks that a follower cancels because they stand in the way of its replay: they are tried again later,
 * in smaller pieces, and the longer after the last success the more it is left alone. Thread-safe.
 */
final class FollowerConflicts {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int DOUBLED_AT_MOST = 7;

    private final EventListener events;
    private final AtomicInteger sinceSuccess = new AtomicInteger();
    private final AtomicInteger inAll = new AtomicInteger();

    FollowerConflicts(EventListener events) {
        this.events = events;
    }

    /** A chunk has arrived. */
    void end() {
        sinceSuccess.set(0);
    }

    /**
     * Takes note of a chunk that did not arrive, which stays in the plan.
     *
     * @throws DatabaseException when it failed for another reason
     */
    void take(DatabaseException e, Chunk chunk, Session target) {
        if (!DatabaseErrors.isInTheWayOfReplay(e)) {
            throw e;
        }
        boolean halved = Transactions.supply(target, () -> ChunkPlan.halve(target, chunk));
        int count = inAll.incrementAndGet();
        if (Integer.bitCount(count) == 1) {
            events.on(new Event.Note(
                    Instant.now(),
                    Event.Level.INFO,
                    "The follower has cancelled the copy of a part of "
                            + chunk.table().label()
                            + ", which stood in the way of its replay"
                            + (count == 1 ? "" : ", the " + count + "th time in all") + ". It is tried again"
                            + (halved ? " in smaller pieces." : ".")));
        }
        int doubled = Math.min(sinceSuccess.getAndIncrement(), DOUBLED_AT_MOST);
        LockSupport.parkNanos(FIRST_PAUSE.toNanos() << doubled);
    }
}
