package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import java.util.Optional;

/** A secret that a buildpack made and that no setting holds. */
final class SecretOnlyInSlug extends SettingRule {

    SecretOnlyInSlug() {
        super("secret-only-in-slug", WARNING, "b15");
    }

    @Override
    Optional<Said> check(HerokuApp app, ConfigVar setting) {
        return setting.kind() == ConfigVar.Kind.SLUG_ONLY
                ? Optional.of(new Said(
                        setting.name() + " is no setting of " + app.name()
                                + ": the buildpack made it, and it exists only in the slug.",
                        "Without the same value everybody is logged out, and signed links and encrypted data cannot be read.",
                        "Let dynolift read it from a one-off dyno when it asks, or run `heroku run -a " + app.name()
                                + " printenv " + setting.name() + "` and keep the value in your secret store."))
                : Optional.empty();
    }
}
