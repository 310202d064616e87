package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SettingUse;
import dev.dynolift.inventory.SettingUse.Absence;
import dev.dynolift.inventory.SettingUse.Phase;
import java.util.List;
import java.util.stream.Stream;

/** Settings that the code needs while the image is built. */
final class SettingAtBuild extends CodeRule {

    private static final int NAMED = 8;

    SettingAtBuild() {
        super("setting-at-build", WARNING, "b16");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        List<SettingUse> needed = code.needs().settings().stream()
                .filter(use -> use.phase() == Phase.BUILD && use.absence() == Absence.FAILS)
                .toList();
        return findingIf(
                !needed.isEmpty() && code.needs().assets() != null,
                REPOSITORY,
                "Code that runs while assets are made fails without the settings "
                        + some(needed.stream().map(SettingUse::name).toList(), NAMED) + ".",
                "At Heroku all settings are there while the slug is built; an image must be built without secrets.",
                "The generated Dockerfile of a Rails app gives them stand-ins. See that nothing is made of their values, or give them"
                        + " defaults there.",
                needed.isEmpty() ? "" : needed.get(0).place());
    }
}
