package dev.dynolift.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.architecture.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds the page of facts to the rules and the code, both ways. */
class BehavioursPageTest {

    private static final Path ROOT = Repository.root();
    private static final Pattern ROW = Pattern.compile("\\| <a id=\"([\\w-]+)\"></a>\\1 \\| (.+?) \\| (.+) \\|");
    private static final Pattern PROCESS_ROW =
            Pattern.compile("\\| <a id=\"(p-[\\w-]+)\"></a>\\1 \\| (.+?) \\| ([^|]+) \\| ([^|]+) \\|");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private static final Map<String, List<String>> CARRIERS = carriers();

    @Test
    void every_behaviour_and_trap_is_carried_over_by_something() {
        List<String> numbers = new ArrayList<>();
        IntStream.rangeClosed(1, 47).forEach(number -> numbers.add("b" + number));
        IntStream.rangeClosed(1, 9).forEach(number -> numbers.add("t" + number));

        assertThat(CARRIERS.keySet()).containsAll(numbers);
        assertThat(CARRIERS)
                .allSatisfy((row, carriers) -> assertThat(carriers).as(row).isNotEmpty());
    }

    @Test
    void every_place_that_the_page_names_is_there() throws IOException {
        for (List<String> carriers : CARRIERS.values()) {
            for (String place : carriers) {
                if (place.contains("#")) {
                    String[] parts = place.split("#", 2);
                    assertThat(ROOT.resolve(parts[0])).as(place).exists();
                    assertThat(Files.readString(ROOT.resolve(parts[0])))
                            .as(place)
                            .contains(parts[1]);
                }
            }
        }
    }

    @Test
    void every_finding_that_the_page_names_is_one_of_the_row_it_points_to() {
        Map<String, String> facts = Rules.ALL.stream().collect(Collectors.toMap(Rule::id, Rule::fact));

        CARRIERS.forEach((row, carriers) -> carriers.stream()
                .filter(carrier -> !carrier.contains("#"))
                .forEach(rule -> assertThat(facts).as(row).containsEntry(rule, row)));
        assertThat(Rules.ALL).allSatisfy(rule -> assertThat(CARRIERS.getOrDefault(rule.fact(), List.of()))
                .as(rule.fact())
                .contains(rule.id()));
    }

    @Test
    void what_a_running_process_is_used_to_has_a_setting_and_a_test_or_a_finding() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String folder : List.of("tool/src/test/java", "terraform")) {
            try (var files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : files.filter(BehavioursPageTest::holdsTests).toList()) {
                    sources.merge(
                            file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
                }
            }
        }
        Set<String> findings = Rules.ALL.stream().map(Rule::id).collect(Collectors.toSet());
        int rows = 0;
        for (String line : Files.readAllLines(ROOT.resolve("docs/reference/heroku-behaviours.md"))) {
            var row = PROCESS_ROW.matcher(line);
            if (!row.matches()) {
                assertThat(line).doesNotStartWith("| <a id=\"p-");
                continue;
            }
            rows++;
            List<String> settings = quoted(row.group(3));
            List<String> tests = quoted(row.group(4));
            assertThat(settings).as(row.group(1)).isNotEmpty();
            assertThat(!tests.isEmpty() || settings.stream().anyMatch(findings::contains))
                    .as(row.group(1) + " is shown by a test or told by a finding")
                    .isTrue();
            for (String setting : settings) {
                String[] parts = setting.split("#", 2);
                if (parts.length == 1) {
                    assertThat(findings).as(row.group(1)).contains(setting);
                } else {
                    assertThat(Files.readString(ROOT.resolve(parts[0])))
                            .as(setting)
                            .contains(parts[1]);
                }
            }
            for (String test : tests) {
                String[] parts = test.split("#", 2);
                String name = parts[0].endsWith(".hcl") ? "run \"" + parts[1] + "\"" : " void " + parts[1] + "(";
                assertThat(sources.getOrDefault(parts[0], "")).as(test).contains(name);
            }
        }
        assertThat(rows).isGreaterThan(20);
    }

    @Test
    void each_behaviour_is_one_of_a_running_process_or_is_said_to_be_none() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/reference/heroku-behaviours.md"));
        Set<String> ofProcesses = new TreeSet<>();
        Set<String> ofNone = new TreeSet<>();
        for (String line : page.lines().toList()) {
            var numbers = Pattern.compile("\\bb\\d+\\b").matcher(line).results().map(MatchResult::group);
            if (PROCESS_ROW.matcher(line).matches()) {
                numbers.forEach(ofProcesses::add);
            } else if (line.startsWith("The other behaviours are none of a running process: ")) {
                numbers.forEach(ofNone::add);
            }
        }

        assertThat(ofProcesses).doesNotContainAnyElementsOf(ofNone);
        ofProcesses.addAll(ofNone);
        assertThat(ofProcesses)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 47)
                        .mapToObj(number -> "b" + number)
                        .toList());
    }

    private static boolean holdsTests(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith("Test.java") || name.endsWith(".tftest.hcl");
    }

    private static List<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(one -> one.group(1)).toList();
    }

    @Test
    void every_rule_is_in_the_list_once_and_has_a_file_of_its_own() throws IOException {
        Set<String> files;
        try (var list = Files.list(ROOT.resolve("tool/src/main/java/dev/dynolift/rule"))) {
            files = list.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> !Set.of(
                                    "Rule",
                                    "AppRule",
                                    "CodeRule",
                                    "HoldingsRule",
                                    "ImageRule",
                                    "MentionRule",
                                    "TablesRule",
                                    "SettingRule",
                                    "Rules",
                                    "JobStores",
                                    "package-info")
                            .contains(name))
                    .collect(Collectors.toSet());
        }
        assertThat(Rules.ALL.stream().map(rule -> rule.getClass().getSimpleName()))
                .containsExactlyInAnyOrderElementsOf(files);
        assertThat(Rules.ALL.stream().map(Rule::id)).doesNotHaveDuplicates();
    }

    /** Row to what is quoted in its last cell. */
    private static Map<String, List<String>> carriers() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(ROOT.resolve("docs/reference/heroku-behaviours.md"))) {
                var row = ROW.matcher(line);
                if (row.matches() && !row.group(1).startsWith("p-")) {
                    rows.put(row.group(1), quoted(row.group(3)));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return rows;
    }
}
