package dev.dynolift.scenarios;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** pg_dump's text taken apart: each definition by its kind and name. */
final class DumpedDefinitions {

    private static final Pattern HEADING =
            Pattern.compile("(?m)^--\\n-- Name: (.*); Type: ([A-Z ]+); Schema: (\\S+); Owner: .*\\n--\\n");

    private static final Pattern SETTING = Pattern.compile("(?m)^SET default_(\\w+) = (.*);\\n");

    private static final Pattern END =
            Pattern.compile("--\\n-- PostgreSQL database dump complete\\n--\\n.*", Pattern.DOTALL);

    private DumpedDefinitions() {}

    static Map<String, String> read(String text) {
        String dump = END.matcher(text).replaceFirst("");
        Map<String, String> definitions = new TreeMap<>();
        Map<String, String> settings = new TreeMap<>();
        Matcher heading = HEADING.matcher(dump);
        int end = dump.length();
        boolean found = heading.find();
        int from = found ? heading.start() : end;
        remember(dump.substring(0, from), settings);
        while (found) {
            String name = heading.group(2) + " " + (heading.group(3).equals("-") ? "" : heading.group(3) + ".")
                    + heading.group(1);
            int begin = heading.end();
            found = heading.find();
            String body = dump.substring(begin, found ? heading.start() : end);
            // Where and how tables are kept is said before a table, and holds until it is said again.
            String kept = name.matches("(TABLE|MATERIALIZED VIEW) .*") ? settings.toString() : "";
            String definition = SETTING.matcher(body).replaceAll("");
            definitions.merge(name, definition.strip() + kept, (one, other) -> one + "\n" + other);
            remember(body, settings);
        }
        return definitions;
    }

    private static void remember(String text, Map<String, String> settings) {
        SETTING.matcher(text).results().forEach(setting -> settings.put(setting.group(1), setting.group(2)));
    }
}
