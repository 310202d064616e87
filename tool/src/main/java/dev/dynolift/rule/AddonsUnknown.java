package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.BLOCKING;

import dev.dynolift.inventory.AppDetails.Unread;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** Add-ons that Heroku did not show. */
final class AddonsUnknown extends AppRule {

    AddonsUnknown() {
        super("addons-unknown", BLOCKING, "b45");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return findingIf(
                app.lacks(Unread.ADDONS),
                app.name(),
                "Which add-ons the app has is not known: Heroku did not show all of them.",
                "A database or a key-value store may be missing from the plan, and its data would stay behind.",
                "Audit again with a login that may read them; `heroku addons -a " + app.name()
                        + "` shows what it sees.",
                "/apps/" + app.name() + "/addons");
    }
}
