package dev.dynolift.traffic;

import java.time.Duration;

/**
 * What writers met at one side.
 *
 * @param committed transactions, those that only read among them
 * @param writes transactions that wrote
 * @param rolledBack on the script's or the writer's own wish
 * @param refused attempts that met a fence or a broken connection and were made again
 * @param failed errors that an app's user would see
 * @param deadlocks deadlocks and serialization failures, which are not repeated
 * @param longest the longest that one user waited for one action, with all refusals
 */
public record TrafficCounts(
        long committed, long writes, long rolledBack, long refused, long failed, long deadlocks, Duration longest) {

    static final TrafficCounts NONE = new TrafficCounts(0, 0, 0, 0, 0, 0, Duration.ZERO);

    TrafficCounts plus(TrafficCounts other) {
        return new TrafficCounts(
                committed + other.committed,
                writes + other.writes,
                rolledBack + other.rolledBack,
                refused + other.refused,
                failed + other.failed,
                deadlocks + other.deadlocks,
                longest.compareTo(other.longest) >= 0 ? longest : other.longest);
    }
}
