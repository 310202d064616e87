package dev.dynolift.postgres;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A moment between two looks at something that only others can bring about. */
public final class Pause {

    private Pause() {}

    /**
     * Waits, and ends the work where the thread is interrupted meanwhile or was before.
     *
     * @param why what it waits for: "it waited for ..."
     * @throws DynoliftException (INTERRUPTED); the thread stays interrupted
     */
    public static void of(Duration duration, String why) {
        LockSupport.parkNanos(duration.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED, "the work was interrupted", why, "Run the same command again.");
        }
    }
}
