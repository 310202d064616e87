package dev.dynolift.dockerfile;

import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.market.LibraryPackages;
import dev.dynolift.market.LibraryPackages.Need;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Debian packages that an app needs.
 *
 * @param needs of its libraries and buildpacks
 * @param named in its Aptfile; they are there while it runs
 */
public record SystemPackages(List<Need> needs, List<String> named) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.+-]+");

    public SystemPackages {
        needs = List.copyOf(needs);
        named = List.copyOf(named);
    }

    /** @param buildpacks names or URLs */
    public static SystemPackages of(RepositoryFacts facts, Collection<String> buildpacks) {
        List<Library> libraries = Stream.concat(facts.frameworks().stream(), facts.libraries().stream())
                .toList();
        List<Need> needs = Stream.concat(
                        LibraryPackages.neededBy(facts.language(), libraries).stream(),
                        LibraryPackages.broughtBy(buildpacks).stream())
                .distinct()
                .toList();
        // An Aptfile may also name repositories (":repo:") and packages by URL, which apt-get does not take.
        return new SystemPackages(
                needs,
                facts.aptPackages().stream()
                        .filter(name -> NAME.matcher(name).matches())
                        .toList());
    }

    /** What the image is built with. */
    SortedSet<String> build() {
        SortedSet<String> packages = new TreeSet<>();
        needs.forEach(need -> packages.addAll(need.build()));
        return packages;
    }

    /** What the app runs with. */
    SortedSet<String> run() {
        SortedSet<String> packages = new TreeSet<>(named);
        needs.forEach(need -> packages.addAll(need.run()));
        return packages;
    }

    /** Lines of an Aptfile that no package list can hold. */
    static List<String> unusable(RepositoryFacts facts) {
        return facts.aptPackages().stream()
                .filter(name -> !NAME.matcher(name).matches())
                .toList();
    }
}
