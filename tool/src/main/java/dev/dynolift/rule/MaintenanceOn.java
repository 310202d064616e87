package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** An app whose users see the maintenance page already. */
final class MaintenanceOn extends AppRule {

    MaintenanceOn() {
        super("maintenance-on", INFO, "b38");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return findingIf(
                app.maintenance(),
                app.name(),
                "The app is in maintenance mode.",
                "Its users see Heroku's maintenance page already, and traffic at the audit is not what it usually is.",
                "Nothing, when that is on purpose.",
                "/apps/" + app.name());
    }
}
