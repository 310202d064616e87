package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

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
        return findingIf(
                app.id() == null
                        && code != null
                        && code.version("railties")
                                .or(() -> code.version("rails"))
                                .isPresent(),
                app.name() + " SECRET_KEY_BASE",
                "Whether SECRET_KEY_BASE is a setting cannot be told from the code.",
                "Heroku's Ruby buildpack makes one that may exist only in the slug; without it everybody is logged out, and"
                        + " signed and encrypted data cannot be read.",
                "Audit the app at Heroku, or look: `heroku config:get SECRET_KEY_BASE`; when that is empty,"
                        + " `heroku run printenv SECRET_KEY_BASE`.",
                "Gemfile.lock");
    }
}
