package dev.dynolift.audit;

import dev.dynolift.error.Problems;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.secret.CommandSecrets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of Scheduler's dashboard as somebody pasted it. However the browser has put the cells, a job's command and
 * size stand before its frequency. A word that belongs to no cell that is known is refused: it would become part of a
 * command.
 */
final class JobTable {

    private static final Pattern SIZE = Pattern.compile(
            "(?i)\\b(eco|basic|hobby|free|(?:standard|performance|private|shield)-[a-z0-9-]+)\\b(?=[\\s|]*$)");
    /** Words of the table's own: its head, and what stands behind a job's frequency. */
    private static final Pattern FURNITURE =
            Pattern.compile("(?i)\\s*(job|dyno size|frequency|last run|next due|utc|never|add job|edit|remove|\\||-{3,}"
                    + "|\\w{3,9} \\d{1,2},? (\\d{4},? )?(at )?\\d{1,2}:\\d\\d ?(am|pm)?( utc)?"
                    + "|\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d)?( ?utc|z)?|(today|yesterday|tomorrow)( at \\d{1,2}:\\d\\d ?(am|pm)?( utc)?)?"
                    + "|(in )?(about |almost |over |less than )?(an?|\\d+) \\w+( ago| from now)?)\\s*");

    private static final int LONGEST_COMMAND = 4000;
    private static final String CELLS = "\\t| {2,}";
    private static final String CELLS_IN_RULES = CELLS + "|\\|";

    private final String name;
    private final String text;
    private final Problems problems;

    JobTable(String name, String text, Problems problems) {
        this.name = name;
        this.text = text;
        this.problems = problems;
    }

    List<ScheduledJob> jobs() {
        List<ScheduledJob> jobs = new ArrayList<>();
        Matcher every = JobsFile.EVERY.matcher(text);
        int from = 0;
        while (every.find()) {
            job(before(from, every.start(), true), every).ifPresent(jobs::add);
            from = every.end();
        }
        if (from == 0) {
            problems.add(
                    name,
                    "it holds no job",
                    "Paste the table of `heroku addons:open scheduler -a APP`, or write YAML into a file that ends in .yaml.");
        } else {
            before(from, text.length(), false);
        }
        return jobs;
    }

    private Optional<ScheduledJob> job(String before, Matcher every) {
        String place = name + ":" + lineAt(every.start());
        if (before.length() > LONGEST_COMMAND) {
            problems.add(place, "what stands before \"" + every.group() + "\" is too long for a command", "");
            return Optional.empty();
        }
        Matcher size = SIZE.matcher(before);
        boolean sized = size.find();
        String command = (sized ? before.substring(0, size.start()) : before)
                .strip()
                .replaceFirst("^\\$ ?", "")
                .replaceFirst("[\\s|]+$", "");
        Optional<ScheduledJob> job = JobsFile.job(
                CommandSecrets.masked(command), every, sized ? Optional.of(size.group(1)) : Optional.empty());
        if (command.isEmpty() || job.isEmpty()) {
            problems.add(place, "\"" + every.group() + "\" has no command before it, or is no time", "");
            return Optional.empty();
        }
        return job;
    }

    /** Command and size: what stands in the last line with words. Words elsewhere belong to nothing that is known. */
    private String before(int from, int to, boolean frequencyFollows) {
        String own = "";
        String size = "";
        int ownLine = 0;
        int line = lineAt(from);
        boolean restOfRow = from > 0;
        for (String part : text.substring(from, to).split("\n", -1)) {
            String words = words(part);
            if (!words.isEmpty() && restOfRow) {
                stray(line);
            } else if (SIZE.matcher(words).lookingAt()) {
                size = words;
            } else if (!words.isEmpty()) {
                if (!own.isEmpty()) {
                    stray(ownLine);
                }
                own = words;
                ownLine = line;
            }
            restOfRow = false;
            line++;
        }
        if (!frequencyFollows && !own.isEmpty()) {
            stray(ownLine);
        }
        return (own + " " + size).strip();
    }

    private void stray(int line) {
        problems.add(
                name + ":" + line,
                "something in this line is no job with its size and a frequency that Scheduler has, and no other cell of"
                        + " its table",
                "Take out what does not belong to the table, or write the jobs as YAML into a file that ends in .yaml.");
    }

    /** A line without the table's furniture. A command may have a "|", too, unless the table is drawn with them. */
    private static String words(String line) {
        String row = line.strip();
        if (Arrays.stream(row.split(CELLS_IN_RULES)).allMatch(JobTable::isFurniture)) {
            return "";
        }
        List<String> kept = new ArrayList<>();
        for (String cell : row.split(row.startsWith("|") ? CELLS_IN_RULES : CELLS)) {
            if (!isFurniture(cell)) {
                kept.add(cell.strip());
            }
        }
        return String.join(" ", kept);
    }

    private static boolean isFurniture(String cell) {
        return cell.isBlank() || FURNITURE.matcher(cell).matches();
    }

    private int lineAt(int index) {
        return 1
                + (int) text.substring(0, index)
                        .chars()
                        .filter(sign -> sign == '\n')
                        .count();
    }
}
