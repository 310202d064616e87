package dev.dynolift.repository;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Rails configuration file such as cable.yml, read by its lines: with ERB in it, it is no YAML before Ruby has run.
 */
final class ConfigFile {

    private static final Pattern SECTION =
            Pattern.compile("([\\w-]++):\\s*+(?:&(\\w++)\\s*+)?(?:\\*(\\w++)\\s*+)?(?:#.*)?");
    private static final Pattern ENTRY = Pattern.compile("\\s++(?:- )?:?([\\w<]++):\\s*+(.*+)");

    /** One line of a section; the number counts from 1. */
    record Entry(String key, String value, int line) {

        boolean readsEnvironment() {
            return value.contains("ENV") || value.contains("<%");
        }
    }

    private record Section(String name, String anchor, List<Entry> entries) {}

    private final List<Section> sections = new ArrayList<>();

    ConfigFile(String text) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            Matcher section = SECTION.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (section.matches()) {
                Section opened = new Section(
                        section.group(1), Optional.ofNullable(section.group(2)).orElse(""), new ArrayList<>());
                if (section.group(3) != null) {
                    opened.entries().add(new Entry("<<", "*" + section.group(3), i + 1));
                }
                sections.add(opened);
            } else if (entry.matches() && !sections.isEmpty() && !line.strip().startsWith("#")) {
                sections.get(sections.size() - 1)
                        .entries()
                        .add(new Entry(entry.group(1), unquoted(entry.group(2)), i + 1));
            }
        }
    }

    /** What holds in production: its own lines, then those of what it is merged with. */
    List<Entry> production() {
        List<Entry> entries = new ArrayList<>();
        collect("production", entries, new HashSet<>());
        return entries;
    }

    /** The first entry of that key in production. */
    Optional<Entry> production(String key) {
        return production().stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    private void collect(String name, List<Entry> into, Set<String> seen) {
        for (Section section : sections) {
            boolean wanted = section.name().equals(name) || section.anchor().equals(name);
            if (wanted && seen.add(section.name())) {
                into.addAll(section.entries());
                section.entries().stream()
                        .filter(entry ->
                                entry.key().equals("<<") && entry.value().startsWith("*"))
                        .forEach(entry -> collect(entry.value().substring(1).strip(), into, seen));
            }
        }
    }

    private static String unquoted(String value) {
        return value.strip().replaceFirst("^([\"'])(.*)\\1$", "$2");
    }
}
