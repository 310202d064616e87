package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.OpenConnections;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** Connections that stay open and quiet. */
final class WebSockets extends CodeRule {

    WebSockets() {
        super("web-sockets", INFO, "b2");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        boolean cable = Boolean.TRUE.equals(code.usesActionCable());
        return OpenConnections.of(code).stream()
                .map(what -> finding(
                        REPOSITORY,
                        "The app uses " + what + (cable ? "." : ", which keeps connections open."),
                        "A load balancer closes quiet connections after 60 seconds unless told otherwise.",
                        "Keep the longer idle timeout that the plan sets.",
                        cable ? "config/cable.yml" : what));
    }
}
