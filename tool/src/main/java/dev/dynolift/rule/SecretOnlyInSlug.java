package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.BLOCKING;

import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import java.util.List;
import java.util.Optional;

/** A secret that a buildpack made and that no setting holds. */
final class SecretOnlyInSlug extends SettingRule {

    SecretOnlyInSlug() {
        super("secret-only-in-slug", BLOCKING, "b15");
    }

    @Override
    Optional<Said> check(HerokuApp app, ConfigVar setting) {
        if (setting.kind() != ConfigVar.Kind.SLUG_ONLY) {
            return Optional.empty();
        }
        boolean guess = setting.located() == null && scripts(app).isEmpty();
        return Optional.of(new Said(
                setting.name() + " has no value among the settings of " + app.name() + where(app, setting),
                "Without the same value everybody is logged out, and signed links and encrypted data cannot be read.",
                "Run `heroku run -a " + app.name() + " printenv " + setting.name()
                        + "`, make what it prints a setting with `heroku config:edit -a " + app.name()
                        + "`, which restarts the app, and audit again; or keep it in your secret store, and say"
                        + " `accepted: true` of this blocker in plan.yaml."
                        + (guess
                                ? " Whether it is there at all a one-off dyno says: `dynolift audit " + app.name()
                                        + " --confirm " + app.name() + "`."
                                : "")));
    }

    private static String where(HerokuApp app, ConfigVar setting) {
        List<String> scripts = scripts(app);
        if (setting.located() == ConfigVar.Place.DYNO) {
            return ": a one-off dyno has it in its environment, " + setting.sizeBytes() + " bytes"
                    + (scripts.isEmpty() ? "." : ", from the slug's " + String.join(", ", scripts) + ".");
        }
        if (!scripts.isEmpty()) {
            return ": it stands in the slug alone, in " + String.join(", ", scripts) + ".";
        }
        AppDetails.Slug slug = app.details().slug();
        return ": the buildpack makes one and writes it into the slug, "
                + (slug != null && slug.configFiles() != null
                        ? "whose scripts do not show it."
                        : slug != null && Boolean.TRUE.equals(slug.closed())
                                ? "which could not be looked into."
                                : "where nobody has looked.");
    }

    /** Those of the slug that set secrets, if somebody has looked. */
    static List<String> scripts(HerokuApp app) {
        AppDetails.Slug slug = app.details().slug();
        return slug == null || slug.configFiles() == null
                ? List.of()
                : slug.configFiles().stream()
                        .filter(file -> file.startsWith(".profile.d/"))
                        .toList();
    }
}
