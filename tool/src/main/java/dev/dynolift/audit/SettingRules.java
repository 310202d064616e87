package dev.dynolift.audit;

import static dev.dynolift.inventory.Severity.INFO;
import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Severity;
import java.util.function.Consumer;

/** What an app's settings need on AWS. */
final class SettingRules {

    /** AWS Systems Manager: a standard parameter holds 4 KB, an advanced one 8 KB. */
    private static final int STANDARD_PARAMETER = 4096;

    private static final int ADVANCED_PARAMETER = 8192;

    private SettingRules() {}

    static void check(HerokuApp app, Consumer<Finding> findings) {
        for (ConfigVar setting : app.configVars()) {
            kind(app, setting, findings);
            if (setting.kind() == ConfigVar.Kind.PLAIN || setting.kind() == ConfigVar.Kind.SECRET) {
                value(app, setting, findings);
            }
        }
    }

    private static void kind(HerokuApp app, ConfigVar setting, Consumer<Finding> findings) {
        switch (setting.kind()) {
            case SLUG_ONLY ->
                findings.accept(finding(
                        "secret-only-in-slug",
                        WARNING,
                        app,
                        setting,
                        setting.name() + " is no setting of " + app.name()
                                + ": the buildpack made it, and it exists only in" + " the slug.",
                        "Without the same value everybody is logged out, and signed links and encrypted data cannot be read.",
                        "Let dynolift read it from a one-off dyno when it asks, or run `heroku run -a " + app.name()
                                + " printenv " + setting.name() + "` and keep the value in your secret store."));
            case MASKED ->
                findings.accept(finding(
                        "setting-masked",
                        WARNING,
                        app,
                        setting,
                        "Heroku does not show the value of " + setting.name() + " any more.",
                        "It cannot be copied through the API.",
                        "Let dynolift read it from a one-off dyno when it asks, or take it from where it came from."));
            case EMPTY ->
                findings.accept(finding(
                        "setting-empty",
                        INFO,
                        app,
                        setting,
                        setting.name() + " is set, but empty.",
                        "AWS's Parameter Store refuses empty values, and some code tells empty from absent.",
                        "Leave it: it becomes a plain environment variable. Or remove it at Heroku."));
            case PLAIN, SECRET, ATTACHMENT, HEROKU_ONLY -> {
                // Nothing to say.
            }
        }
    }

    private static void value(HerokuApp app, ConfigVar setting, Consumer<Finding> findings) {
        if (setting.sizeBytes() > STANDARD_PARAMETER) {
            boolean tooLarge = setting.sizeBytes() > ADVANCED_PARAMETER;
            findings.accept(finding(
                    "setting-large",
                    WARNING,
                    app,
                    setting,
                    setting.name() + " has " + setting.sizeBytes() + " bytes.",
                    "A standard parameter of AWS holds 4096 bytes, an advanced one 8192.",
                    tooLarge
                            ? "Keep it in Secrets Manager (64 KB), or in a file on S3."
                            : "Let it be an advanced parameter, or keep it in Secrets Manager."));
        }
        if (setting.braces()) {
            findings.accept(finding(
                    "setting-braces",
                    WARNING,
                    app,
                    setting,
                    setting.name() + " holds {{.",
                    "AWS's Parameter Store refuses values with {{, which it takes for a reference.",
                    "Keep it in Secrets Manager."));
        }
    }

    private static Finding finding(
            String id, Severity severity, HerokuApp app, ConfigVar setting, String what, String why, String next) {
        String source = "/apps/" + app.name() + "/config-vars";
        return new Finding(id, severity, app.name() + " " + setting.name(), what, why, next, source);
    }
}
