package dev.dynolift.dockerfile;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Picks Node's version as Heroku's buildpack does: https://devcenter.heroku.com/changelog-items/3512. */
final class NodeVersion {

    /** What a range without an upper end is held to, and what is taken when nothing is asked for. */
    private static final int ACTIVE_LTS = 24;

    private static final int OLDEST = 10;

    private static final Pattern EXACT = Pattern.compile("[=v]*(\\d+\\.\\d+\\.\\d+)");
    private static final Pattern MINOR = Pattern.compile("[=v~]*(\\d+\\.\\d+)(?:\\.[x*\\d]+)?");
    private static final Pattern BOUND =
            Pattern.compile("(>=|<=|>|<|\\^|~|=)?\\s*v?(\\d+)(?:\\.(\\d+|[x*]))?[\\w.*-]*");
    private static final Pattern BETWEEN = Pattern.compile("(\\S+)\\s+-\\s+(\\S+)");

    private NodeVersion() {}

    /** @param asked as package.json or .nvmrc says it: "20.x", ">=18 <21", "^18 || ^20", "lts/*", "" */
    static String tag(String asked) {
        String range = asked.strip();
        Matcher exact = EXACT.matcher(range);
        if (exact.matches()) {
            return exact.group(1);
        }
        Matcher minor = MINOR.matcher(range);
        if (minor.matches()) {
            return minor.group(1);
        }
        List<Integer> fitting = IntStream.rangeClosed(OLDEST, ACTIVE_LTS)
                .filter(major -> fits(range, major))
                .boxed()
                .toList();
        if (fitting.isEmpty()) {
            Matcher first = BOUND.matcher(range);
            // Something newer, or what is no range at all.
            return first.find() ? first.group(2) : String.valueOf(ACTIVE_LTS);
        }
        // Even ones are supported for long.
        return String.valueOf(fitting.stream()
                .filter(major -> major % 2 == 0)
                .reduce((older, newer) -> newer)
                .orElse(fitting.get(fitting.size() - 1)));
    }

    private static boolean fits(String range, int major) {
        return Arrays.stream(range.split("\\|\\|")).anyMatch(each -> {
            String bounds = BETWEEN.matcher(each.strip()).replaceAll(">=$1 <=$2");
            Matcher bound = BOUND.matcher(bounds);
            while (bound.find()) {
                if (!holds(bound, major)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static boolean holds(Matcher bound, int major) {
        int named = Integer.parseInt(bound.group(2));
        boolean atItsBeginning = bound.group(3) == null || bound.group(3).matches("0|[x*]");
        return switch (String.valueOf(bound.group(1))) {
            case ">=" -> major >= named;
            case ">" -> atItsBeginning ? major > named : major >= named;
            case "<=" -> major <= named;
            case "<" -> atItsBeginning ? major < named : major <= named;
            default -> major == named;
        };
    }
}
