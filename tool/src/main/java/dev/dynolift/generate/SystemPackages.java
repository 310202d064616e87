package dev.dynolift.generate;

import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.RepositoryFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    /** A row of {@code system-packages.csv}. */
    private record Row(String kind, String name, List<String> build, List<String> run) {}

    private static final List<Row> ROWS = rows();

    /**
     * @param libraryKind "gem", "npm" or "pip"
     * @param buildpacks names or URLs
     */
    static SystemPackages of(String libraryKind, RepositoryFacts facts, Collection<String> buildpacks) {
        SystemPackages packages = new SystemPackages(new TreeSet<>(), new TreeSet<>());
        List<String> libraries = Stream.concat(facts.frameworks().stream(), facts.libraries().stream())
                .map(Library::name)
                .toList();
        for (Row row : ROWS) {
            boolean needed = row.kind().equals("buildpack")
                    ? buildpacks.stream().anyMatch(buildpack -> buildpack.contains(row.name()))
                    : row.kind().equals(libraryKind) && libraries.contains(row.name());
            if (needed) {
                packages.build().addAll(row.build());
                packages.run().addAll(row.run());
            }
        }
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

    private static List<Row> rows() {
        try (InputStream stream = SystemPackages.class.getResourceAsStream("system-packages.csv")) {
            if (stream == null) {
                throw new IllegalStateException("the program does not carry system-packages.csv");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(cells -> new Row(cells[0], cells[1], words(cells[2]), words(cells[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(" "));
    }
}
