package dev.dynolift.audit;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Problems;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.secret.CommandSecrets;
import dev.dynolift.yaml.DocumentParser;
import dev.dynolift.yaml.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scheduler's jobs as a person wrote them down: either the table of Scheduler's dashboard, pasted as it is, or YAML with an
 * app's jobs under its name:
 *
 * <pre>
 * crema:
 *   - name: renew
 *     command: rake subscription:renew
 *     every: daily at 09:00
 *     size: standard-1x
 * </pre>
 */
public final class JobsFile {

    private static final String SOURCE = "yours";
    static final Pattern EVERY = Pattern.compile("(?i)\\bevery (10 minutes|hour at :?(\\d{1,2})|day at "
            + "(\\d{1,2}):(\\d\\d)\\s*(am|pm)?)|\\bhourly at :?(\\d{1,2})|\\bdaily at (\\d{1,2}):(\\d\\d)\\s*(am|pm)?");
    private static final Set<String> KEYS = Set.of("name", "command", "every", "size");

    private JobsFile() {}

    /**
     * The jobs of a file, each with its app; empty stands for the only app that is audited.
     *
     * @throws DynoliftException INPUT with everything that is wrong in the file
     */
    public static Map<String, List<ScheduledJob>> read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.INPUT, "the jobs file " + file + " cannot be read", "", "Check its name.", e);
        }
        Problems problems = new Problems();
        String name = String.valueOf(file.getFileName());
        Map<String, List<ScheduledJob>> jobs = name.matches(".*\\.ya?ml")
                ? yaml(name, text, problems)
                : Map.of("", new JobTable(name, text, problems).jobs());
        problems.throwIfAny(ErrorCode.INPUT, "the jobs file " + file + " cannot be used");
        return jobs;
    }

    /** A frequency in words: "Every 10 minutes", "Hourly at :20", "Daily at 9:00 AM UTC". */
    static Optional<ScheduledJob> job(String command, String every, Optional<String> size) {
        Matcher matcher = EVERY.matcher(every);
        return matcher.find() ? job(CommandSecrets.masked(command), matcher, size) : Optional.empty();
    }

    static Optional<ScheduledJob> job(String command, Matcher every, Optional<String> size) {
        String hourly = every.group(2) == null ? every.group(6) : every.group(2);
        String dayHour = every.group(3) == null ? every.group(7) : every.group(3);
        String dayMinute = every.group(4) == null ? every.group(8) : every.group(4);
        String half = every.group(5) == null ? every.group(9) : every.group(5);
        String dyno = size.map(text -> text.toLowerCase(Locale.ROOT)).orElse(null);
        if (hourly != null) {
            int minute = Integer.parseInt(hourly);
            return minute > 59 ? Optional.empty() : Optional.of(new ScheduledJob(command, 60, minute, dyno, SOURCE));
        }
        if (dayHour == null || dayMinute == null) {
            return Optional.of(new ScheduledJob(command, 10, null, dyno, SOURCE));
        }
        int hour = Integer.parseInt(dayHour);
        if (half != null) {
            hour = hour % 12 + (half.equalsIgnoreCase("pm") ? 12 : 0);
        }
        int minute = Integer.parseInt(dayMinute);
        return hour > 23 || minute > 59
                ? Optional.empty()
                : Optional.of(new ScheduledJob(command, 1440, hour * 60 + minute, dyno, SOURCE));
    }

    private static Map<String, List<ScheduledJob>> yaml(String name, String text, Problems problems) {
        Map<String, List<ScheduledJob>> jobs = new LinkedHashMap<>();
        DocumentParser.parse(name, text, problems).entries().forEach((app, node) -> {
            if (!(node instanceof Node.Items items)) {
                problems.add(name + ":" + node.line(), app + " has no list of jobs", "");
                return;
            }
            List<ScheduledJob> ofApp = new ArrayList<>();
            for (Node.Section section : items.sections()) {
                section.entries().keySet().stream()
                        .filter(key -> !KEYS.contains(key))
                        .forEach(key -> problems.add(
                                name + ":" + section.line(), key + " is no part of a job", "It has " + KEYS + "."));
                Optional<ScheduledJob> job = job(
                        word(section, "command").orElse(""),
                        word(section, "every").orElse(""),
                        word(section, "size"));
                if (word(section, "command").isEmpty() || job.isEmpty()) {
                    problems.add(
                            name + ":" + section.line(),
                            "a job needs a command, and in \"every\" one of \"every 10 minutes\", \"hourly at :20\","
                                    + " \"daily at 09:00\"",
                            "");
                }
                job.ifPresent(ofApp::add);
            }
            jobs.put(app, ofApp);
        });
        return jobs;
    }

    private static Optional<String> word(Node.Section section, String key) {
        return section.get(key) instanceof Node.Value value && value.content() != null
                ? Optional.of(String.valueOf(value.content()))
                : Optional.empty();
    }
}
