package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import java.util.Optional;

/** A value that the Parameter Store would take for a reference. */
final class SettingBraces extends SettingRule {

    SettingBraces() {
        super("setting-braces", WARNING, "b19");
    }

    @Override
    Optional<Said> check(HerokuApp app, ConfigVar setting) {
        return isCopied(setting) && setting.braces()
                ? Optional.of(new Said(
                        setting.name() + " holds {{.",
                        "AWS's Parameter Store refuses values with {{, which it takes for a reference.",
                        "Keep it in Secrets Manager."))
                : Optional.empty();
    }
}
