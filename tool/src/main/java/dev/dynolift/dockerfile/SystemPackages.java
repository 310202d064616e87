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
        List<String> lines = facts.aptPackages();
        return new SystemPackages(
                needs,
                lines.subList(0, unusableFrom(lines)).stream()
                        .filter(SystemPackages::isName)
                        .toList());
    }

    /** An Aptfile may also name packages by URL, and repositories (":repo:"), whose packages the image's base does not have. */
    private static boolean isName(String line) {
        return NAME.matcher(line).matches();
    }

    /** Which packages come from a repository is not written; those are left out that stand behind it. */
    private static int unusableFrom(List<String> lines) {
        return (int)
                lines.stream().takeWhile(line -> !line.startsWith(":repo:")).count();
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
        List<String> lines = facts.aptPackages();
        int end = unusableFrom(lines);
        return Stream.concat(
                        lines.subList(0, end).stream().filter(line -> !isName(line)),
                        lines.subList(end, lines.size()).stream())
                .toList();
    }
}
