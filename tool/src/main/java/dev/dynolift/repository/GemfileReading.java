package dev.dynolift.repository;

import dev.dynolift.inventory.Library;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Gemfile names: the gems of a checkout without Gemfile.lock, which are fewer and mostly without versions, and
 * those that Heroku does not install, as it leaves out the groups development and test.
 */
final class GemfileReading {

    private static final Pattern GEM = Pattern.compile(
            "^\\s*gem[ (]+[\"']([\\w.-]{1,80})[\"'](?:\\s*,\\s*[\"'](?:[~>=<! ]*)([\\w.]{1,40})[\"'])?(.*)");

    private static final Pattern GROUP = Pattern.compile("^\\s*group\\b(.*)\\bdo\\s*(?:#.*)?$");
    private static final Pattern GROUP_OF_GEM =
            Pattern.compile("\\bgroups?(?::|\\s*=>)\\s*(\\[[^\\]]*\\]|%i\\[[^\\]]*\\]|:\\w+)");
    private static final Pattern NAME = Pattern.compile("\\b[a-z_]+\\b");
    private static final Set<String> ELSEWHERE = Set.of("development", "test");

    /** A group that is open, by the indentation of its line. */
    private record Open(int indentation, boolean elsewhere) {}

    private final Map<String, Library> installed = new LinkedHashMap<>();
    private final Set<String> elsewhere = new HashSet<>();

    private GemfileReading(Checkout checkout) {
        Deque<Open> open = new ArrayDeque<>();
        for (String line : checkout.searchable("Gemfile").orElse("").split("\n")) {
            int indentation = line.length() - line.stripLeading().length();
            Matcher group = GROUP.matcher(line);
            Matcher gem = GEM.matcher(line);
            if (group.matches()) {
                open.push(new Open(indentation, onlyElsewhere(group.group(1))));
            } else if (line.strip().equals("end")
                    && !open.isEmpty()
                    && open.peek().indentation() == indentation) {
                open.pop();
            } else if (gem.find()) {
                Matcher own = GROUP_OF_GEM.matcher(gem.group(3));
                boolean left = open.stream().anyMatch(Open::elsewhere) || own.find() && onlyElsewhere(own.group(1));
                add(gem.group(1), gem.group(2) == null ? "" : gem.group(2), left);
            }
        }
        elsewhere.removeAll(installed.keySet());
    }

    private void add(String name, String version, boolean left) {
        if (left) {
            elsewhere.add(name);
            return;
        }
        installed.putIfAbsent(name, new Library(name, version));
        // What Rails brings along is in no Gemfile.
        if (name.equals("rails")) {
            List.of("railties", "activerecord", "actioncable", "activestorage")
                    .forEach(part -> installed.putIfAbsent(part, new Library(part, version)));
        }
    }

    private static boolean onlyElsewhere(String groups) {
        List<String> names = NAME.matcher(groups.replaceAll("\\w+:\\s.*|%i", ""))
                .results()
                .map(found -> found.group())
                .toList();
        return !names.isEmpty() && ELSEWHERE.containsAll(names);
    }

    /** The gems that run in production, for a checkout without Gemfile.lock. */
    static List<Library> gems(Checkout checkout) {
        List<Library> gems = List.copyOf(new GemfileReading(checkout).installed.values());
        if (!gems.isEmpty()) {
            checkout.find(
                    "Gemfile.lock",
                    "is missing",
                    "Heroku refuses to build without it, and which gems are installed is not known.");
        }
        return gems;
    }

    /** Names of gems that stand in no other groups than development and test. */
    static Set<String> leftOut(Checkout checkout) {
        return Set.copyOf(new GemfileReading(checkout).elsewhere);
    }
}
