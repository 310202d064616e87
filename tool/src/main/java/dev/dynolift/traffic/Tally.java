package dev.dynolift.traffic;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts what a process's writers meet since the last line of its ledger. Thread-safe. */
final class Tally {

    private static final int FAILURES_KEPT = 20;

    private final int process;
    private final Consumer<LedgerLine> ledger;
    private final Map<Side, Counts> sides = new EnumMap<>(Side.class);
    private int failuresKept;
    private @Nullable Side awaited;

    Tally(int process, Consumer<LedgerLine> ledger) {
        this.process = process;
        this.ledger = ledger;
        for (Side side : Side.values()) {
            sides.put(side, new Counts());
        }
    }

    private static final class Counts {
        private long committed;
        private long writes;
        private long rolledBack;
        private long refused;
        private long failed;
        private long deadlocks;
        private long longestNanos;
        private long[] latencies = new long[256];
        private int latencyCount;
        private @Nullable Instant firstWrite;
        private @Nullable Instant lastWrite;

        private boolean isEmpty() {
            return committed + rolledBack + refused + failed + deadlocks + latencyCount == 0;
        }

        private long percentileMicros(int percent) {
            return latencyCount == 0 ? 0 : latencies[(int) ((long) (latencyCount - 1) * percent / 100)] / 1000;
        }
    }

    /** The next write committed at this side is the first one after a switch. */
    synchronized void await(Side side) {
        awaited = side;
    }

    synchronized void committed(Side side, boolean wrote) {
        Counts counts = of(side);
        counts.committed++;
        if (wrote) {
            Instant now = Instant.now();
            counts.writes++;
            counts.firstWrite = counts.firstWrite == null ? now : counts.firstWrite;
            counts.lastWrite = now;
            if (awaited == side) {
                awaited = null;
                ledger.accept(new LedgerLine.FirstWrite(process, now, side));
            }
        }
    }

    synchronized void rolledBack(Side side) {
        of(side).rolledBack++;
    }

    synchronized void refused(Side side) {
        of(side).refused++;
    }

    synchronized void deadlocked(Side side) {
        of(side).deadlocks++;
    }

    synchronized void failed(Side side, String script, String message) {
        of(side).failed++;
        if (failuresKept < FAILURES_KEPT) {
            failuresKept++;
            ledger.accept(new LedgerLine.Failed(process, Instant.now(), side, script, message));
        }
    }

    /**
     * A script went through.
     *
     * @param lastNanos how long its last attempt took
     * @param allNanos how long its user waited, with all refusals before
     */
    synchronized void done(Side side, long lastNanos, long allNanos) {
        Counts counts = of(side);
        if (counts.latencyCount == counts.latencies.length) {
            counts.latencies = Arrays.copyOf(counts.latencies, counts.latencyCount * 2);
        }
        counts.latencies[counts.latencyCount++] = lastNanos;
        counts.longestNanos = Math.max(counts.longestNanos, allNanos);
    }

    /** Writes what was counted, and counts anew. */
    synchronized void flush() {
        for (Side side : Side.values()) {
            Counts counts = of(side);
            if (!counts.isEmpty()) {
                Arrays.sort(counts.latencies, 0, counts.latencyCount);
                ledger.accept(new LedgerLine.Second(
                        process,
                        Instant.now(),
                        side,
                        counts.committed,
                        counts.writes,
                        counts.rolledBack,
                        counts.refused,
                        counts.failed,
                        counts.deadlocks,
                        counts.percentileMicros(50),
                        counts.percentileMicros(99),
                        counts.longestNanos / 1_000_000,
                        counts.firstWrite,
                        counts.lastWrite));
                sides.put(side, new Counts());
            }
        }
    }

    private Counts of(Side side) {
        return Optional.ofNullable(sides.get(side)).orElseThrow();
    }
}
