package dev.dynolift.control;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Lets one engine work on a receiving database, by an advisory lock that goes with its session. It is the session that
 * commits the handover: an engine that lost its lock without noticing cannot hand over any more.
 */
public final class EngineLock {

    /** "dynolift" as a number, so that no other program's lock is met by accident. */
    private static final long KEY = 0x64796e6f6c696674L;

    /** A killed engine's session may need a moment to be noticed by its server. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration TAKE_BACK_PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** So many seconds with something new: whoever is being noticed as killed does not go on for so long. */
    private static final int SEEN_AT_WORK = 3;

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
     * Who holds a lock.
     *
     * @param process the server's number of the session
     * @param address from which it is connected; empty where the server does not say
     * @param connected for how long
     */
    public record Holder(long process, String address, Duration connected) {

        /** For people: "process 4711 of that server, connected from 10.0.0.7". */
        public String words() {
            return "process " + process + " of that server" + (address.isEmpty() ? "" : ", connected from " + address);
        }
    }

    /** Who holds it; empty when it is free by now. */
    private static Optional<Holder> holder(Session receiver) {
        return receiver
                .query(
                        SqlFile.of(EngineLock.class, "lock_holder.sql").text(),
                        row -> new Holder(row.getLong(1), row.getString(2), Duration.ofMillis(row.getLong(3))),
                        KEY >>> 32,
                        KEY & 0xffffffffL)
                .stream()
                .findFirst();
    }

    /**
     * Takes the lock for as long as the session lives. One that a killed engine has left behind is waited for.
     *
     * @param waiting told at once whose lock is waited for, if it is
     * @throws DynoliftException when another engine holds it: as soon as that one is seen at work, or after half a minute
     */
    public static void take(Session receiver, Consumer<Holder> waiting) {
        if (isTaken(receiver)) {
            return;
        }
        holder(receiver).ifPresent(waiting);
        Instant deadline = Instant.now().plus(PATIENCE);
        String activity = activity(receiver);
        int changes = 0;
        while (!isTaken(receiver, LOOK_EVERY)) {
            String now = activity(receiver);
            changes += now.equals(activity) ? 0 : 1;
            activity = now;
            if (changes >= SEEN_AT_WORK || Instant.now().isAfter(deadline)) {
                throw inUse(receiver);
            }
        }
    }

    /** The same without a word to anybody. */
    public static void take(Session receiver) {
        take(receiver, holder -> {});
    }

    /** Takes it back after the session that held it was lost and ended: whoever has it now is another engine. */
    public static void takeBack(Session receiver) {
        if (!isTaken(receiver, TAKE_BACK_PATIENCE)) {
            throw inUse(receiver);
        }
    }

    private static boolean isTaken(Session receiver) {
        return receiver.yes("SELECT pg_try_advisory_lock(?)", KEY);
    }

    private static boolean isTaken(Session receiver, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        while (!isTaken(receiver)) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        return true;
    }

    /** When engines' sessions that are still there last did something: sessions of a killed one only go away. */
    private static String activity(Session receiver) {
        return receiver.text(SqlFile.of(EngineLock.class, "activity.sql").text());
    }

    private static DynoliftException inUse(Session receiver) {
        String holder = holder(receiver).map(session -> ": " + session.words()).orElse("");
        return new DynoliftException(
                ErrorCode.IN_USE,
                "another engine works on the " + receiver.side(),
                "it holds the lock that lets only one of them run" + holder,
                "Wait for it or stop it; `dynolift data status` says what it does.");
    }
}
