package dev.dynolift.image;

import dev.dynolift.image.ImageGap.Weight;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.market.LibraryPackages;
import dev.dynolift.market.LibraryPackages.Need;
import dev.dynolift.market.StackPackages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Packages of the system that the app's libraries, its buildpacks and its Aptfile need, and the Dockerfile does not install. */
final class LibraryGaps {

    private LibraryGaps() {}

    static List<ImageGap> of(RepositoryFacts code, List<String> buildpacks, ImageRecipeText recipe) {
        String kind =
                switch (String.valueOf(code.language())) {
                    case "node" -> "npm";
                    case "python" -> "pip";
                    default -> "gem";
                };
        List<ImageGap> gaps = new ArrayList<>();
        Stream.concat(
                        LibraryPackages.neededBy(kind, code.libraries()).stream(),
                        LibraryPackages.broughtBy(buildpacks).stream())
                .forEach(need -> gap(need, recipe, gaps));
        List<String> missing = code.aptPackages().stream()
                .filter(name -> name.matches("[a-z0-9][a-z0-9.+-]+") && !recipe.names(name))
                .filter(name -> !(recipe.standsOnHeroku() && StackPackages.has(name)))
                .toList();
        if (!missing.isEmpty()) {
            gaps.add(new ImageGap(
                    Weight.LOOK,
                    "Aptfile",
                    "It names " + String.join(", ", missing) + ", and the Dockerfile installs none of it.",
                    "Install it there: apt-get reads no Aptfile."));
        }
        return gaps;
    }

    private static void gap(Need need, ImageRecipeText recipe, List<ImageGap> gaps) {
        List<String> build = need.build().stream()
                .filter(name -> !recipe.names(name) && !(recipe.standsOnHeroku() && StackPackages.hasForBuilds(name)))
                .toList();
        List<String> run = need.run().stream()
                .filter(name -> !recipe.names(name) && !(recipe.standsOnHeroku() && StackPackages.has(name)))
                .toList();
        if (recipe.standsOnAlpine()) {
            if (!build.isEmpty() || !run.isEmpty()) {
                gaps.add(new ImageGap(
                        Weight.LOOK,
                        need.name(),
                        "It needs what Debian calls " + words(build, run) + "; the image stands on Alpine.",
                        "See that apk installs what Alpine calls it."));
            }
            return;
        }
        // Images that are not slim have most of what libraries are compiled with.
        boolean compiled = recipe.standsOnSlim() || recipe.standsOnHeroku();
        if (compiled && !build.isEmpty()) {
            gaps.add(new ImageGap(
                    Weight.STOPS,
                    need.name(),
                    "It is compiled with " + String.join(", ", build) + ", which the Dockerfile does not install.",
                    "Install it in the stage that builds."));
        }
        if (compiled && !run.isEmpty()) {
            gaps.add(new ImageGap(
                    Weight.LOOK,
                    need.name(),
                    "It runs with " + String.join(", ", run) + ", which the Dockerfile does not install.",
                    "Install it in the last stage."));
        }
    }

    private static String words(List<String> build, List<String> run) {
        return String.join(
                ", ", Stream.concat(build.stream(), run.stream()).distinct().toList());
    }
}
