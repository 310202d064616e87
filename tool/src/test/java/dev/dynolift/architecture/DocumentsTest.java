package dev.dynolift.architecture;

import static dev.dynolift.architecture.Repository.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say about each other and about the program. */
class DocumentsTest {

    private static final Path ROOT = Repository.root();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    @Test
    void links_lead_to_files_that_are_there() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path page : pages()) {
            Path folder = Objects.requireNonNull(page.getParent());
            for (String target : all(LINK, read(page))) {
                if (!Files.exists(folder.resolve(target))) {
                    broken.add(ROOT.relativize(page) + " → " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void the_menu_of_contributing_is_what_make_can_do() {
        Set<String> menu = all(Pattern.compile("(?m)^make (\\w+) "), read(ROOT.resolve("CONTRIBUTING.md")));
        Set<String> targets = all(Pattern.compile("(?m)^(\\w+):"), read(ROOT.resolve("Makefile")));
        targets.remove("menu");
        assertThat(menu).isEqualTo(targets);
    }

    @Test
    void the_readme_lists_every_exit_code() {
        Set<String> listed = all(Pattern.compile("(?m)^\\| (\\d+) \\|"), read(ROOT.resolve("README.md")));
        Set<String> codes = Arrays.stream(ErrorCode.values())
                .map(code -> String.valueOf(code.exitCode()))
                .collect(Collectors.toCollection(TreeSet::new));
        codes.add("0");
        assertThat(listed).isEqualTo(codes);
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Our own pages: not those of a build, a hidden folder, or an app to be rehearsed. */
    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !ROOT.relativize(file)
                            .toString()
                            .matches("(.*/)?(target|node_modules|repo|\\..*|dynolift-.*)/.*"))
                    .toList();
        }
    }
}
