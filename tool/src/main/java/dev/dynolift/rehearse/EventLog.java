package dev.dynolift.rehearse;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventLines;
import dev.dynolift.event.EventListener;
import dev.dynolift.secret.Redactor;
import dev.dynolift.terminal.EventReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * All events of a rehearsal as lines of JSON in a file. It survives a kill but for its last moments, so a rehearsal that
 * goes on knows what happened before. Thread-safe.
 */
final class EventLog implements EventListener, AutoCloseable {

    private final BufferedWriter writer;

    private EventLog(BufferedWriter writer) {
        this.writer = writer;
    }

    /**
     * Opens the log of a rehearsal.
     *
     * @param goesOn whether what is in it belongs to this rehearsal
     * @param memory is told what is in it
     */
    static EventLog open(Path file, boolean goesOn, EventListener memory) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (goesOn && Files.exists(file)) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.forEach(line -> EventReader.parse(line).ifPresent(memory::on));
                }
                // A kill may have cut the last line off.
                Files.writeString(file, "\n", StandardOpenOption.APPEND);
            } else {
                Files.deleteIfExists(file);
            }
            return new EventLog(Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public synchronized void on(Event event) {
        try {
            writer.write(Redactor.redact(EventLines.toLine(event)));
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException e) {
            // Every line was flushed when it was written.
        }
    }

    private static DynoliftException unwritable(IOException e) {
        String reason = Reason.of(e);
        return new DynoliftException(
                reason.contains("No space left") ? ErrorCode.DISK_FULL : ErrorCode.FILE,
                "the log of events cannot be written",
                reason,
                "See that the disk has space and that you may write there, then run the same command again.",
                e);
    }
}
