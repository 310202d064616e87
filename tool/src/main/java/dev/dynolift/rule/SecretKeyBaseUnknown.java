package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.BLOCKING;
import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.AppDetails.Unread;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** A Rails app of which nobody asked Heroku for the SECRET_KEY_BASE. */
final class SecretKeyBaseUnknown extends AppRule {

    SecretKeyBaseUnknown() {
        super("secret-key-base-unknown", WARNING, "b15");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        RepositoryFacts code = app.repository();
        boolean rails = code != null
                && code.version("railties").or(() -> code.version("rails")).isPresent();
        // Every Rails app at Heroku has settings: none means that they were not shown.
        boolean refused = app.id() != null
                && (app.lacks(Unread.SETTINGS) || app.configVars().isEmpty());
        if (!rails || app.id() != null && !refused) {
            return Stream.empty();
        }
        return Stream.of(finding(
                refused ? BLOCKING : WARNING,
                app.name() + " SECRET_KEY_BASE",
                "Whether SECRET_KEY_BASE is a setting "
                        + (refused ? "is not known: none could be read." : "cannot be told from the code."),
                "Heroku's Ruby buildpack makes one that may exist only in the slug; without it everybody is logged out, and"
                        + " signed and encrypted data cannot be read.",
                "Audit the app at Heroku with a login that may read its settings, or look: `heroku config:get -a "
                        + app.name() + " SECRET_KEY_BASE`; when that is empty, `heroku run -a " + app.name()
                        + " printenv SECRET_KEY_BASE`.",
                "Gemfile.lock"));
    }
}
