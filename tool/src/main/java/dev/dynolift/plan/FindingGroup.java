package dev.dynolift.plan;

import dev.dynolift.inventory.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Findings that say the same of different things, so that forty apps with one trouble are read once.
 *
 * @param first the one whose words are shown
 * @param others those that differ from it in nothing but the names of what they are about
 */
public record FindingGroup(Finding first, List<Finding> others) {

    public FindingGroup {
        others = List.copyOf(others);
    }

    /** The groups in the order of their first findings; one that stands twice is one. */
    public static List<FindingGroup> of(List<Finding> findings) {
        Map<String, List<Finding>> groups = new LinkedHashMap<>();
        findings.stream().distinct().forEach(finding -> groups.computeIfAbsent(kind(finding), any -> new ArrayList<>())
                .add(finding));
        return groups.values().stream()
                .map(group -> new FindingGroup(group.get(0), group.subList(1, group.size())))
                .toList();
    }

    /** What the others are about, each once. */
    public List<String> otherSubjects() {
        return others.stream()
                .map(Finding::subject)
                .distinct()
                .filter(subject -> !subject.equals(first.subject()))
                .toList();
    }

    /** "The same for b, c and 37 more." after so many names; empty when nothing else has the finding. */
    public String theSameFor(int most) {
        List<String> subjects = otherSubjects();
        int more = subjects.size() - most;
        return subjects.isEmpty()
                ? ""
                : "The same for " + String.join(", ", subjects.subList(0, Math.min(most, subjects.size())))
                        + (more > 0 ? " and " + more + " more" : "") + ".";
    }

    /** All that a finding says, without the names in its subject. */
    private static String kind(Finding finding) {
        String text = String.join("\n", finding.id(), finding.what(), finding.why(), finding.next());
        List<String> names = Stream.of(finding.subject().split("[ /:]"))
                .filter(name -> name.length() > 2)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String name : names) {
            text = text.replace(name, "\0");
        }
        return finding.severity() + text;
    }
}
