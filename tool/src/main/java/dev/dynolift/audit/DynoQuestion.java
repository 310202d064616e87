package dev.dynolift.audit;

import dev.dynolift.inventory.HerokuApp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a one-off dyno is asked about its environment: of each name how long its value is, and whether that holds
 * <code>{{</code>. The value itself does not leave the dyno, nor anything that could be compared with it.
 *
 * @param names of environment variables
 */
record DynoQuestion(List<String> names) {

    /** The last line of an answer; without it something is missing. */
    static final String LAST = "dynolift: end";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w{0,199}");
    // What a profile prints without a line's end stands before it.
    private static final Pattern LINE = Pattern.compile("dynolift: (\\w+) (\\d{1,9}) (-|braces)\\s");

    /** @param bytes 0 when the variable is not set, or empty */
    record Answer(int bytes, boolean braces) {}

    DynoQuestion {
        names = names.stream().filter(name -> NAME.matcher(name).matches()).toList();
    }

    /** For bash, which every stack has; an image of Cloud Native Buildpacks has its environment from the launcher alone. */
    String command(HerokuApp app) {
        String script = "LC_ALL=C; for dynolift_name in " + String.join(" ", names) + "; do"
                + " dynolift_value=\"${!dynolift_name}\"; dynolift_braces=-;"
                + " case \"$dynolift_value\" in *\"{{\"*) dynolift_braces=braces;; esac;"
                + " echo \"dynolift: $dynolift_name ${#dynolift_value} $dynolift_braces\"; done; echo \"" + LAST + "\"";
        return ("cnb".equals(app.stack()) ? "launcher " : "") + "bash -c '" + script + "'";
    }

    /** By name; empty when the output is no whole answer. */
    Optional<Map<String, Answer>> read(String output) {
        Map<String, Answer> answers = new TreeMap<>();
        Matcher line = LINE.matcher(output);
        while (line.find()) {
            answers.put(
                    line.group(1),
                    new Answer(Integer.parseInt(line.group(2)), line.group(3).equals("braces")));
        }
        return output.contains(LAST) && answers.keySet().containsAll(names) ? Optional.of(answers) : Optional.empty();
    }
}
