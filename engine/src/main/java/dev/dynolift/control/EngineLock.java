package dev.dynolift.control;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets one engine work on a receiving database, by an advisory lock that goes with its session. It is the session that
 * commits the handover: an engine that lost its lock without noticing cannot hand over any more.
 */
public final class EngineLock {

    /** "dynolift" as a number, so that no other program's lock is met by accident. */
    private static final long KEY = 0x64796e6f6c696674L;

    /** A killed engine's session may need a moment to be noticed by its server. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private EngineLock() {}

    /** Whether an engine works on this database now. */
    public static boolean isHeld(Session receiver) {
        return receiver.yes(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted"
                        + " AND classid::bigint = ? AND objid::bigint = ? AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database()))",
                KEY >>> 32,
                KEY & 0xffffffffL);
    }

    /**
     * Takes the lock for as long as the session lives.
     *
     * @throws DynoliftException when another engine holds it
     */
    public static void take(Session receiver) {
        take(receiver, PATIENCE);
    }

    /** Takes it back after the session that held it was lost and ended: whoever has it now is another engine. */
    public static void takeBack(Session receiver) {
        take(receiver, Duration.ofSeconds(5));
    }

    private static void take(Session receiver, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        while (!receiver.yes("SELECT pg_try_advisory_lock(?)", KEY)) {
            if (Instant.now().isAfter(deadline)) {
                throw new DynoliftException(
                        ErrorCode.IN_USE,
                        "another engine works on the " + receiver.side(),
                        "it holds the lock that lets only one of them run",
                        "Wait for it or stop it; `dynolift data status` says what it does.");
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }
}
