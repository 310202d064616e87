package dev.dynolift.plan;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The expressions that EventBridge Scheduler takes: {@code rate(10 minutes)}, {@code cron(0 9 * * ? *)} with the fields
 * minute, hour, day of month, month, day of week, year, and {@code at(2027-01-31T09:00:00)}.
 */
final class ScheduleExpression {

    private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,6}) (minute|hour|day)(s?)\\)");
    private static final Pattern AT = Pattern.compile("at\\(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\)");
    private static final Pattern KIND = Pattern.compile("(?i)(rate|cron|at)(\\(.*)");
    private static final Pattern CRON = Pattern.compile("cron\\(([^()]*)\\)");

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private ScheduleExpression() {}

    /** Why the expression cannot be used, in words; empty when it can. */
    static Optional<String> problem(String expression) {
        String plain = plain(expression);
        if (!plain.equals(expression)) {
            // Of what has another mistake, that one is told.
            return problem(plain)
                    .or(() -> Optional.of("AWS takes no further blanks, zeros and capitals; write " + plain));
        }
        Matcher rate = RATE.matcher(expression);
        if (rate.matches()) {
            int number = Integer.parseInt(rate.group(1));
            if (number == 0) {
                return Optional.of("a rate must be at least 1");
            }
            boolean plural = !rate.group(3).isEmpty();
            return (number == 1) == plural
                    ? Optional.of("write rate(" + number + " " + rate.group(2) + (number == 1 ? "" : "s") + ")")
                    : Optional.empty();
        }
        if (AT.matcher(expression).matches()) {
            return isTime(expression.substring(3, expression.length() - 1))
                    ? Optional.empty()
                    : Optional.of("there is no such day or hour");
        }
        Matcher cron = CRON.matcher(expression);
        return cron.matches() ? cronProblem(cron.group(1)) : Optional.of("it is neither rate(…), cron(…) nor at(…)");
    }

    /** The same in the form in which AWS writes it. */
    private static String plain(String expression) {
        String words = expression.strip().replaceAll("\\s+", " ").replaceAll(" ?([()]) ?", "$1");
        Matcher kind = KIND.matcher(words);
        if (!kind.matches()) {
            return words;
        }
        String name = kind.group(1).toLowerCase(Locale.ROOT);
        return name
                + (name.equals("rate")
                        ? kind.group(2).toLowerCase(Locale.ROOT).replaceFirst("\\(0+(?=\\d)", "(")
                        : kind.group(2));
    }

    private static boolean isTime(String written) {
        try {
            LocalDateTime.parse(written);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static Optional<String> cronProblem(String fields) {
        List<String> parts = Arrays.stream(fields.strip().split("\\s+")).toList();
        if (parts.size() != 6) {
            return Optional.of("cron(…) has " + parts.size()
                    + " fields and needs 6: minute hour day-of-month month day-of-week year");
        }
        if (parts.get(2).equals("?") == parts.get(4).equals("?")) {
            return Optional.of("exactly one of day-of-month and day-of-week must be `?`");
        }
        return field("minute", parts.get(0), 0, 59, List.of(), "")
                .or(() -> field("hour", parts.get(1), 0, 23, List.of(), ""))
                .or(() -> field("day-of-month", parts.get(2), 1, 31, List.of(), "?LW"))
                .or(() -> field("month", parts.get(3), 1, 12, MONTHS, ""))
                .or(() -> field("day-of-week", parts.get(4), 1, 7, DAYS, "?L#"))
                .or(() -> field("year", parts.get(5), 1970, 2199, List.of(), ""));
    }

    private static Optional<String> field(
            String name, String text, int least, int most, List<String> words, String extras) {
        if (text.equals("?") && extras.contains("?")) {
            return Optional.empty();
        }
        for (String part : text.split(",", -1)) {
            if (!isPart(part, least, most, words, extras)) {
                return Optional.of("the field " + name + " is `" + text + "`, and must be * or " + least + " to " + most
                        + ", a list (1,2), a range (1-5) or steps (0/10)");
            }
        }
        return Optional.empty();
    }

    private static boolean isPart(String part, int least, int most, List<String> words, String extras) {
        String numbers = part;
        for (int i = 0; i < words.size(); i++) {
            numbers = numbers.replaceAll("(?i)\\b" + words.get(i) + "\\b", String.valueOf(i + 1));
        }
        // "L-3" is three days before a month's last, "6L" its last Friday.
        if (extras.contains("L") && numbers.matches(extras.contains("#") ? "[1-7]?L" : "L(-([1-9]|[12]\\d|30))?")) {
            return true;
        }
        if (extras.contains("W") && numbers.matches("([1-9]|[12]\\d|3[01]|L)W")) {
            return true;
        }
        if (extras.contains("#") && numbers.matches("[1-7]#[1-5]")) {
            return true;
        }
        Matcher matcher =
                Pattern.compile("(\\*|(\\d{1,4})(-(\\d{1,4}))?)(/(\\d{1,4}))?").matcher(numbers);
        if (!matcher.matches()) {
            return false;
        }
        if (matcher.group(6) != null && Integer.parseInt(matcher.group(6)) == 0) {
            return false;
        }
        if (matcher.group(2) == null) {
            return true;
        }
        int from = Integer.parseInt(matcher.group(2));
        int to = matcher.group(4) == null ? from : Integer.parseInt(matcher.group(4));
        return from >= least && to <= most && from <= to;
    }
}
