package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.List;
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
            "celery",
            "apscheduler",
            "django-celery-beat");

    ClockInWorker() {
        super("clock-in-worker", INFO, "b36");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return SCHEDULERS.stream()
                .filter(library -> code.version(library).isPresent())
                .map(library -> finding(
                        library,
                        library + " starts jobs by the clock.",
                        "It needs exactly one process that keeps the clock; two tasks during a rolling deploy start jobs twice"
                                + " unless the library agrees among them.",
                        library.equals("clockwork") || library.equals("rufus-scheduler") || library.equals("node-cron")
                                ? "Plan its process with `rollout: one-at-most`."
                                : "Nothing: it agrees in Redis or the database who starts a job.",
                        "libraries"));
    }
}
