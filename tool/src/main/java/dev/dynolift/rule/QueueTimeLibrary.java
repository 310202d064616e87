package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.List;
import java.util.stream.Stream;

/** A library that scales or alarms by waiting times. */
final class QueueTimeLibrary extends CodeRule {

    private static final List<String> LIBRARIES = List.of(
            "rails-autoscale-web",
            "rails_autoscale_agent",
            "judoscale-ruby",
            "judoscale-rails",
            "judoscale-node",
            "judoscale",
            "scout_apm",
            "hirefire-resource",
            "hirefire",
            "autobus");

    QueueTimeLibrary() {
        super("queue-time-library", WARNING, "b32");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return LIBRARIES.stream()
                .filter(library -> code.version(library).isPresent())
                .map(library -> finding(
                        library,
                        library + " measures how long requests wait.",
                        "It needs the header X-Request-Start, which Heroku's router sets and AWS's load balancer does not;"
                                + " those that scale dynos do it through Heroku's API.",
                        "Let the services scale by processor or by requests a task; remove the library where it does nothing else.",
                        "libraries"));
    }
}
