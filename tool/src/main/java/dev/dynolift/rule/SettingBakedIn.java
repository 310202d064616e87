package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SettingUse;
import dev.dynolift.inventory.SettingUse.Phase;
import java.util.List;
import java.util.stream.Stream;

/** Settings that end up in the browser's scripts. */
final class SettingBakedIn extends CodeRule {

    private static final int NAMED = 8;

    SettingBakedIn() {
        super("setting-baked-in", WARNING, "b16");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        List<SettingUse> baked = code.needs().settings().stream()
                .filter(use -> use.phase() == Phase.BAKED_IN)
                .toList();
        return findingIf(
                !baked.isEmpty(),
                REPOSITORY,
                "The build writes settings into the browser's scripts: "
                        + some(baked.stream().map(SettingUse::name).toList(), NAMED) + ".",
                "One image cannot serve two environments with different values, and a change needs a new image.",
                "Pass them as build arguments, one image an environment, or serve them at run time.",
                baked.isEmpty() ? "" : baked.get(0).place());
    }
}
