package dev.dynolift.audit;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.file.WholeFile;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.heroku.KeptAnswers;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Heroku's answers in the workspace, one file an app, so that an audit which was killed goes on where it was and a later
 * one need only hear what has changed. They are masked as a recording is; settings are not kept at all, not even as
 * placeholders. Thread-safe.
 */
public final class AnswerFiles implements KeptAnswers {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern APP = Pattern.compile("/apps/([a-z0-9-]+)(/.*)?");
    /** Settings; what the clock changes. */
    private static final Pattern NEVER = Pattern.compile(".*/config-vars|/account/rate-limits");
    /** Commands: with a placeholder in the place of a part they would be other commands. */
    private static final Pattern TO_THE_LETTER = Pattern.compile(".*/(formation|slugs/[^/]+|oci-images/[^/]+|jobs)");
    /** Asked with a time in it: of use to an audit that goes on within the hour, and to no other. */
    private static final Pattern PASSING = Pattern.compile(".*\\?.*");
    /** After that long, what an interrupted audit has read is too old to go on from. */
    private static final Duration STALE = Duration.ofHours(24);

    private final Path folder;
    private final Instant began;
    private final boolean continuing;
    private final Map<String, Map<String, Kept>> byFile = new HashMap<>();

    private AnswerFiles(Path folder, Instant began, boolean continuing) {
        this.folder = folder;
        this.began = began;
        this.continuing = continuing;
    }

    /**
     * Opens a folder, which is made when missing, and notes that an audit has begun.
     *
     * @param fresh forgets everything that was kept
     * @throws DynoliftException FILE
     */
    public static AnswerFiles open(Path folder, boolean fresh) {
        try {
            Files.createDirectories(folder);
            Path mark = mark(folder);
            if (fresh) {
                forget(folder);
            }
            Instant now = Instant.now();
            Instant before = began(mark);
            boolean continuing = before.isAfter(now.minus(STALE)) && !before.isAfter(now);
            if (!continuing) {
                Files.writeString(mark, now.toString());
            }
            return new AnswerFiles(folder, continuing ? before : now, continuing);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    /** When the audit began that this one continues; empty when this one is new. */
    public Optional<Instant> continuedSince() {
        return continuing ? Optional.of(began) : Optional.empty();
    }

    /** Notes that the audit has read everything: the next one asks again, by tags. */
    public synchronized void finish() {
        try {
            for (Map.Entry<String, Map<String, Kept>> file : byFile.entrySet()) {
                StringBuilder lines = new StringBuilder();
                file.getValue().values().stream()
                        .filter(kept -> !PASSING.matcher(kept.answer().path()).matches())
                        .forEach(kept -> lines.append(line(kept, began)));
                WholeFile.write(folder.resolve(file.getKey()), lines);
            }
            Files.deleteIfExists(mark(folder));
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    @Override
    public synchronized Optional<Kept> find(String path) {
        return Optional.ofNullable(file(path).get(path));
    }

    @Override
    public synchronized void keep(HerokuAnswer answer, String tag) {
        // What was refused may be allowed when the audit goes on.
        if (answer.status() != 200 || NEVER.matcher(answer.path()).matches()) {
            return;
        }
        Map<String, Kept> known = file(answer.path());
        Kept old = known.get(answer.path());
        if (old != null && old.current()) {
            return;
        }
        JsonNode body = Recorder.masked(answer.path(), answer.body());
        if (TO_THE_LETTER.matcher(answer.path()).matches()
                && !withoutDownload(body).equals(withoutDownload(answer.body()))) {
            known.remove(answer.path());
            return;
        }
        Kept kept = new Kept(new HerokuAnswer(answer.path(), answer.status(), Map.of(), body), tag, true);
        known.put(answer.path(), kept);
        try {
            Files.writeString(
                    folder.resolve(fileName(answer.path())),
                    line(kept, Instant.now()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    /** A slug's address is signed for some minutes, and asked for anew by whoever wants it. */
    private static JsonNode withoutDownload(JsonNode body) {
        if (!body.has("blob")) {
            return body;
        }
        ObjectNode rest = (ObjectNode) body.deepCopy();
        rest.remove("blob");
        return rest;
    }

    private Map<String, Kept> file(String path) {
        return byFile.computeIfAbsent(fileName(path), this::load);
    }

    private Map<String, Kept> load(String name) {
        Map<String, Kept> kept = new LinkedHashMap<>();
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return kept;
        }
        try {
            String text = Files.readString(file);
            for (String line : text.split("\n")) {
                parse(line).ifPresent(one -> kept.put(one.answer().path(), one));
            }
            if (!text.isEmpty() && !text.endsWith("\n")) {
                // A kill in the middle of a line: what follows begins a line of its own.
                Files.writeString(file, "\n", StandardOpenOption.APPEND);
            }
        } catch (CharacterCodingException e) {
            return dropped(file);
        } catch (IOException e) {
            throw failure(folder, e);
        }
        return kept;
    }

    /** A file that a fault of the disk has spoilt is asked for again. */
    private Map<String, Kept> dropped(Path file) {
        try {
            Files.delete(file);
            return new LinkedHashMap<>();
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    private Optional<Kept> parse(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            if (!json.path("path").isString()
                    || !json.has("body")
                    || json.path("status").asInt(200) != 200) {
                return Optional.empty();
            }
            Instant readAt = Instant.parse(json.path("readAt").asString(""));
            HerokuAnswer answer = new HerokuAnswer(json.path("path").asString(), 200, Map.of(), json.path("body"));
            boolean current = continuing && !readAt.isBefore(began);
            boolean lasting = !PASSING.matcher(answer.path()).matches();
            return lasting || current
                    ? Optional.of(new Kept(answer, json.path("tag").asString(""), current))
                    : Optional.empty();
        } catch (JacksonException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String line(Kept kept, Instant readAt) {
        ObjectNode json = JSON.createObjectNode()
                .put("path", kept.answer().path())
                .put("status", kept.answer().status())
                .put("tag", kept.tag())
                .put("readAt", readAt.toString());
        json.set("body", kept.answer().body());
        return JSON.writeValueAsString(json) + "\n";
    }

    private static String fileName(String path) {
        Matcher app = APP.matcher(path);
        return app.matches() ? "app-" + app.group(1) + ".jsonl" : "account.jsonl";
    }

    private static void forget(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith(".jsonl") || file.equals(mark(folder))) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Instant began(Path mark) throws IOException {
        try {
            return Files.isRegularFile(mark)
                    ? Instant.parse(Files.readString(mark).strip())
                    : Instant.EPOCH;
        } catch (DateTimeException | CharacterCodingException e) {
            return Instant.EPOCH;
        }
    }

    private static Path mark(Path folder) {
        return folder.resolve("unfinished-since");
    }

    private static DynoliftException failure(Path folder, IOException cause) {
        return new DynoliftException(
                ErrorCode.FILE,
                "what was read cannot be kept in " + folder,
                Reason.of(cause),
                "Give yourself the right to write there, or name another folder with --workspace.",
                cause);
    }
}
