package dev.dynolift.rehearse;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Problems;
import dev.dynolift.error.Reason;
import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.rehearse.RehearsalFolder.Load;
import dev.dynolift.rehearse.RehearsalFolder.SourceDatabase;
import dev.dynolift.yaml.DocumentParser;
import dev.dynolift.yaml.Node;
import dev.dynolift.yaml.Node.Section;
import dev.dynolift.yaml.Node.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code app.yaml} and looks for everything that it names; all problems are told at once. */
final class RehearsalFolderReader {

    static final String FILE = "app.yaml";

    private static final int SCHEMA_VERSION = 1;
    private static final int LARGEST_SCALE = 10_000;

    /** Older ones cannot read ranges of blocks without scanning the table, so the engine does not move them. */
    private static final int OLDEST_MAJOR = 14;

    private final Path folder;
    private final Problems problems = new Problems();

    private RehearsalFolderReader(Path folder) {
        this.folder = folder;
    }

    /**
     * The folder's description.
     *
     * @param scale overrides the description's own
     * @throws DynoliftException (INPUT) with everything that is missing or wrong
     */
    static RehearsalFolder read(Path given, OptionalDouble scale) {
        Path folder = given.toAbsolutePath().normalize();
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the folder " + given + " cannot be rehearsed",
                    Files.isDirectory(folder) ? "it holds no " + FILE : "there is no such folder",
                    "Give a folder as docs/reference/rehearsal-folder.md describes it; examples/crema is one.");
        }
        RehearsalFolderReader reader = new RehearsalFolderReader(folder);
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new DynoliftException(ErrorCode.INPUT, file + " cannot be read", Reason.of(e), "", e);
        }
        RehearsalFolder read = reader.read(DocumentParser.parse(FILE, text, reader.problems), scale);
        reader.problems.throwIfAny(ErrorCode.INPUT, "the folder " + given + " cannot be rehearsed");
        return read;
    }

    private RehearsalFolder read(Section document, OptionalDouble scale) {
        known(document, Set.of("dynolift", "schemaVersion", "name", "apps", "database", "traffic"), "");
        if (!word(document, "dynolift", "").equals("rehearsal")) {
            problems.add(FILE, "`dynolift: rehearsal` is missing", "Begin the file with it.");
        }
        int version = number(document, "schemaVersion", 0, 0, Integer.MAX_VALUE);
        if (version != SCHEMA_VERSION) {
            problems.add(
                    FILE, "schemaVersion " + version + " is not known", "This dynolift reads " + SCHEMA_VERSION + ".");
        }
        String name = word(document, "name", folder.getFileName().toString());
        if (!name.matches("[a-z0-9][a-z0-9_-]{0,40}")) {
            problems.add(
                    FILE, "the name `" + name + "` cannot be a folder's", "Use small letters, digits and hyphens.");
        }
        List<String> apps = words(document, "apps");
        if (apps.isEmpty()) {
            problems.add(FILE, "`apps` names no app", "Name the Heroku app, as in `apps: [" + name + "]`.");
        }
        Path repository = folder.resolve("repo");
        Path capture = folder.resolve("heroku");
        if (Files.isDirectory(capture)) {
            // Long before the audit asks for them: a database may take an hour to load.
            CaptureFolder.read(capture, problems);
        } else {
            problems.add("heroku/", "the capture is missing", "Record one with `dynolift audit APP --record DIR`.");
        }
        return new RehearsalFolder(
                folder,
                name,
                apps,
                Files.isDirectory(repository) ? Optional.of(repository) : Optional.empty(),
                capture,
                database(section(document, "database"), scale),
                load(section(document, "traffic")));
    }

    private SourceDatabase database(Section section, OptionalDouble scale) {
        known(section, Set.of("postgres", "schema", "fill", "dump", "urlFrom", "scale"), "database.");
        Optional<Path> schema = file(section, "schema");
        Optional<Path> fill = file(section, "fill");
        Optional<Path> dump = file(section, "dump");
        Optional<String> urlFrom = Optional.of(word(section, "urlFrom", "")).filter(text -> !text.isEmpty());
        int origins = (section.get("schema") == null ? 0 : 1)
                + (section.get("dump") == null ? 0 : 1)
                + (urlFrom.isPresent() ? 1 : 0);
        if (origins != 1) {
            problems.add(
                    FILE + ":" + section.line(),
                    "`database` needs exactly one of `schema`, `dump` and `urlFrom`",
                    "Say where the rows of the rehearsal come from.");
        }
        return new SourceDatabase(
                number(section, "postgres", 15, OLDEST_MAJOR, 99),
                schema,
                fill,
                dump,
                urlFrom,
                scale.orElseGet(() -> scale(section)));
    }

    private double scale(Section section) {
        Object content = content(section, "scale");
        if (content == null) {
            return 1;
        }
        if (content instanceof Number number && number.doubleValue() > 0 && number.doubleValue() <= LARGEST_SCALE) {
            return number.doubleValue();
        }
        problems.add(
                FILE + ":" + line(section, "scale"),
                "`scale` is " + content + ", not a number above 0 and up to " + LARGEST_SCALE,
                "");
        return 1;
    }

    private Load load(Section section) {
        known(section, Set.of("processes", "writers", "pauseMillis", "scripts"), "traffic.");
        Map<Path, Integer> scripts = new LinkedHashMap<>();
        Section weights = section(section, "scripts");
        weights.entries().forEach((path, weight) -> {
            Path script = folder.resolve(path).normalize();
            if (!script.startsWith(folder) || !Files.isRegularFile(script)) {
                problems.add(FILE + ":" + weight.line(), "the script " + path + " is missing", "");
            }
            if (weight instanceof Value value
                    && value.content() instanceof Long count
                    && count > 0
                    && count < 1_000_000) {
                scripts.put(script, count.intValue());
            } else {
                problems.add(FILE + ":" + weight.line(), "the weight of " + path + " is not a number above 0", "");
            }
        });
        if (weights.entries().isEmpty()) {
            problems.add(
                    FILE + ":" + section.line(),
                    "`traffic.scripts` is empty",
                    "A rehearsal without writes proves nothing: name a script that does what users do.");
        }
        return new Load(
                number(section, "processes", 2, 1, 32),
                number(section, "writers", 4, 1, 64),
                number(section, "pauseMillis", 5, 0, 60_000),
                scripts);
    }

    private void known(Section section, Set<String> keys, String prefix) {
        section.entries().forEach((key, node) -> {
            if (!keys.contains(key)) {
                problems.add(FILE + ":" + node.line(), "the key `" + prefix + key + "` is not known", "Remove it.");
            }
        });
    }

    private Section section(Section parent, String key) {
        Node node = parent.get(key);
        if (node instanceof Section section) {
            return section;
        }
        problems.add(FILE, "the section `" + key + "` is missing", "Add it.");
        return new Section(0, List.of(), Map.of());
    }

    private Optional<Path> file(Section section, String key) {
        String path = word(section, key, "");
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.resolve(path).normalize();
        if (!Files.isRegularFile(file)) {
            problems.add(FILE + ":" + line(section, key), "the file " + path + " is missing", "");
            return Optional.empty();
        }
        return Optional.of(file);
    }

    private String word(Section section, String key, String otherwise) {
        Object content = content(section, key);
        return content == null ? otherwise : String.valueOf(content);
    }

    private List<String> words(Section section, String key) {
        Object content = content(section, key);
        if (content instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return content == null ? List.of() : List.of(String.valueOf(content));
    }

    private int number(Section section, String key, int otherwise, int least, int most) {
        Object content = content(section, key);
        if (content == null) {
            return otherwise;
        }
        if (content instanceof Long number && number >= least && number <= most) {
            return number.intValue();
        }
        problems.add(
                FILE + ":" + line(section, key),
                "`" + key + "` is " + content + ", not a whole number from " + least + " to " + most,
                "");
        return otherwise;
    }

    private static @Nullable Object content(Section section, String key) {
        return section.get(key) instanceof Value value ? value.content() : null;
    }

    private static int line(Section section, String key) {
        Node node = section.get(key);
        return node == null ? section.line() : node.line();
    }
}
