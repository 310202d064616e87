package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.StaticSite;
import java.util.stream.Stream;

/** A web app of which no path for health checks is known. */
final class HealthPathUnknown extends AppRule {

    HealthPathUnknown() {
        super("health-path-unknown", WARNING, "b12");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        boolean web = app.process("web").isPresent() && !StaticSite.isAllOf(app);
        return findingIf(
                web && app.repository() != null && app.repository().healthPath() == null,
                app.name() + "/web",
                "No path is known that answers without a login.",
                "Heroku asks for nothing; AWS's load balancer asks every few seconds and replaces tasks that do not answer"
                        + " 200 to 399.",
                "Add a light path such as /up that needs neither login, host name nor database, and set it in plan.yaml.",
                app.repository() != null && "ruby".equals(app.repository().language())
                        ? "config/routes.rb"
                        : "Procfile");
    }
}
