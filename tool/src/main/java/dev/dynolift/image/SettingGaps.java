package dev.dynolift.image;

import dev.dynolift.image.ImageGap.Weight;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SettingUse;
import dev.dynolift.inventory.SettingUse.Absence;
import dev.dynolift.inventory.SettingUse.Phase;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.SettingPlan.Destination;
import dev.dynolift.plan.VariablePlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Settings that the code reads while its image is built or when it starts, and nobody gives it. */
final class SettingGaps {

    /** ECS, the entrypoint or any shell sets these. */
    private static final Set<String> ALWAYS = Set.of(
            "PORT",
            "HOME",
            "PATH",
            "USER",
            "PWD",
            "HOSTNAME",
            "LANG",
            "TZ",
            "TMPDIR",
            "CI",
            "BUNDLE_GEMFILE",
            "NODE_ENV");

    private SettingGaps() {}

    static List<ImageGap> of(RepositoryFacts code, AppPlan plan, ImageRecipeText recipe) {
        Set<String> given = given(plan);
        List<ImageGap> gaps = new ArrayList<>();
        for (SettingUse use : code.needs().settings()) {
            String name = use.name();
            if (use.hasDefault() || ALWAYS.contains(name)) {
                continue;
            }
            boolean fails = use.absence() == Absence.FAILS;
            boolean inBuild = recipe.names(name);
            if (use.phase() == Phase.BAKED_IN && !inBuild) {
                gaps.add(new ImageGap(
                        Weight.LOOK,
                        name,
                        "The build writes it into the browser's scripts (" + use.place() + "), and gets none.",
                        "Pass it as a build argument, if it is no secret: ARG " + name + "."));
            } else if (use.phase() == Phase.BUILD
                    && fails
                    && !inBuild
                    && code.needs().assets() != null) {
                gaps.add(new ImageGap(
                        Weight.STOPS,
                        name,
                        "Code that runs while assets are made fails without it (" + use.place() + ").",
                        "Give it a default there, or a stand-in in that RUN line; never its value."));
            }
            boolean known = given.contains(name) || inBuild;
            if (use.phase() != Phase.BAKED_IN && !known) {
                boolean atStart = use.phase() != Phase.RUN;
                gaps.add(new ImageGap(
                        fails && atStart ? Weight.STOPS : Weight.LOOK,
                        name,
                        "The code " + (fails ? "fails without it" : "goes on without it")
                                + (atStart ? " when it starts" : "") + " (" + use.place()
                                + "), and the plan does not give it.",
                        "Add it to `settings` or `variables` of the app in plan.yaml, if it is needed."));
            }
        }
        return gaps;
    }

    /** All that a task of the web process has in its environment. */
    static Set<String> given(AppPlan plan) {
        Set<String> given = new HashSet<>();
        plan.variablesOfWeb().stream().map(VariablePlan::name).forEach(given::add);
        plan.settings().stream()
                .filter(setting -> setting.destination().value() != Destination.DROPPED)
                .forEach(setting -> given.add(setting.name()));
        if (plan.image().usesCdn()) {
            given.add(plan.image().assetsVariable().value());
        }
        return given;
    }
}
