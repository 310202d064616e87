package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import java.util.Optional;

/** A setting that is set to nothing. */
final class SettingEmpty extends SettingRule {

    SettingEmpty() {
        super("setting-empty", INFO, "b19");
    }

    @Override
    Optional<Said> check(HerokuApp app, ConfigVar setting) {
        return setting.kind() == ConfigVar.Kind.EMPTY
                ? Optional.of(new Said(
                        setting.name() + " is set, but empty.",
                        "AWS's Parameter Store refuses empty values, and some code tells empty from absent.",
                        "Leave it: it becomes a plain environment variable. Or remove it at Heroku."))
                : Optional.empty();
    }
}
