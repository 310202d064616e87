package dev.dynolift.audit;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.inventory.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How closely an audit looks, and what it is told beforehand.
 *
 * @param slugs whether each slug is downloaded, looked into and forgotten
 * @param writtenJobs Scheduler's jobs that a person wrote down, by app; those of "" belong to the only app
 * @param runs what Scheduler was seen to start
 * @param watched for how long
 * @param unreadLogs apps whose log could not be read meanwhile, and why
 * @param databases whether each database is asked what it holds, in a read-only session
 * @param dynos starts one-off dynos of the apps that were named for that
 */
public record AuditOptions(
        boolean slugs,
        Map<String, List<ScheduledJob>> writtenJobs,
        List<SchedulerRun> runs,
        Duration watched,
        Map<String, String> unreadLogs,
        boolean databases,
        OneOffDynos dynos) {

    /** As many questions as need no download; nobody has told anything. */
    public static final AuditOptions USUAL = new AuditOptions(false, Map.of(), List.of(), Duration.ZERO);

    public AuditOptions {
        writtenJobs = Map.copyOf(writtenJobs);
        runs = List.copyOf(runs);
        unreadLogs = Map.copyOf(unreadLogs);
    }

    /** By questions to Heroku alone. */
    public AuditOptions(
            boolean slugs, Map<String, List<ScheduledJob>> writtenJobs, List<SchedulerRun> runs, Duration watched) {
        this(slugs, writtenJobs, runs, watched, Map.of(), false, OneOffDynos.NONE);
    }

    /** What had to be said about the watch. */
    List<Finding> findings() {
        return unreadLogs.entrySet().stream()
                .map(log -> new Finding(
                        "scheduler-log-unread",
                        Severity.WARNING,
                        log.getKey() + " log",
                        "While Scheduler was watched, the log of " + log.getKey() + " could not be read ("
                                + log.getValue() + ").",
                        "The list of dynos shows a job only while it runs: a short one between two looks was not seen.",
                        "See that `heroku logs -a " + log.getKey() + "` works with this login and watch again, or write"
                                + " the jobs into a file (--jobs-file).",
                        "/apps/" + log.getKey() + "/log-sessions",
                        Facts.SCHEDULER))
                .toList();
    }

    /**
     * Refuses jobs that would be dropped: those of an app that is not audited, and those of nobody in particular when
     * there are several apps.
     *
     * @throws DynoliftException INPUT
     */
    void refuseJobsOfOthers(Set<String> apps) {
        List<String> strangers = writtenJobs.keySet().stream()
                .filter(app -> !app.isEmpty() && !apps.contains(app))
                .sorted()
                .toList();
        if (!strangers.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the jobs file has jobs of " + String.join(", ", strangers) + ", which is not audited",
                    "They would be dropped, and missing on AWS.",
                    "Audited are: " + apps.stream().sorted().collect(Collectors.joining(", "))
                            + ". Mend the name, or audit that app, too.");
        }
        if (apps.size() > 1 && writtenJobs.containsKey("")) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the jobs file does not say whose jobs it has",
                    "A pasted table names no app, and " + apps.size() + " apps are audited.",
                    "Write YAML into a file that ends in .yaml, each app's jobs under its name.");
        }
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
