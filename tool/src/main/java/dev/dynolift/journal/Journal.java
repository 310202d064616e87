package dev.dynolift.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.journal.JournalEntry.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The record of one app's steps in one environment: a file of JSON lines that only grows. An entry is on the disk when
 * {@link #append} returns; a line that a kill tore off is left out when reading and does not harm the next one.
 * Thread-safe within a process; the workspace's lock keeps other processes out.
 */
public final class Journal {

    private static final int SCHEMA_VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Clock clock;

    /** A journal in a file, which need not exist yet; nothing is read or written before it is asked for. */
    public Journal(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** One line as it stands in the file, all parts of it there. */
    private record Line(int schemaVersion, String at, String step, State state, Map<String, String> facts) {
        Line {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(facts, "facts");
        }
    }

    /**
     * Writes an entry of this moment and waits until the disk has it.
     *
     * @return the entry as it was written
     * @throws DynoliftException {@code FILE} when it cannot be written
     */
    public synchronized JournalEntry append(String step, State state, Map<String, String> facts) {
        JournalEntry entry = new JournalEntry(clock.instant(), step, state, facts);
        Line line = new Line(SCHEMA_VERSION, entry.at().toString(), entry.step(), state, entry.facts());
        try {
            write(JSON.writeValueAsString(line) + "\n");
        } catch (IOException e) {
            String reason = Reason.of(e);
            throw new DynoliftException(
                    reason.contains("No space left") ? ErrorCode.DISK_FULL : ErrorCode.FILE,
                    "the journal " + file + " cannot be written",
                    reason,
                    "See that the disk has space and that you may write there, then run the same command again.",
                    e);
        }
        return entry;
    }

    private void write(String line) throws IOException {
        boolean isNew = !Files.exists(file);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // A torn last line is closed first, so that it spoils only itself.
            String start = endsInsideLine(channel) ? "\n" : "";
            ByteBuffer bytes = ByteBuffer.wrap((start + line).getBytes(UTF_8));
            channel.position(channel.size());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        if (isNew && folder != null) {
            syncFolder(folder);
        }
    }

    private static boolean endsInsideLine(FileChannel channel) throws IOException {
        if (channel.size() == 0) {
            return false;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, channel.size() - 1);
        return last.get(0) != '\n';
    }

    /** A new file's name is on the disk only when its folder is; not every system lets a folder be opened. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Then the system decides when; the worst case is a journal that is missing after a power cut.
        }
    }

    /**
     * All entries, oldest first; empty when there is no file.
     *
     * @throws DynoliftException {@code FILE} when it cannot be read, {@code INPUT} when a line other than a torn one is
     *     not an entry, or was written by a newer dynolift
     */
    public synchronized List<JournalEntry> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            // Bytes that a kill cut through a letter become replacement characters instead of an error.
            List<String> lines =
                    new String(Files.readAllBytes(file), UTF_8).lines().toList();
            List<JournalEntry> entries = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                parse(lines.get(i), i + 1).ifPresent(entries::add);
            }
            return List.copyOf(entries);
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the journal " + file + " cannot be read",
                    Reason.of(e),
                    "Give yourself the right to read it.",
                    e);
        }
    }

    /** The entry of a line, or nothing when a kill tore the line off: then it is no JSON. */
    private Optional<JournalEntry> parse(String text, int number) {
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JacksonException e) {
            return Optional.empty();
        }
        int version = tree.path("schemaVersion").asInt(0);
        if (version > SCHEMA_VERSION) {
            throw refused(number, "It was written by a newer dynolift.", "Run that one.", null);
        }
        try {
            Line line = JSON.treeToValue(tree, Line.class);
            return Optional.of(new JournalEntry(Instant.parse(line.at()), line.step(), line.state(), line.facts()));
        } catch (JacksonException | DateTimeParseException e) {
            throw refused(number, "It is not an entry.", "Put the line right or remove it.", e);
        }
    }

    private DynoliftException refused(int number, String why, String next, @Nullable Exception cause) {
        return new DynoliftException(
                ErrorCode.INPUT, "line " + number + " of the journal " + file + " cannot be read", why, next, cause);
    }

    /** What last happened to a step; empty when nothing did. */
    public Optional<JournalEntry> last(String step) {
        return read().stream().filter(entry -> entry.step().equals(step)).reduce((first, second) -> second);
    }

    /** The state that a step is in by the record; empty when it never started. */
    public Optional<State> lastState(String step) {
        return last(step).map(JournalEntry::state);
    }

    /** Whether the step was finished and not undone or begun again since. */
    public boolean finished(String step) {
        return lastState(step).filter(state -> state == State.FINISHED).isPresent();
    }
}
