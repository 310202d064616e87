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
                "The code reads " + app.configVars().size()
                        + " settings that it has no default for; whether they are"
                        + " set, and to what, is unknown.",
                "Settings that only Heroku knows of are missing in the plan.",
                "Audit the app at Heroku: `dynolift audit APP --repo DIR`.",
                "repository");
    }
}
