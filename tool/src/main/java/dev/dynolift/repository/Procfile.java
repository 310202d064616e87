package dev.dynolift.repository;

import dev.dynolift.secret.CommandSecrets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Procfile as Heroku's Cedar does (foreman's grammar: the last of two equal names wins, other lines are ignored),
 * and points out what its successor Fir would refuse.
 */
final class Procfile {

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]+):\\s*(.+)");
    /** https://github.com/heroku/buildpacks-procfile: what Fir takes as it is. */
    private static final Pattern FIR_NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private Procfile() {}

    /** The process types of a file that nobody deploys as it is: what is odd in it is told nowhere. */
    static List<String> types(String text) {
        return text.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .distinct()
                .toList();
    }

    /** Type to command, in the order of the file. */
    static Map<String, String> read(String file, String text, Checkout problems) {
        Map<String, String> commands = new LinkedHashMap<>();
        Map<String, String> names = new HashMap<>();
        String[] lines = text.replace("\uFEFF", "").split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            String place = file + ":" + (i + 1);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                problems.find(
                        place, "has a line that is neither a comment nor `name: command`", "Heroku ignores the line.");
                continue;
            }
            String type = matcher.group(1);
            String folded = type.toLowerCase(Locale.ROOT).replace('_', '-');
            String other = names.putIfAbsent(folded, type);
            if (other != null && !other.equals(type)) {
                problems.find(
                        place, "names " + type + " and " + other, "Newer builders take them for the same process.");
            }
            if (commands.put(type, CommandSecrets.masked(matcher.group(2).strip())) != null) {
                problems.find(place, "names " + type + " twice", "Heroku takes the last one.");
            }
            if (!FIR_NAME.matcher(folded).matches()) {
                problems.find(
                        place,
                        "has a name that newer builders refuse",
                        "Names are letters, digits and hyphens, up to 63.");
            }
        }
        return commands;
    }
}
