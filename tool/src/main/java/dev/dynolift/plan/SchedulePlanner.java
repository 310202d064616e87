package dev.dynolift.plan;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.inventory.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Turns the jobs of Heroku Scheduler into EventBridge schedules. */
final class SchedulePlanner {

    private static final Set<String> FILLERS = Set.of(
            "bundle",
            "exec",
            "rake",
            "rails",
            "runner",
            "bin/rails",
            "bin/rake",
            "node",
            "python",
            "python3",
            "npm",
            "run",
            "php",
            "sh",
            "bash",
            "-c",
            "manage.py");

    private final Estate estate;
    private final ServicePlanner services;

    SchedulePlanner(Estate estate, ServicePlanner services) {
        this.estate = estate;
        this.services = services;
    }

    List<ScheduledJobPlan> jobs(HerokuApp app) {
        List<ScheduledJobPlan> jobs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ScheduledJob job : app.scheduledJobs()) {
            String base = name(job.command());
            String name = base;
            for (int number = 2; !names.add(name); number++) {
                name = base + "-" + number;
            }
            jobs.add(job(app, job, name));
        }
        return jobs;
    }

    private ScheduledJobPlan job(HerokuApp app, ScheduledJob job, String name) {
        ServicePlanner.Size size = services.size(app, name, job.dynoSize());
        return new ScheduledJobPlan(
                name,
                Choice.detected(
                        job.command(), "as in Heroku Scheduler; runs in a shell, in a task that ends by itself"),
                schedule(app, job, name),
                Choice.detected("UTC", "Heroku Scheduler knows UTC only; any IANA name is possible here"),
                size.cpu(),
                size.memoryMib(),
                Choice.byDefault(true, "begins at the cutover; EventBridge may start a job twice on rare occasions"),
                ProcessVariables.of(app, job.dynoSize()));
    }

    private Choice<String> schedule(HerokuApp app, ScheduledJob job, String name) {
        Integer at = job.atMinute();
        if (job.everyMinutes() <= 10) {
            return Choice.detected(
                    "rate(" + job.everyMinutes() + (job.everyMinutes() == 1 ? " minute)" : " minutes)"),
                    "every " + job.everyMinutes() + " minutes, as at Heroku");
        }
        if (at == null) {
            estate.find(
                    "schedule-time-unknown",
                    Severity.WARNING,
                    app.name() + "/" + name,
                    "The time at which this job starts is not known.",
                    "It would start at another time than at Heroku.",
                    "Look it up with `heroku addons:open scheduler -a " + app.name()
                            + "` and set `schedule` in plan.yaml.");
        }
        if (job.everyMinutes() <= 60) {
            int minute = at == null ? 0 : Math.floorMod(at, 60);
            String expression = "cron(" + minute + " * * * ? *)";
            return at == null
                    ? Choice.byDefault(expression, "hourly; the minute is a guess")
                    : Choice.detected(expression, String.format(Locale.ROOT, "hourly at :%02d, as at Heroku", minute));
        }
        int minutes = at == null ? 0 : Math.floorMod(at, 1440);
        String expression = "cron(" + minutes % 60 + " " + minutes / 60 + " * * ? *)";
        return at == null
                ? Choice.byDefault(expression, "daily; the time is a guess")
                : Choice.detected(
                        expression,
                        String.format(Locale.ROOT, "daily at %02d:%02d UTC, as at Heroku", minutes / 60, minutes % 60));
    }

    /** What the command is about: {@code bundle exec rake subscription:renew} is {@code subscription-renew}. */
    static String name(String command) {
        String word = Arrays.stream(command.strip().split("\\s+"))
                .filter(part -> !FILLERS.contains(part) && !part.matches("[A-Z_]+=.*") && !part.startsWith("-"))
                .findFirst()
                .orElse(command);
        String slug = Estate.slug(word);
        return slug.length() <= 30 ? slug : slug.substring(0, 30).replaceAll("-+$", "");
    }
}
