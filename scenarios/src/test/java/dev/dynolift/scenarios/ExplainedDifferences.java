package dev.dynolift.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The differences that a story's page lists with their reasons: {@code | name | how | why |}; a star is any text. */
record ExplainedDifferences(List<Explained> explained) {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([^|`]+)` \\| (missing|added|differs) \\| ([^|]+) \\|$");

    record Explained(Pattern name, String how) {

        boolean covers(Map.Entry<String, String> difference) {
            return name.matcher(difference.getKey()).matches() && how.equals(difference.getValue());
        }
    }

    static ExplainedDifferences read(Path page) throws IOException {
        return new ExplainedDifferences(ROW.matcher(Files.readString(page))
                .results()
                .map(row -> new Explained(
                        Pattern.compile(("\\Q" + row.group(1) + "\\E").replace("*", "\\E.*\\Q")), row.group(2)))
                .toList());
    }

    /** Of the differences those that no line explains. */
    Map<String, String> unexplained(Map<String, String> differences) {
        Map<String, String> left = new TreeMap<>(differences);
        left.entrySet().removeIf(difference -> explained.stream().anyMatch(one -> one.covers(difference)));
        return left;
    }

    /** Lines that explain nothing. */
    List<String> needless(Map<String, String> differences) {
        return explained.stream()
                .filter(one -> differences.entrySet().stream().noneMatch(one::covers))
                .map(one -> one.name().pattern())
                .toList();
    }
}
