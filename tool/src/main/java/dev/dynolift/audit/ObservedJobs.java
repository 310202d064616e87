package dev.dynolift.audit;

import dev.dynolift.inventory.ScheduledJob;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Concludes from the times at which Scheduler started something what its jobs are. Scheduler knows three frequencies only,
 * and starts a job some minutes late rather than early.
 */
final class ObservedJobs {

    private static final Duration TWICE_TEN_MINUTES = Duration.ofMinutes(25);
    private static final Duration TWICE_AN_HOUR = Duration.ofMinutes(150);

    private ObservedJobs() {}

    /**
     * A job that was seen to run.
     *
     * @param certain whether its frequency was seen, and not only taken for the likeliest
     */
    record Observed(ScheduledJob job, boolean certain) {}

    /** @param watched how long was looked */
    static List<Observed> of(List<SchedulerRun> runs, Duration watched) {
        Map<String, List<SchedulerRun>> byCommand = new LinkedHashMap<>();
        runs.forEach(run -> byCommand
                .computeIfAbsent(run.command(), unused -> new ArrayList<>())
                .add(run));
        return byCommand.values().stream().map(same -> job(same, watched)).toList();
    }

    private static Observed job(List<SchedulerRun> runs, Duration watched) {
        List<Instant> times =
                runs.stream().map(SchedulerRun::at).distinct().sorted().toList();
        Duration shortest = watched.plusDays(1);
        for (int i = 1; i < times.size(); i++) {
            Duration gap = Duration.between(times.get(i - 1), times.get(i));
            shortest = gap.compareTo(shortest) < 0 ? gap : shortest;
        }
        boolean several = times.size() > 1;
        int every = several && shortest.compareTo(TWICE_TEN_MINUTES) <= 0
                ? 10
                : several && shortest.compareTo(TWICE_AN_HOUR) <= 0 ? 60 : 1440;
        ZonedDateTime at = times.get(0).atZone(ZoneOffset.UTC);
        Integer minute = every == 10
                ? null
                : every == 60
                        ? Integer.valueOf(at.getMinute() / 10 * 10)
                        : Integer.valueOf(at.getHour() * 60 + at.getMinute() / 30 * 30);
        String size = runs.stream()
                .map(SchedulerRun::dynoSize)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        // A job of which one run was seen is a daily one when an hourly one would have been seen twice.
        boolean certain = several || watched.compareTo(Duration.ofHours(2)) >= 0;
        return new Observed(new ScheduledJob(runs.get(0).command(), every, minute, size, "log"), certain);
    }
}
