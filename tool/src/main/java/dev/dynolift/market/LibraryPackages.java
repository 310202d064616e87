package dev.dynolift.market;

import dev.dynolift.inventory.Library;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Debian packages that libraries and buildpacks need: some while an image is built, some while the app runs. */
public final class LibraryPackages {

    private static final List<Need> NEEDS = CsvTable.rows("library_packages.csv").stream()
            .map(row -> new Need(row.text("kind"), row.text("name"), words(row.text("build")), words(row.text("run"))))
            .toList();

    private LibraryPackages() {}

    /**
     * What one library needs.
     *
     * @param kind "gem", "npm", "pip", or "buildpack", whose name is a part of the buildpack's
     */
    public record Need(String kind, String name, List<String> build, List<String> run) {

        public Need {
            build = List.copyOf(build);
            run = List.copyOf(run);
        }
    }

    /**
     * What libraries need.
     *
     * @param language that they are written for: "ruby", "node", "python"; null counts as Ruby
     */
    public static List<Need> neededBy(@Nullable String language, Collection<Library> libraries) {
        String kind =
                switch (String.valueOf(language)) {
                    case "node" -> "npm";
                    case "python" -> "pip";
                    default -> "gem";
                };
        List<String> names = libraries.stream().map(Library::name).toList();
        return NEEDS.stream()
                .filter(need -> need.kind().equals(kind) && names.contains(need.name()))
                .toList();
    }

    /** What buildpacks, by name or URL, bring along. */
    public static List<Need> broughtBy(Collection<String> buildpacks) {
        return NEEDS.stream()
                .filter(need -> need.kind().equals("buildpack"))
                .filter(need -> buildpacks.stream().anyMatch(buildpack -> buildpack.contains(need.name())))
                .toList();
    }

    private static List<String> words(String cell) {
        return cell.isEmpty() ? List.of() : Arrays.asList(cell.split(" "));
    }
}
