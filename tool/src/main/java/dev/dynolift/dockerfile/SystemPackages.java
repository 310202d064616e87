package dev.dynolift.dockerfile;

import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.market.LibraryPackages;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The Debian packages that an app's libraries, buildpacks and Aptfile need: some while the image is built, some while
 * the app runs.
 */
record SystemPackages(SortedSet<String> build, SortedSet<String> run) {

    /**
     * @param libraryKind "gem", "npm" or "pip"
     * @param buildpacks names or URLs
     */
    static SystemPackages of(String libraryKind, RepositoryFacts facts, Collection<String> buildpacks) {
        SystemPackages packages = new SystemPackages(new TreeSet<>(), new TreeSet<>());
        List<Library> libraries = Stream.concat(facts.frameworks().stream(), facts.libraries().stream())
                .toList();
        Stream.concat(
                        LibraryPackages.neededBy(libraryKind, libraries).stream(),
                        LibraryPackages.broughtBy(buildpacks).stream())
                .forEach(need -> {
                    packages.build().addAll(need.build());
                    packages.run().addAll(need.run());
                });
        // An Aptfile may also name repositories (":repo:") and packages by URL, which apt-get does not take.
        facts.aptPackages().stream()
                .filter(name -> name.matches("[a-z0-9][a-z0-9.+-]+"))
                .forEach(packages.run()::add);
        return packages;
    }

    /** Lines of an Aptfile that no package list can hold. */
    static List<String> unusable(RepositoryFacts facts) {
        return facts.aptPackages().stream()
                .filter(name -> !name.matches("[a-z0-9][a-z0-9.+-]+"))
                .toList();
    }
}
