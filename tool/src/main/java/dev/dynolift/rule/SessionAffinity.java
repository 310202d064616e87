package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** Visitors that stay with one dyno. */
final class SessionAffinity extends AppRule {

    SessionAffinity() {
        super("session-affinity", WARNING, "b33");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return findingIf(
                app.features().contains("http-session-affinity"),
                app.name(),
                "Heroku sends each visitor to the same dyno.",
                "An app that relies on it fails behind a load balancer that does not.",
                "Switch stickiness on at the load balancer.",
                "/apps/" + app.name() + "/features");
    }
}
