package dev.dynolift.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What docs/reference/live-move-traps.md says of the tests. */
class TrapTableTest {

    private static final Path PAGE = Repository.root().resolve("docs/reference/live-move-traps.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| [^|]+ \\| ([^|]*) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

    @Test
    void every_trap_of_a_live_move_has_a_row() {
        TreeSet<Integer> expected = IntStream.rangeClosed(1, 34).boxed().collect(Collectors.toCollection(TreeSet::new));
        expected.addAll(List.of(47, 48));
        assertThat(rows().keySet()).isEqualTo(expected);
    }

    @Test
    void every_row_names_tests_that_are_there_or_says_that_there_is_none() {
        Map<String, String> classes = Repository.javaFiles("src/test/java").stream()
                .collect(Collectors.toMap(
                        file -> Objects.requireNonNull(file.getFileName())
                                .toString()
                                .replace(".java", ""),
                        Repository::read,
                        (one, other) -> one + other));
        List<String> wrong = new ArrayList<>();
        rows().forEach((number, cell) -> {
            Matcher tests = TEST.matcher(cell);
            boolean any = cell.startsWith("none yet: ");
            while (tests.find()) {
                any = true;
                if (!classes.getOrDefault(tests.group(1), "").contains(" void " + tests.group(2) + "(")) {
                    wrong.add(number + ": " + tests.group());
                }
            }
            if (!any) {
                wrong.add(number + ": " + cell);
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static Map<Integer, String> rows() {
        Map<Integer, String> rows = new TreeMap<>();
        Matcher matcher = ROW.matcher(Repository.read(PAGE));
        while (matcher.find()) {
            rows.put(Integer.valueOf(matcher.group(1)), matcher.group(2));
        }
        return rows;
    }
}
