package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.StaticSite;
import java.util.stream.Stream;

/** Settings whose change restarts the app at Heroku. */
final class SettingsReadAtStart extends AppRule {

    SettingsReadAtStart() {
        super("settings-read-at-start", INFO, "b6");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return findingIf(
                !app.configVars().isEmpty() && !StaticSite.isAllOf(app),
                app.name(),
                "A changed setting restarts the app at Heroku.",
                "On AWS a task reads its settings when it starts, and goes on with the old value until then.",
                "After changing a parameter or secret, start a new deployment of each service.",
                told(app, "/config-vars", "repository"));
    }
}
