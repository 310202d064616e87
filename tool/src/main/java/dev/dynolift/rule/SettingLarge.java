package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import java.util.Optional;

/** A value that is too large for a standard parameter of AWS. */
final class SettingLarge extends SettingRule {

    /** Bytes that AWS Systems Manager takes. */
    private static final int STANDARD_PARAMETER = 4096;

    private static final int ADVANCED_PARAMETER = 8192;

    SettingLarge() {
        super("setting-large", WARNING, "b19");
    }

    @Override
    Optional<Said> check(HerokuApp app, ConfigVar setting) {
        return isCopied(setting) && setting.sizeBytes() > STANDARD_PARAMETER
                ? Optional.of(new Said(
                        setting.name() + " has " + setting.sizeBytes() + " bytes.",
                        "A standard parameter of AWS holds 4096 bytes, an advanced one 8192.",
                        setting.sizeBytes() > ADVANCED_PARAMETER
                                ? "Keep it in Secrets Manager (64 KB), or in a file on S3."
                                : "Let it be an advanced parameter, or keep it in Secrets Manager."))
                : Optional.empty();
    }
}
