package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SourceMention;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Schedules that the code keeps itself. */
final class ClockInWorker extends CodeRule {

    private static final List<String> SCHEDULERS = List.of(
            "mini_scheduler",
            "clockwork",
            "rufus-scheduler",
            "sidekiq-cron",
            "sidekiq-scheduler",
            "resque-scheduler",
            "good_job",
            "node-cron",
            "node-schedule",
            "apscheduler",
            "django-celery-beat",
            "celery-redbeat");

    /** Celery keeps no clock unless it is told to. */
    private static final Pattern CELERY_BEAT = Pattern.compile("\\bcelery\\b.*\\s(beat\\b|-B\\b|--beat\\b)");

    /** Their processes agree in Redis or the database who starts a job. */
    private static final Set<String> AGREEING = Set.of(
            "mini_scheduler", "sidekiq-cron", "sidekiq-scheduler", "resque-scheduler", "good_job", "celery-redbeat");

    ClockInWorker() {
        super("clock-in-worker", INFO, "b36");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        Stream<String> beat = code.procfile().values().stream()
                        .anyMatch(command -> CELERY_BEAT.matcher(command).find())
                ? Stream.of("celery beat")
                : Stream.empty();
        return Stream.concat(
                        SCHEDULERS.stream()
                                .filter(library -> code.version(library).isPresent())
                                .filter(library -> !library.equals("good_job") || isSwitchedOn(code)),
                        code.version("celery-redbeat").isPresent() ? Stream.empty() : beat)
                .map(library -> finding(
                        library,
                        library + " starts jobs by the clock.",
                        "It needs exactly one process that keeps the clock; two tasks during a rolling deploy start jobs twice"
                                + " unless the library agrees among them.",
                        AGREEING.contains(library)
                                ? "Nothing: it agrees in Redis or the database who starts a job."
                                : "Plan its process with `rollout: one-at-most`.",
                        "libraries"));
    }

    /** GoodJob runs jobs by the clock only when it is told to. */
    private static boolean isSwitchedOn(RepositoryFacts code) {
        return code.mentions().stream().anyMatch(mention -> mention.kind() == SourceMention.Kind.CLOCK)
                || code.needs().settings().stream().anyMatch(use -> use.name().equals("GOOD_JOB_ENABLE_CRON"));
    }
}
