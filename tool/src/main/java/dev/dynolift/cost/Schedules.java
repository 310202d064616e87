package dev.dynolift.cost;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often a schedule runs. */
final class Schedules {

    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");
    private static final Pattern CRON = Pattern.compile("cron\\((\\S+) (\\S+) (\\S+) \\S+ (\\S+) \\S+\\)");
    private static final double DAYS_PER_MONTH = 365.0 / 12;

    private Schedules() {}

    /** Runs in an average month; months and years of a cron expression are not looked at. */
    static double runsPerMonth(String expression) {
        Matcher rate = RATE.matcher(expression);
        if (rate.matches()) {
            int minutes =
                    switch (rate.group(2)) {
                        case "minute" -> 1;
                        case "hour" -> 60;
                        default -> 1440;
                    };
            return DAYS_PER_MONTH * 1440 / (Integer.parseInt(rate.group(1)) * minutes);
        }
        Matcher cron = CRON.matcher(expression);
        if (!cron.matches()) {
            return 1;
        }
        double daysOfMonth = cron.group(3).matches("[*?]") ? 1 : times(cron.group(3), 31) / DAYS_PER_MONTH;
        double daysOfWeek = cron.group(4).matches("[*?]") ? 1 : times(cron.group(4), 7) / 7.0;
        return times(cron.group(1), 60) * times(cron.group(2), 24) * DAYS_PER_MONTH * daysOfMonth * daysOfWeek;
    }

    /** How many values of a field that has {@code all} match. */
    private static double times(String field, int all) {
        return Arrays.stream(field.split(","))
                .mapToDouble(part -> part(part, all))
                .sum();
    }

    private static double part(String part, int all) {
        String[] steps = part.split("/");
        int step = steps.length > 1 && steps[1].matches("\\d+") ? Math.max(1, Integer.parseInt(steps[1])) : 1;
        if (steps[0].equals("*")) {
            return Math.ceil((double) all / step);
        }
        Matcher range = Pattern.compile("(\\d+)-(\\d+)").matcher(steps[0]);
        if (range.matches()) {
            int values = Integer.parseInt(range.group(2)) - Integer.parseInt(range.group(1)) + 1;
            return Math.ceil((double) values / step);
        }
        if (steps[0].matches("[A-Za-z]{3}-[A-Za-z]{3}")) {
            return steps[0].equalsIgnoreCase("MON-FRI") ? 5 : 3;
        }
        return steps.length > 1 && steps[0].matches("\\d+")
                ? Math.ceil((double) (all - Integer.parseInt(steps[0])) / step)
                : 1;
    }
}
