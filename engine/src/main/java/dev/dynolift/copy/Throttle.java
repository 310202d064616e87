package dev.dynolift.copy;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Keeps all workers together below a rate, for a source that serves customers. Thread-safe. */
final class Throttle {

    /** What may go at once after a silence. */
    private static final Duration BURST = Duration.ofMillis(100);

    private final long bytesPerSecond;
    private long free = System.nanoTime();

    /** @param bytesPerSecond {@link Long#MAX_VALUE} for no limit */
    Throttle(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Waits until so many bytes may go. */
    void pass(long bytes) {
        if (bytesPerSecond == Long.MAX_VALUE || bytes == 0) {
            return;
        }
        long now = System.nanoTime();
        long start;
        synchronized (this) {
            free = Math.max(free, now - BURST.toNanos()) + (long) (bytes * 1e9 / bytesPerSecond);
            start = free;
        }
        while (start > now && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(start - now);
            now = System.nanoTime();
        }
    }
}
