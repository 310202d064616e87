package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** Connections that stay open and quiet. */
final class WebSockets extends CodeRule {

    WebSockets() {
        super("web-sockets", INFO, "b2");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return findingIf(
                Boolean.TRUE.equals(code.usesActionCable()),
                REPOSITORY,
                "The app uses Action Cable.",
                "A load balancer closes quiet connections after 60 seconds unless told otherwise.",
                "Keep the longer idle timeout that the plan sets.",
                "config/cable.yml");
    }
}
