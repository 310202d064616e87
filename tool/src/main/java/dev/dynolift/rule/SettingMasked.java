package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import java.util.Optional;

/** A setting whose value Heroku does not show any more. */
final class SettingMasked extends SettingRule {

    SettingMasked() {
        super("setting-masked", WARNING, "b19");
    }

    @Override
    Optional<Said> check(HerokuApp app, ConfigVar setting) {
        return setting.kind() == ConfigVar.Kind.MASKED
                ? Optional.of(
                        new Said(
                                "Heroku does not show the value of " + setting.name() + " any more.",
                                "It cannot be copied through the API.",
                                "Run `heroku run -a " + app.name() + " printenv " + setting.name()
                                        + "` and keep what it prints in your secret store, or take it from where it came from."))
                : Optional.empty();
    }
}
