package dev.dynolift.repository;

import java.lang.module.ModuleDescriptor.Version;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which Rubies a Gemfile takes: {@code ruby ">= 2.6", "< 3.2"}.
 *
 * @param exact the one that it names
 * @param near where "~&gt;" begins
 * @param floor the oldest one
 * @param ceiling the newest series that an upper bound leaves: "3.1" of "&lt; 3.2"; never older than the floor
 */
record RubyRange(
        @Nullable String exact,
        @Nullable String near,
        @Nullable String floor,
        @Nullable String ceiling) {

    private static final Pattern LINE = Pattern.compile(
            "(?m)^[ \\t]*+ruby[ \\t]*+\\(?[ \\t]*+((?:[\"'][^\"'\\n]{1,40}+[\"'][ \\t]*+,?[ \\t]*+){1,5}+)");
    private static final Pattern BOUND = Pattern.compile(
            "[\"'][ \\t]*+(~>|>=|<=|>|<|=)?[ \\t]*+(\\d{1,4}+(?:\\.\\d{1,4}+){0,2})(?:\\.\\w+)*+[ \\t]*+[\"']");

    static RubyRange of(String gemfile) {
        String exact = null;
        String near = null;
        String floor = null;
        String below = null;
        String last = null;
        Matcher line = LINE.matcher(gemfile);
        Matcher bound = BOUND.matcher(line.find() ? line.group(1) : "");
        while (bound.find()) {
            String version = bound.group(2);
            switch (bound.group(1) == null ? "=" : bound.group(1)) {
                case "~>" -> near = version;
                case ">=", ">" -> floor = version;
                case "<" -> below = version;
                case "<=" -> last = version;
                default -> exact = version.contains(".") ? version : null;
            }
        }
        String oldest = floor != null ? floor : near;
        return new RubyRange(exact, near, floor, last != null ? last : below == null ? null : under(below, oldest));
    }

    /** The series before a bound; where none has the bound's first number, nothing but the floor is known to exist. */
    private static @Nullable String under(String below, @Nullable String oldest) {
        String[] numbers = below.split("\\.");
        int minor = numbers.length > 1 ? Integer.parseInt(numbers[1]) : 0;
        boolean withinSeries = numbers.length > 2 && !numbers[2].equals("0");
        String series = withinSeries ? numbers[0] + "." + minor : minor == 0 ? null : numbers[0] + "." + (minor - 1);
        if (withinSeries) {
            // "3.2" would be its newest one, beyond the bound: the last before it.
            return numbers[0] + "." + minor + "." + (Integer.parseInt(numbers[2]) - 1);
        }
        boolean olderThanFloor =
                series != null && oldest != null && Version.parse(series).compareTo(minorOf(oldest)) < 0;
        return series == null || olderThanFloor ? oldest : series;
    }

    /** "2.6.3" is one of 2.6. */
    private static Version minorOf(String version) {
        String[] numbers = version.split("\\.");
        return Version.parse(numbers.length > 1 ? numbers[0] + "." + numbers[1] : numbers[0]);
    }
}
