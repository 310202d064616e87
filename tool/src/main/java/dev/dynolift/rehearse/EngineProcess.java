package dev.dynolift.rehearse;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.server.ServerAddress;
import dev.dynolift.terminal.EventReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The engine as a process of its own, run as a user runs it: {@code dynolift data sync}. It ends when we do, because it
 * watches its input; when somebody kills it, it is started again and goes on. Not thread-safe but for the events.
 */
final class EngineProcess implements AutoCloseable {

    /** An engine that is killed more often than this is not killed by accident. */
    private static final int RESTARTS_AT_MOST = 50;

    /** Exit codes of processes that a signal ended: 128 and the signal's number. */
    private static final int FIRST_SIGNAL_CODE = 129;

    private final List<String> command;
    private final ServerAddress source;
    private final ServerAddress target;
    private final Path log;
    private final EventListener events;
    private Process process;
    private Thread reader;
    private int restarts;

    private EngineProcess(
            List<String> command, ServerAddress source, ServerAddress target, Path log, EventListener events) {
        this.command = command;
        this.source = source;
        this.target = target;
        this.log = log;
        this.events = events;
        this.process = launch();
        this.reader = listen(process);
    }

    /**
     * Starts an engine.
     *
     * @param program how to run dynolift here: a Java with its arguments
     * @param direction "sync" or "reverse"
     * @param jobs for the engine; 0 for its own choice
     * @param log takes what it says besides its events
     */
    static EngineProcess start(
            List<String> program,
            String direction,
            int jobs,
            ServerAddress source,
            ServerAddress target,
            Path log,
            EventListener events) {
        List<String> command = new ArrayList<>(program);
        // Nobody will repair a server of this machine; what it died of has to be told.
        command.addAll(List.of("data", direction, "--events", "--end-with-input", "--patience", "1"));
        if (jobs > 0) {
            command.addAll(List.of("--jobs", Integer.toString(jobs)));
        }
        return new EngineProcess(command, source, target, log, events);
    }

    /** How often it was started again because somebody had killed it. */
    int restarts() {
        return restarts;
    }

    /** Starts it again when a signal has ended it. Throws what it said when it ended by itself with an error. */
    boolean keepAlive() {
        if (process.isAlive()) {
            return true;
        }
        int exitCode = process.exitValue();
        if (exitCode == 0) {
            return false;
        }
        if (exitCode < FIRST_SIGNAL_CODE || ++restarts > RESTARTS_AT_MOST) {
            throw failure(exitCode);
        }
        awaitReader();
        events.on(new Event.Note(
                Instant.now(), Event.Level.WARNING, "The engine was killed; it is started again and goes on."));
        process = launch();
        reader = listen(process);
        return true;
    }

    /** Waits until something is so, keeping the engine alive meanwhile; an engine that ends itself ends the wait too. */
    void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean() && keepAlive()) {
            pause();
        }
    }

    /** Waits until it has ended by itself, as after a handover or a stop. */
    void awaitEnd() {
        while (keepAlive()) {
            pause();
        }
        awaitReader();
    }

    private void pause() {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED, "the rehearsal was interrupted", "", "Run the same command: it goes on.");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitReader();
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DYNOLIFT_SOURCE_URL", source.toUri().reveal());
        builder.environment().put("DYNOLIFT_TARGET_URL", target.toUri().reveal());
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return builder.start();
        } catch (IOException e) {
            throw new DynoliftException(ErrorCode.PROCESS, "the engine cannot be started", Reason.of(e), "", e);
        }
    }

    private Thread listen(Process child) {
        return EventReader.follow(child.getInputStream(), events, line -> {});
    }

    private void awaitReader() {
        try {
            reader.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DynoliftException failure(int exitCode) {
        awaitReader();
        String said = LogTail.of(log);
        ErrorCode code = exitCode == ErrorCode.DIFFERENCES.exitCode() ? ErrorCode.DIFFERENCES : ErrorCode.PROCESS;
        return new DynoliftException(
                code,
                code == ErrorCode.DIFFERENCES ? "rows differ" : "the engine ended with exit code " + exitCode,
                said.isEmpty() ? "it left no word in " + log : said,
                "The whole of what it said is in " + log + ". Mend the reason and run the same command: it goes on.");
    }
}
