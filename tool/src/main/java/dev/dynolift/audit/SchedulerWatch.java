package dev.dynolift.audit;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuLogs;
import dev.dynolift.heroku.HerokuRefusal;
import dev.dynolift.rest.Pause;
import dev.dynolift.secret.CommandSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Watches what Scheduler starts, in the app's log and its list of dynos. What was seen is written down at once, and so is
 * each look that was made, so that a watch of a day survives a kill, and a machine that sleeps has not watched.
 * Not thread-safe.
 */
public final class SchedulerWatch {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern STARTED = Pattern.compile(
            "(\\S+) app\\[api\\]: Starting process with command `(.*)` by user scheduler@addons\\.heroku\\.com\\s*");
    private static final Pattern STATUS = Pattern.compile("status \\d+");
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final int LOOKS_BETWEEN_LOGS = 10;
    /** Whoever has had no network for so long will not have it in a minute. */
    private static final int MOST_FAILURES = 120;

    private final HerokuApi api;
    private final HerokuLogs logs;
    private final EventListener events;
    private final Path file;
    /** One line for each look; beside the runs. */
    private final Path looksFile;

    private final Pause pause;
    private final Set<SchedulerRun> seen = new LinkedHashSet<>();
    private final Map<String, String> unreadLogs = new TreeMap<>();
    private int looks;
    private Duration watched = Duration.ZERO;

    /** @param file where runs are written down; made when missing */
    public SchedulerWatch(HerokuApi api, HerokuLogs logs, EventListener events, Path file) {
        this(api, logs, events, file, Pause.SLEEP);
    }

    /** @param pause waits between two looks, each of which counts as a minute */
    SchedulerWatch(HerokuApi api, HerokuLogs logs, EventListener events, Path file, Pause pause) {
        this.api = api;
        this.logs = logs;
        this.events = events;
        this.file = file;
        this.looksFile = file.resolveSibling(file.getFileName() + ".looks");
        this.pause = pause;
        read();
    }

    /**
     * Looks once a minute until the time is over, and once at its end; a watch that was stopped goes on with what is left
     * of it. A look that fails for want of a network is made up for.
     *
     * @throws HerokuRefusal when Heroku knows no such app, at once
     * @throws DynoliftException INTERRUPTED when it is stopped; the same command goes on
     */
    public void watch(List<String> apps, Duration time) {
        apps.forEach(this::refuseUnknown);
        // A watch that came to its end is followed by another one.
        Duration wanted = watched.compareTo(time) >= 0 ? watched.plus(time) : time;
        events.on(new Event.Note(
                Instant.now(),
                Event.Level.INFO,
                "Watching Scheduler for " + words(wanted.minus(watched))
                        + (watched.isZero() ? "" : ", after " + words(watched) + " before")
                        + ". Stop it whenever you like: what was seen is kept."));
        try {
            int failures = 0;
            while (watched.compareTo(wanted) < 0) {
                boolean well = look(apps, failures, false);
                failures = well ? 0 : failures + 1;
                Duration left = wanted.minus(watched);
                Duration step = left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS;
                pause.of(step);
                if (well) {
                    count(step);
                }
            }
            while (!look(apps, failures, true)) {
                failures++;
                pause.of(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED, "the watch was stopped", "", "Run the same command again.", e);
        }
    }

    private void refuseUnknown(String app) {
        try {
            api.freshObject("/apps/" + app);
        } catch (HerokuRefusal refusal) {
            throw refusal.status() == 404 ? refusal.asInput() : refusal;
        }
    }

    private void count(Duration step) {
        looks++;
        watched = watched.plus(step);
        append(looksFile, Instant.now() + (step.equals(BETWEEN_LOOKS) ? "" : " " + step));
    }

    private static String words(Duration time) {
        boolean hours = !time.isZero() && time.toMinutes() % 60 == 0 && time.toSecondsPart() == 0;
        boolean minutes = time.toSecondsPart() == 0;
        long number = hours ? time.toHours() : minutes ? time.toMinutes() : time.toSeconds();
        return number + (hours ? " hour" : minutes ? " minute" : " second") + (number == 1 ? "" : "s");
    }

    /** For how long somebody has looked, as far as looks were made and answered. */
    public Duration watched() {
        return watched;
    }

    /** Apps whose log could not be read in the end, and why: "status 404". */
    public Map<String, String> unreadLogs() {
        return Map.copyOf(unreadLogs);
    }

    private boolean look(List<String> apps, int failures, boolean last) throws InterruptedException {
        try {
            for (String app : apps) {
                dynos(app);
                if (looks % LOOKS_BETWEEN_LOGS == 0 || failures > 0 || last) {
                    // Also after a gap: the log still has what was started meanwhile.
                    log(app);
                }
            }
        } catch (DynoliftException failure) {
            if (failure.code() != ErrorCode.NETWORK || failures + 1 >= MOST_FAILURES) {
                throw failure;
            }
            if (failures == 0) {
                events.on(new Event.Note(
                        Instant.now(),
                        Event.Level.WARNING,
                        "Heroku cannot be reached; the watch goes on as soon as it can."));
            }
            return false;
        }
        return true;
    }

    /** All runs that were ever seen and written down. */
    public List<SchedulerRun> runs() {
        return List.copyOf(seen);
    }

    private void dynos(String app) {
        try {
            // Asked anew each time, whatever the workspace keeps.
            for (JsonNode dyno : api.freshObject("/apps/" + app + "/dynos")) {
                if (Text.of(dyno, "type").equals("scheduler")) {
                    Instant at = DeploymentReading.instant(dyno, "created_at");
                    String size = Text.of(dyno, "size").toLowerCase(Locale.ROOT);
                    note(new SchedulerRun(
                            app,
                            CommandSecrets.masked(Text.of(dyno, "command")),
                            at == null ? Instant.now() : at,
                            size.isEmpty() ? null : size));
                }
            }
        } catch (HerokuRefusal refusal) {
            if (!refusal.concernsOneResource()) {
                throw refusal;
            }
        }
    }

    private void log(String app) throws InterruptedException {
        try {
            logs.startedProcesses(app).forEach(line -> run(app, line).ifPresent(this::note));
            unreadLogs.remove(app);
        } catch (IOException e) {
            // Other messages may quote an address, which has a key in it.
            String said = String.valueOf(e.getMessage());
            String why = STATUS.matcher(said).matches() ? said : Reason.withoutQuoting(e);
            if (!why.equals(unreadLogs.put(app, why))) {
                events.on(new Event.Note(
                        Instant.now(),
                        Event.Level.WARNING,
                        "The log of " + app + " cannot be read (" + why + "); the list of dynos is looked at alone."));
            }
        }
    }

    /** What a line of the log says about Scheduler; every other line is nobody's business. */
    static Optional<SchedulerRun> run(String app, String line) {
        Matcher started = STARTED.matcher(line);
        if (!started.matches()) {
            return Optional.empty();
        }
        try {
            Instant at = OffsetDateTime.parse(started.group(1)).toInstant();
            return Optional.of(new SchedulerRun(app, CommandSecrets.masked(started.group(2)), at, null));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Log and list tell of the same run some seconds apart. */
    private void note(SchedulerRun run) {
        List<SchedulerRun> same = new ArrayList<>(seen);
        same.removeIf(other -> !other.app().equals(run.app())
                || !other.command().equals(run.command())
                || Duration.between(other.at(), run.at()).abs().compareTo(Duration.ofMinutes(5)) > 0);
        if (same.stream().anyMatch(other -> other.dynoSize() != null || run.dynoSize() == null)) {
            return;
        }
        same.forEach(seen::remove);
        seen.add(run);
        append(file, JSON.writeValueAsString(run));
    }

    private static void append(Path to, String line) {
        try {
            Path folder = to.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(to, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    to + " cannot be written",
                    Reason.of(e),
                    "Give yourself the right to write there.",
                    e);
        }
    }

    private static Duration lasted(String look) {
        try {
            int space = look.indexOf(' ');
            return space < 0 ? BETWEEN_LOOKS : Duration.parse(look.substring(space + 1));
        } catch (DateTimeException e) {
            // The end of a run that was killed.
            return Duration.ZERO;
        }
    }

    private void read() {
        try {
            if (Files.isRegularFile(looksFile)) {
                for (String line : Files.readAllLines(looksFile)) {
                    looks++;
                    watched = watched.plus(lasted(line));
                }
            }
            if (Files.isRegularFile(file)) {
                for (String line : Files.readAllLines(file)) {
                    try {
                        seen.add(JSON.readValue(line, SchedulerRun.class));
                    } catch (JacksonException e) {
                        // The end of a run that was killed.
                    }
                }
            }
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE, file + " cannot be read", Reason.of(e), "Look at its rights.", e);
        }
    }
}
