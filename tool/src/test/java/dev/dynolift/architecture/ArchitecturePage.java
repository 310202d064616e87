package dev.dynolift.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What ARCHITECTURE.md says: the packages with what each may use, and the exceptions to the rules.
 *
 * @param mayUse each package's name below {@code dev.dynolift} and the names that it may use; a missing arrow to the
 *     packages that are free to all is filled in, "everything" is all of the table
 */
record ArchitecturePage(Map<String, Set<String>> mayUse, List<Exemption> exemptions) {

    /** Every package may use these, as the page says. */
    private static final Set<String> FREE_TO_ALL = Set.of("error", "secret", "event");

    private static final Pattern NAME = Pattern.compile("\\S+");

    /** A class, file or package to which a rule does not apply. */
    record Exemption(String rule, String where, String why) {}

    static ArchitecturePage parse(String text) {
        List<List<String>> packages = rows(text, "## Packages");
        Set<String> listed = packages.stream()
                .map(row -> names(row.get(0)).iterator().next())
                .collect(Collectors.toSet());
        Map<String, Set<String>> mayUse = new LinkedHashMap<>();
        for (List<String> row : packages) {
            String name = names(row.get(0)).iterator().next();
            Set<String> used = new LinkedHashSet<>(row.get(2).equals("everything") ? listed : names(row.get(2)));
            used.addAll(FREE_TO_ALL);
            used.remove(name);
            if (row.get(1).isEmpty() || mayUse.put(name, used) != null) {
                throw new IllegalArgumentException("package " + name + " needs one line and one sentence");
            }
        }
        List<Exemption> exemptions = rows(text, "## Exceptions").stream()
                .map(row -> new Exemption(
                        names(row.get(0)).iterator().next(),
                        names(row.get(1)).iterator().next(),
                        row.get(2)))
                .toList();
        return new ArchitecturePage(mayUse, exemptions);
    }

    /** Places that are exempt from a rule. */
    Set<String> exempt(String rule) {
        return exemptions.stream()
                .filter(exemption -> exemption.rule().equals(rule))
                .map(Exemption::where)
                .collect(Collectors.toSet());
    }

    /** The rows of the first table below a heading, without its two head lines; three cells each. */
    private static List<List<String>> rows(String text, String heading) {
        List<List<String>> rows = new ArrayList<>();
        List<String> lines = text.lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .toList();
        for (String line : lines) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (cells.size() != 5) {
                throw new IllegalArgumentException("three cells were expected: " + line);
            }
            rows.add(cells.subList(1, 4));
        }
        return rows;
    }

    /** The names of a cell, with or without backquotes, between commas. */
    private static Set<String> names(String cell) {
        Set<String> names = new LinkedHashSet<>();
        for (String part : cell.split(",")) {
            String name = part.replace("`", "").strip();
            if (!name.isEmpty() && !NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("this is not a name: " + part);
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }
}
