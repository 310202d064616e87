package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** Jobs that need longer to stop than AWS gives. */
final class ShutdownTooLong extends CodeRule {

    private static final int LONGEST_STOP_SECONDS = 120;

    ShutdownTooLong() {
        super("shutdown-too-long", WARNING, "b4");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        Integer seconds = code.shutdownSeconds();
        return findingIf(
                seconds != null && seconds >= LONGEST_STOP_SECONDS,
                REPOSITORY,
                "Sidekiq takes up to " + seconds + " seconds to finish its jobs.",
                "Fargate kills a task after 120 seconds at most, Heroku after 30.",
                "Set Sidekiq's timeout below 110 seconds.",
                "config/sidekiq.yml");
    }
}
