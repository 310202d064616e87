package dev.dynolift.audit;

import dev.dynolift.inventory.ScheduledJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How closely an audit looks, and what it is told beforehand.
 *
 * @param slugs whether each slug is downloaded, looked into and forgotten
 * @param writtenJobs Scheduler's jobs that a person wrote down, by app; those of "" belong to the only app
 * @param runs what Scheduler was seen to start
 * @param watched for how long
 */
public record AuditOptions(
        boolean slugs, Map<String, List<ScheduledJob>> writtenJobs, List<SchedulerRun> runs, Duration watched) {

    /** As many questions as need no download; nobody has told anything. */
    public static final AuditOptions USUAL = new AuditOptions(false, Map.of(), List.of(), Duration.ZERO);

    public AuditOptions {
        writtenJobs = Map.copyOf(writtenJobs);
        runs = List.copyOf(runs);
    }

    List<ScheduledJob> writtenJobs(String app, boolean only) {
        List<ScheduledJob> named = writtenJobs.getOrDefault(app, List.of());
        return named.isEmpty() && only ? writtenJobs.getOrDefault("", List.of()) : named;
    }

    List<ObservedJobs.Observed> observedJobs(String app) {
        return ObservedJobs.of(
                runs.stream().filter(run -> run.app().equals(app)).toList(), watched);
    }
}
