package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** Settings that are known only from the code. */
final class SettingsAssumed extends AppRule {

    SettingsAssumed() {
        super("settings-assumed", WARNING, "b9");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return findingIf(
                app.id() == null && !app.configVars().isEmpty(),
                app.name(),
                "The code or app.json names "
                        + (app.configVars().size() == 1
                                ? "a setting"
                                : app.configVars().size() + " settings")
                        + " without which the app may not run; the values at Heroku are unknown.",
                "Settings that only Heroku knows of are missing in the plan.",
                "Audit the app at Heroku: `dynolift audit APP --repo DIR`.",
                "repository");
    }
}
