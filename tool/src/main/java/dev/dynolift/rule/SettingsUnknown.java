package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.BLOCKING;

import dev.dynolift.inventory.AppDetails.Unread;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** Settings that Heroku did not show. */
final class SettingsUnknown extends AppRule {

    SettingsUnknown() {
        super("settings-unknown", BLOCKING, "b45");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return findingIf(
                app.lacks(Unread.SETTINGS),
                app.name(),
                "Which settings the app has is not known: Heroku did not show them.",
                "The plan lacks all that no add-on sets, and the app would start on AWS without its secrets.",
                "Audit again with a login that may read them: in a team that is the permission `deploy`, else a collaborator's of "
                        + app.name() + ".",
                "/apps/" + app.name() + "/config-vars");
    }
}
