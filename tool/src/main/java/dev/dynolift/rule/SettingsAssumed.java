package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.ConfigVar.Kind;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.market.BuildpackVariables;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Settings that are known only from the code. */
final class SettingsAssumed extends AppRule {

    private static final int NAMED = 8;

    /** Heroku or its buildpacks make these, and so does the image. */
    private static final Set<String> OF_BUILDPACKS = Stream.concat(
                    Stream.of("PORT", "LANG", "WEB_CONCURRENCY"),
                    Stream.of("ruby", "nodejs", "python")
                            .flatMap(language -> BuildpackVariables.of(language).stream())
                            .map(BuildpackVariables.BuildpackVariable::name))
            .collect(Collectors.toUnmodifiableSet());

    SettingsAssumed() {
        super("settings-assumed", WARNING, "b9");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        List<String> needed = app.configVars().stream()
                .filter(setting -> setting.kind() != Kind.HEROKU_ONLY && setting.kind() != Kind.ATTACHMENT)
                .map(ConfigVar::name)
                .filter(name -> !OF_BUILDPACKS.contains(name))
                .toList();
        return findingIf(
                app.id() == null && !needed.isEmpty(),
                app.name(),
                "The code or app.json names "
                        + (needed.size() == 1 ? "a setting" : needed.size() + " settings")
                        + " without which the app may not run: "
                        + some(needed, NAMED)
                        + "; the values at Heroku are unknown.",
                "Settings that only Heroku knows of are missing in the plan.",
                "Audit the app at Heroku: `dynolift audit APP --repo DIR`.",
                "repository");
    }
}
