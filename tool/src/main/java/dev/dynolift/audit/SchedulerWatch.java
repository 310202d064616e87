package dev.dynolift.audit;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuLogs;
import dev.dynolift.heroku.HerokuRefusal;
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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Watches what Scheduler starts, in the app's log and its list of dynos. What was seen is written down at once, so that a
 * watch of a day survives a kill. Not thread-safe.
 */
public final class SchedulerWatch {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern STARTED = Pattern.compile(
            "(\\S+) app\\[api\\]: Starting process with command `(.*)` by user scheduler@addons\\.heroku\\.com\\s*");
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final int LOOKS_BETWEEN_LOGS = 10;

    private final HerokuApi api;
    private final HerokuLogs logs;
    private final EventListener events;
    private final Path file;
    private final Set<SchedulerRun> seen = new LinkedHashSet<>();

    /** @param file where runs are written down; made when missing */
    public SchedulerWatch(HerokuApi api, HerokuLogs logs, EventListener events, Path file) {
        this.api = api;
        this.logs = logs;
        this.events = events;
        this.file = file;
        read();
    }

    /**
     * Looks once a minute until the time is over.
     *
     * @throws DynoliftException INTERRUPTED when it is stopped; the same command goes on
     */
    public void watch(List<String> apps, Duration time) {
        Instant end = Instant.now().plus(time);
        events.on(new Event.Note(
                Instant.now(),
                Event.Level.INFO,
                "Watching Scheduler until " + end + ". Stop it whenever you like: what was seen is kept."));
        try {
            for (int look = 0; look == 0 || Instant.now().isBefore(end); look++) {
                for (String app : apps) {
                    dynos(app);
                    if (look % LOOKS_BETWEEN_LOGS == 0) {
                        log(app);
                    }
                }
                Duration left = Duration.between(Instant.now(), end);
                Thread.sleep(Math.max(0, Math.min(BETWEEN_LOOKS.toMillis(), left.toMillis())));
            }
            for (String app : apps) {
                log(app);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED, "the watch was stopped", "", "Run the same command again.", e);
        }
    }

    /** All runs that were ever seen and written down. */
    public List<SchedulerRun> runs() {
        return List.copyOf(seen);
    }

    private void dynos(String app) {
        try {
            for (JsonNode dyno : api.list("/apps/" + app + "/dynos")) {
                if (Text.of(dyno, "type").equals("scheduler")) {
                    Instant at = DeploymentReading.instant(dyno, "created_at");
                    String size = Text.of(dyno, "size").toLowerCase(Locale.ROOT);
                    note(new SchedulerRun(
                            app,
                            Text.of(dyno, "command"),
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
        } catch (IOException e) {
            events.on(new Event.Note(
                    Instant.now(), Event.Level.WARNING, "The log of " + app + " could not be read this time."));
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
            return Optional.of(new SchedulerRun(app, started.group(2), at, null));
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
        try {
            Files.writeString(
                    file, JSON.writeValueAsString(run) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    file + " cannot be written",
                    String.valueOf(e.getMessage()),
                    "Give yourself the right to write there.",
                    e);
        }
    }

    private void read() {
        try {
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
                    ErrorCode.FILE, file + " cannot be read", String.valueOf(e.getMessage()), "Look at its rights.", e);
        }
    }
}
