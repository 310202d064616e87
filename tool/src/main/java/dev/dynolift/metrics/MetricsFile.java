package dev.dynolift.metrics;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.file.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes a move's metrics to a file again and again, each time as a whole: whoever reads it never sees half of it. No port
 * is opened. Its age tells whether the engine is alive. Thread-safe.
 */
public final class MetricsFile implements EventListener, AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Path file;
    private final MoveMetrics metrics;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "dynolift-metrics");
        thread.setDaemon(true);
        return thread;
    });

    private MetricsFile(Path file, String direction) {
        this.file = file.toAbsolutePath();
        this.metrics = new MoveMetrics(direction);
    }

    /**
     * Writes the file for the first time, and from then on every few seconds.
     *
     * @throws DynoliftException (FILE) when it cannot be written
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it goes on until the file is closed
    public static MetricsFile open(Path file, String direction) {
        MetricsFile opened = new MetricsFile(file, direction);
        try {
            opened.write(true);
        } catch (IOException e) {
            opened.ticker.shutdownNow();
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the metrics cannot be written to " + file,
                    e.toString(),
                    "Name a file in a folder that exists and can be written to.",
                    e);
        }
        opened.ticker.scheduleAtFixedRate(
                opened::tryToWrite, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return opened;
    }

    @Override
    public synchronized void on(Event event) {
        metrics.take(event);
    }

    /** Says that the engine has ended; the file stays. */
    @Override
    public void close() {
        ticker.shutdownNow();
        try {
            write(false);
        } catch (IOException e) {
            // The file's age tells it too.
            return;
        }
    }

    private void tryToWrite() {
        try {
            write(true);
        } catch (IOException e) {
            // A full disk must not end a move; the next look may find room.
            return;
        }
    }

    private synchronized void write(boolean running) throws IOException {
        WholeFile.write(file, metrics.text(Instant.now(), running));
    }
}
