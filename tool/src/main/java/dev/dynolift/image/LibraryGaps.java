package dev.dynolift.image;

import dev.dynolift.dockerfile.SystemPackages;
import dev.dynolift.image.ImageGap.Weight;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.market.BaseImage;
import dev.dynolift.market.LibraryPackages.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Packages of the system that the app's libraries, its buildpacks and its Aptfile need, and the Dockerfile does not install. */
final class LibraryGaps {

    private LibraryGaps() {}

    static List<ImageGap> of(RepositoryFacts code, List<String> buildpacks, ImageRecipeText recipe) {
        SystemPackages packages = SystemPackages.of(code, buildpacks);
        List<ImageGap> gaps = new ArrayList<>();
        packages.needs().forEach(need -> gap(need, recipe, gaps));
        List<String> missing = uninstalled(recipe.base().lacking(packages.named()), recipe);
        if (!missing.isEmpty()) {
            gaps.add(new ImageGap(
                    Weight.LOOK,
                    "Aptfile",
                    "It names " + String.join(", ", missing) + ", and the Dockerfile installs none of it.",
                    "Install it there: apt-get reads no Aptfile."));
        }
        return gaps;
    }

    private static List<String> uninstalled(List<String> packages, ImageRecipeText recipe) {
        return packages.stream().filter(name -> !recipe.names(name)).toList();
    }

    private static void gap(Need need, ImageRecipeText recipe, List<ImageGap> gaps) {
        List<String> build = uninstalled(recipe.base().lackingInBuild(need.build()), recipe);
        List<String> run = uninstalled(recipe.base().lacking(need.run()), recipe);
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
        boolean compiled = recipe.standsOnSlim() || recipe.base() == BaseImage.HEROKU_24;
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
