package dev.dynolift.traffic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of a ledger. Times are this machine's clock, taken after the server's answer. */
sealed interface LedgerLine {

    int process();

    Instant at();

    /** A process has its connections and begins. */
    record Started(int process, Instant at, Side side) implements LedgerLine {}

    /** From now on new transactions go to this side. */
    record Switched(int process, Instant at, Side side) implements LedgerLine {}

    /** The first write that a process committed at a side after it was switched there. */
    record FirstWrite(int process, Instant at, Side side) implements LedgerLine {}

    /** An error that an app would show to its user. */
    record Failed(int process, Instant at, Side side, String script, String message) implements LedgerLine {}

    /** What happened at one side since the line before; nothing is written for a second without events. */
    record Second(
            int process,
            Instant at,
            Side side,
            long committed,
            long writes,
            long rolledBack,
            long refused,
            long failed,
            long deadlocks,
            long p50Micros,
            long p99Micros,
            long longestMillis,
            @Nullable Instant firstWrite,
            @Nullable Instant lastWrite)
            implements LedgerLine {}

    /** A process ended as it was told. */
    record Stopped(int process, Instant at) implements LedgerLine {}
}
