package dev.dynolift.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the traffic met from its start to now.
 *
 * @param counts for each side
 * @param switchovers in the order in which they were asked for
 * @param failures the first ones' messages, each with its script and side
 * @param points second by second, in order
 */
public record TrafficSummary(
        Map<Side, TrafficCounts> counts,
        List<Switchover> switchovers,
        List<String> failures,
        List<TrafficPoint> points) {

    public TrafficSummary {
        counts = Map.copyOf(counts);
        switchovers = List.copyOf(switchovers);
        failures = List.copyOf(failures);
        points = List.copyOf(points);
    }

    public TrafficCounts at(Side side) {
        return Optional.ofNullable(counts.get(side)).orElse(TrafficCounts.NONE);
    }

    /** Both sides together. */
    public TrafficCounts all() {
        return at(Side.SOURCE).plus(at(Side.TARGET));
    }

    /** The longest that any user waited for one action. */
    public Duration longestPause() {
        return all().longest();
    }

    /** The last move from one side to the other. */
    public Optional<Switchover> lastSwitchover() {
        return switchovers.isEmpty() ? Optional.empty() : Optional.of(switchovers.get(switchovers.size() - 1));
    }
}
