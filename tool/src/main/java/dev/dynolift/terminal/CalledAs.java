package dev.dynolift.terminal;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a person called the program, as {@code ./dynolift}: commands in our words are shown so, and can be pasted as they
 * stand. Immutable.
 *
 * @param name what stands in place of {@code dynolift}
 */
public record CalledAs(String name) {

    /** As its name, which works where it stands on the path. */
    public static final CalledAs USUAL = new CalledAs("dynolift");

    private static final Pattern COMMAND =
            Pattern.compile("(?<![\\w./-])dynolift(?= (?:doctor|audit|plan|cost|generate|data|rehearse)\\b)");

    /** A shell and a JSON string take it as it is. */
    private static final Pattern PLAIN = Pattern.compile("[\\w./-]+");

    /** What the launcher says; the usual name where nothing does, or where the path would have to be quoted. */
    public static CalledAs ofProcess(Map<String, String> environment) {
        String name = environment.getOrDefault("DYNOLIFT_CALLED_AS", "");
        return PLAIN.matcher(name).matches() ? new CalledAs(name) : USUAL;
    }

    /** The text with each command as this program is called. */
    public String in(String text) {
        return COMMAND.matcher(text).replaceAll(Matcher.quoteReplacement(name));
    }
}
