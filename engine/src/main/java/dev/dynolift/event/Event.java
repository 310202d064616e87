package dev.dynolift.event;

import java.time.Duration;
import java.time.Instant;

/** Something that happened while the program worked. Immutable; times are this machine's clock. */
public sealed interface Event {

    Instant at();

    /** How a stage ended. */
    enum Outcome {
        DONE,
        SKIPPED,
        FAILED
    }

    /** How much a note matters. */
    enum Level {
        INFO,
        WARNING
    }

    /** A stage of the work began; {@code title} is a short phrase for people. */
    record StageStarted(Instant at, String stage, String title) implements Event {}

    /** A stage ended. */
    record StageFinished(Instant at, String stage, Duration took, Outcome outcome) implements Event {}

    /** Work inside a stage advanced; {@code total} is 0 while unknown. The unit is a plural noun: "entries". */
    record StageProgress(Instant at, String stage, String subject, long done, long total, String unit)
            implements Event {}

    /** The copy advanced. Bytes are those that went over the wire; the expected ones are the tables' sizes on disk. */
    record CopyProgress(
            Instant at,
            long rows,
            long bytes,
            long bytesExpected,
            int chunksDone,
            int chunksTotal,
            int chunksReused,
            String table)
            implements Event {}

    /** A round committed: the target is the source as of the round's snapshot, at most {@code lag} ago. */
    record RoundFinished(Instant at, long number, long keys, long rows, Duration lag, Duration took) implements Event {}

    /** The comparison of rows advanced. */
    record VerifyProgress(Instant at, String table, long rowsCompared, long rowsExpected) implements Event {}

    /** A row differs between the two sides; the key is its text, never the row's values. */
    record DifferenceFound(Instant at, String table, String key, String kind) implements Event {}

    /** Something beside rows differs: an index, a view, where a sequence stands. */
    record ObjectDiffers(Instant at, String kind, String name, String what) implements Event {}

    /** A comparison of two databases is done: how much was compared, and how much of it differs. */
    record Compared(Instant at, long rows, long rowsDiffering, long objects, long objectsDiffering) implements Event {}

    /** All rows were compared without a difference, and every change since then as well: the fence may be raised. */
    record Proved(Instant at, String direction, long rowsCompared) implements Event {}

    /**
     * A receiver has taken over, and may be opened.
     *
     * @param proved whether every row had been compared by then, without a difference
     * @param rowsInAll as the server estimates them
     */
    record HandedOver(
            Instant at,
            String direction,
            boolean proved,
            long tablesCompared,
            long tablesInAll,
            long rowsCompared,
            long rowsInAll)
            implements Event {}

    /** One timed step between "writes refused" and "open again". */
    record FenceStep(Instant at, String step, Duration took) implements Event {}

    /** A server or the way to it fails; the work waits and goes on by itself. Told once for each new reason. */
    record Waiting(Instant at, String why, Duration next) implements Event {}

    /** The work goes on after it had to wait. */
    record GoesOn(Instant at, Duration waited) implements Event {}

    /**
     * How a live move is, told every few seconds.
     *
     * @param rowsWaiting in the log, for the next round
     * @param logBytes of all logs on the sender's disk
     * @param oldestTransaction that keeps the log from being emptied; zero when there is none
     */
    record Health(Instant at, long rounds, Duration lag, long rowsWaiting, long logBytes, Duration oldestTransaction)
            implements Event {}

    /** Something that a person may want to know. */
    record Note(Instant at, Level level, String text) implements Event {}
}
