package dev.dynolift.audit;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.inventory.Severity;
import dev.dynolift.secret.CommandSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the jobs of Heroku Scheduler, which has no public API. Whoever wrote them down is believed first, then its
 * dashboard, whose service Heroku does not document (https://gist.github.com/xoelop/1d22c9f592fa34aa51be5c3d6afa09db), then
 * what was seen to run. The repository's tasks are a hint only. Where two disagree, a finding says so.
 */
final class ScheduleReading {

    private static final String DASHBOARD = "scheduler dashboard";
    private static final String OPEN = "Run `heroku addons:open scheduler -a ";

    private final Questions questions;

    ScheduleReading(Questions questions) {
        this.questions = questions;
    }

    /** @param hasAddon whether the app has Scheduler at all */
    List<ScheduledJob> read(
            String app,
            @Nullable String id,
            boolean hasAddon,
            @Nullable RepositoryFacts repository,
            List<ScheduledJob> written,
            List<ObservedJobs.Observed> observed) {
        String path = "/apps/" + (id == null ? app : id) + "/jobs";
        Optional<List<ScheduledJob>> dashboard = hasAddon ? dashboard(path) : Optional.empty();
        List<ScheduledJob> jobs = new ArrayList<>(written.isEmpty() ? dashboard.orElse(List.of()) : written);
        if (!written.isEmpty()) {
            dashboard.ifPresent(shown -> compare(app, path, written, shown));
        }
        for (ObservedJobs.Observed seen : observed) {
            Optional<ScheduledJob> known = byCommand(jobs, seen.job());
            if (known.isEmpty()) {
                jobs.add(seen.job());
            }
            if (known.isEmpty() || seen.certain() && differs(known.get(), seen.job())) {
                questions.find(observed(app, path, seen, known));
            }
        }
        if (hasAddon && jobs.isEmpty() && dashboard.isEmpty()) {
            questions.find(unreadable(app, path, repository));
        } else if (dashboard.isPresent() && written.isEmpty()) {
            questions.find(undocumented(app, path, jobs.size()));
        }
        if (hasAddon && repository != null && !jobs.isEmpty()) {
            tasksWithoutJob(app, path, repository, jobs);
        }
        return jobs;
    }

    private Optional<List<ScheduledJob>> dashboard(String path) {
        JsonNode answer = questions.scheduler(path).path("data");
        if (!answer.isArray()) {
            return Optional.empty();
        }
        List<ScheduledJob> jobs = new ArrayList<>();
        for (JsonNode job : answer) {
            JsonNode attributes = job.path("attributes");
            Integer every = Text.whole(attributes, "every");
            String command = Text.of(attributes, "command");
            if (every == null || every < 1 || command.isBlank()) {
                // Not the answer that is known: a guess would run a job at another time, or nothing.
                return Optional.empty();
            }
            String size = Text.of(attributes, "dyno-size").toLowerCase(Locale.ROOT);
            jobs.add(new ScheduledJob(
                    CommandSecrets.masked(command),
                    every,
                    every <= 10 ? null : Text.whole(attributes, "at"),
                    size.isEmpty() ? null : size,
                    DASHBOARD));
        }
        return Optional.of(jobs);
    }

    private void compare(String app, String path, List<ScheduledJob> written, List<ScheduledJob> shown) {
        for (ScheduledJob job : shown) {
            Optional<ScheduledJob> mine = byCommand(written, job);
            if (mine.isEmpty() || differs(mine.get(), job)) {
                differ(
                        app,
                        path,
                        "Scheduler's dashboard has the job `" + job.command() + "` "
                                + (mine.isEmpty()
                                        ? "that you did not write down."
                                        : "at another time than you wrote down."));
            }
        }
        for (ScheduledJob job : written) {
            if (byCommand(shown, job).isEmpty()) {
                differ(app, path, "Scheduler's dashboard does not have the job `" + job.command() + "`.");
            }
        }
    }

    private void differ(String app, String path, String what) {
        questions.find(new Finding(
                "schedule-differs",
                Severity.WARNING,
                app + " scheduler",
                what,
                "What you wrote down is taken; if it is wrong, a job runs at the wrong time on AWS or not at all.",
                OPEN + app + "` and mend the jobs file.",
                path,
                Facts.SCHEDULER));
    }

    private static Finding observed(String app, String path, ObservedJobs.Observed seen, Optional<ScheduledJob> known) {
        String job = "Scheduler was seen to run `" + seen.job().command() + "` ";
        return new Finding(
                known.isEmpty() ? "schedule-guessed" : "schedule-differs",
                Severity.WARNING,
                app + " scheduler",
                job
                        + (known.isPresent()
                                ? "at other times than are written down."
                                : seen.certain() ? "about " + words(seen.job()) + "." : "once only."),
                known.isPresent()
                        ? "One of the two is wrong."
                        : "A time that is concluded from a log is a guess"
                                + (seen.certain() ? "." : "; daily is the likeliest, no more than that."),
                OPEN + app + "` and write the job into a jobs file (--jobs-file).",
                path,
                Facts.SCHEDULER);
    }

    private static Finding unreadable(String app, String path, @Nullable RepositoryFacts repository) {
        return new Finding(
                "scheduler-unreadable",
                Severity.BLOCKING,
                app + " scheduler",
                "The jobs of Heroku Scheduler could not be read.",
                "Scheduler has no API, and the service behind its dashboard did not answer; jobs that nobody writes"
                        + " down stop with the app." + hint(repository),
                OPEN + app + "`, paste its table into a file and name it with --jobs-file, or write each job into"
                        + " plan.yaml under `scheduledJobs` of " + app + ".",
                path,
                Facts.SCHEDULER);
    }

    private static Finding undocumented(String app, String path, int jobs) {
        return new Finding(
                "scheduler-undocumented",
                Severity.INFO,
                app + " scheduler",
                jobs + (jobs == 1 ? " scheduled job was" : " scheduled jobs were")
                        + " read from the service behind Scheduler's dashboard.",
                "Heroku documents no API for it, so compare once by eye; all times are UTC.",
                OPEN + app + "` and compare with the inventory.",
                path,
                Facts.SCHEDULER);
    }

    private void tasksWithoutJob(String app, String path, RepositoryFacts repository, List<ScheduledJob> jobs) {
        List<String> unused = repository.schedulerTasks().stream()
                .filter(task -> jobs.stream().noneMatch(job -> job.command().contains(task)))
                .toList();
        if (!unused.isEmpty()) {
            questions.find(new Finding(
                    "scheduler-task-without-job",
                    Severity.INFO,
                    app + " scheduler",
                    "The repository has tasks for Scheduler that no job runs: " + String.join(", ", unused) + ".",
                    "Either nobody needs them any more, or a job is missing here.",
                    OPEN + app + "` and look.",
                    path,
                    Facts.SCHEDULER));
        }
    }

    private static Optional<ScheduledJob> byCommand(List<ScheduledJob> jobs, ScheduledJob wanted) {
        return jobs.stream()
                .filter(job -> plain(job.command()).equals(plain(wanted.command())))
                .findFirst();
    }

    private static boolean differs(ScheduledJob one, ScheduledJob other) {
        return one.everyMinutes() != other.everyMinutes() || !Objects.equals(one.atMinute(), other.atMinute());
    }

    private static String plain(String command) {
        return command.strip().replaceAll("\\s+", " ").replaceFirst("^bundle exec ", "");
    }

    private static String words(ScheduledJob job) {
        Integer at = job.atMinute();
        return switch (job.everyMinutes()) {
            case 10 -> "every 10 minutes";
            case 60 -> "hourly at :" + String.format("%02d", at == null ? 0 : at);
            default -> "daily at " + (at == null ? "some time" : String.format("%02d:%02d UTC", at / 60, at % 60));
        };
    }

    private static String hint(@Nullable RepositoryFacts repository) {
        return repository == null || repository.schedulerTasks().isEmpty()
                ? ""
                : " The repository has tasks that look like jobs: " + String.join(", ", repository.schedulerTasks())
                        + ".";
    }
}
