package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.List;
import java.util.stream.Stream;

/** Settings that the code reads and nobody has set. */
final class SettingNotSet extends AppRule {

    private static final int NAMED = 8;

    SettingNotSet() {
        super("setting-not-set", INFO, "b19");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        RepositoryFacts code = app.repository();
        if (app.id() == null || code == null || app.configVars().isEmpty()) {
            return Stream.empty();
        }
        List<String> missing = code.needs().settings().stream()
                .filter(use -> !use.hasDefault()
                        && app.configVar(use.name()).isEmpty()
                        && !use.name().equals("PORT"))
                .map(use -> use.name() + " (" + use.place() + ")")
                .toList();
        if (missing.isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(finding(
                app.name(),
                "The code reads settings that are not set: " + some(missing, NAMED) + ".",
                "A buildpack, .profile or the slug may provide them at Heroku, and an image does not.",
                "Look where each comes from; nothing, when the app does well without.",
                missing.get(0).replaceFirst(".*\\((.*)\\)", "$1")));
    }
}
