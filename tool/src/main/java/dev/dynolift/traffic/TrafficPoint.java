package dev.dynolift.traffic;

import java.time.Duration;
import java.time.Instant;

/**
 * One second of traffic at one side, all processes together: for a curve.
 *
 * @param at the second's begin
 * @param p50 the slowest process's median of a script's time
 * @param p99 the slowest process's 99th percentile
 */
public record TrafficPoint(Instant at, Side side, long committed, long refused, Duration p50, Duration p99) {

    TrafficPoint plus(TrafficPoint other) {
        return new TrafficPoint(
                at,
                side,
                committed + other.committed,
                refused + other.refused,
                longer(p50, other.p50),
                longer(p99, other.p99));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
