package dev.dynolift.plan;

import dev.dynolift.yaml.Node.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Settings and variables of an app that are like those of others: named in comments above the rest, not a line each. */
final class NamedInComment {

    private static final int WIDTH = 120;

    private static final Pattern LIST = Pattern.compile("(by default|as for) [A-Za-z0-9._-]+: \\w+(, \\w+)*");

    private final Map<String, List<String>> byLead = new LinkedHashMap<>();

    /** Whether one can be named in such a comment, and nothing of the user's is lost by that. */
    static boolean takes(String name, Value value) {
        return name.matches("\\w+")
                && value.notes().isEmpty()
                && Source.beginning(value.comment())
                        .filter(source -> source != Source.YOURS)
                        .isPresent();
    }

    /** @param lead "by default ssm-parameter", "as for crema" */
    void add(String lead, String name) {
        byLead.computeIfAbsent(lead, any -> new ArrayList<>()).add(name);
    }

    /** Other comment lines, and below them these. */
    List<String> after(List<String> notes) {
        List<String> all = new ArrayList<>(notes);
        byLead.forEach((of, names) -> {
            String lead = of + ": ";
            StringBuilder line = new StringBuilder(lead);
            for (String name : names) {
                if (line.length() > lead.length() && line.length() + name.length() > WIDTH) {
                    all.add(line.toString());
                    line = new StringBuilder(lead);
                }
                line.append(line.length() > lead.length() ? ", " : "").append(name);
            }
            all.add(line.toString());
        });
        return all;
    }

    /** The same comment lines without these. */
    static List<String> withoutLists(List<String> notes) {
        return notes.stream().filter(note -> !LIST.matcher(note).matches()).toList();
    }
}
