package dev.dynolift.copy;

import dev.dynolift.control.Origin;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Pause;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A follower of the source, which serves chunks in its place. Snapshots that rounds stand on never come from it: a
 * follower's leave out nothing that is in progress. That it follows this very source, and how far it has come, is proved by
 * a token: a random word that is committed at the source, and that nobody else can show. Thread-safe.
 */
public final class Follower {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);
    private static final Duration WARN_AFTER = Duration.ofSeconds(30);

    /** One that replays nothing for so long is cut off from its source, or somebody has stopped it. */
    private static final Duration STANDSTILL = Duration.ofMinutes(30);

    private final Database source;
    private final Database follower;
    private final EventListener events;
    private volatile String proof = "";

    public Follower(Database source, Database follower, EventListener events) {
        this.source = source;
        this.follower = follower;
        this.events = events;
    }

    /**
     * What proves how far the follower has come.
     *
     * @param transaction that wrote it at the source
     * @param position in the source's log, behind its commit
     */
    record Token(String word, String transaction, String position) {}

    /** Where the follower's rows are. */
    Database database() {
        return follower;
    }

    /**
     * Waits until the follower shows all that the source has committed by now.
     *
     * @throws DynoliftException (GATE) when it is no follower of this source, or does not come closer
     */
    public void catchUp() {
        try (Session primary = source.open("follower");
                Session here = follower.open("follower")) {
            prove(primary, here);
        }
    }

    /** The same with sessions that are open already, in no transaction. */
    Token prove(Session primary, Session here) {
        requireInRecovery(here);
        requireSameDatabase(primary, here);
        Token token = write(primary);
        await(here, token);
        proof = token.word();
        return token;
    }

    /** A session to read chunks with: of a server that has come at least as far as was proved. */
    Session open() {
        Session session = follower.open("copy");
        try {
            if (!shows(session, proof)) {
                throw new DynoliftException(
                        ErrorCode.NETWORK,
                        "the follower's URL leads to another server than before",
                        "it does not show what the follower has shown already",
                        "Use the URL of one follower.");
            }
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Makes sure that what a session has read until now came from its source: one that was promoted takes writes of its
     * own, of which no log of the source tells.
     */
    void requireInRecovery(Session here) {
        if (!here.yes("SELECT pg_is_in_recovery()")) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the follower's URL leads to a server that follows nobody",
                    "it takes writes of its own: it is the source itself, or was promoted",
                    "Check the URL, or run the same command without --follower: the copy goes on from where it was.");
        }
    }

    /** Whether an error came from there. */
    public boolean isWhereFailed(DatabaseException e) {
        return e.what().startsWith("the " + follower.side() + " ");
    }

    /** At once where both tell who they are; whoever cannot is told by the token. */
    private static void requireSameDatabase(Session primary, Session here) {
        Origin there = Origin.of(primary);
        Origin its = Origin.of(here);
        if (!its.mayShareServerWith(there)) {
            throw stranger("it is another server's");
        }
        if (!its.database().equals(there.database())) {
            throw stranger("it is another database of that server");
        }
    }

    /** Committed for good at the source alone: whoever else has to confirm commits there may be the one that is slow. */
    private static Token write(Session primary) {
        String word = UUID.randomUUID().toString();
        primary.begin();
        try {
            primary.execute("SET LOCAL synchronous_commit = local");
            primary.update("INSERT INTO dynolift.follower_token (word) VALUES (?)", word);
            String transaction = primary.text("SELECT pg_current_xact_id()::text");
            primary.commit();
            return new Token(word, transaction, primary.text("SELECT pg_current_wal_lsn()::text"));
        } catch (RuntimeException e) {
            primary.rollback();
            throw e;
        }
    }

    private static boolean shows(Session here, String word) {
        return here.yes("SELECT to_regclass('dynolift.follower_token') IS NOT NULL")
                && here.yes("SELECT EXISTS (SELECT FROM dynolift.follower_token WHERE word = ?)", word);
    }

    /** What a follower says of itself: bytes of the source's log that it has not replayed, and since when it lags. */
    private record Lag(long bytes, Duration behind, boolean paused) {}

    private void await(Session here, Token token) {
        Lag first = lag(here, token);
        Lag before = first;
        Instant moved = Instant.now();
        Instant told = Instant.EPOCH;
        boolean warned = false;
        while (true) {
            // In this order: what it had replayed by then, it shows by now.
            Lag lag = lag(here, token);
            if (shows(here, token.word())) {
                return;
            }
            requireInRecovery(here);
            if (lag.bytes() <= 0) {
                throw stranger("it has replayed as much as the source had written, and does not show what was");
            }
            Instant now = Instant.now();
            if (lag.bytes() != before.bytes()) {
                moved = now;
                before = lag;
            }
            Duration still = Duration.between(moved, now);
            if (still.compareTo(STANDSTILL) > 0) {
                throw new DynoliftException(
                        ErrorCode.GATE,
                        "the follower does not come closer to its source",
                        "it has replayed nothing for " + still.toMinutes() + " min, and lacks " + lag.bytes()
                                + " bytes of the source's log",
                        "See that it runs and follows this source; or run the same command without --follower: the copy"
                                + " goes on from where it was.");
            }
            if (!warned && (lag.paused() || still.compareTo(WARN_AFTER) > 0)) {
                warned = true;
                events.on(new Event.Note(
                        now,
                        Event.Level.WARNING,
                        lag.paused()
                                ? "Somebody has paused the follower's replay; it is waited for. Without --follower the same"
                                        + " command goes on, and reads the source."
                                : "The follower replays nothing. It is waited for; without --follower the same command goes"
                                        + " on, and reads the source."));
            }
            if (Duration.between(told, now).compareTo(TELL_EVERY) > 0) {
                told = now;
                events.on(new Event.StageProgress(
                        now,
                        "follower",
                        "the follower is " + lag.behind().toSeconds() + " s behind",
                        Math.max(0, first.bytes() - lag.bytes()),
                        Math.max(first.bytes(), lag.bytes()),
                        "bytes of log"));
            }
            Pause.of(LOOK_EVERY, "it waited for the follower");
        }
    }

    private static Lag lag(Session here, Token token) {
        return here.one(
                SqlFile.of(Follower.class, "follower_lag.sql").text(),
                row -> new Lag(row.getLong(1), Duration.ofMillis(row.getLong(2)), row.getBoolean(3)),
                token.position());
    }

    private static DynoliftException stranger(String why) {
        return new DynoliftException(
                ErrorCode.GATE,
                "the follower's URL does not lead to a follower of the source",
                why,
                "Check both URLs; or run the same command without --follower: the copy goes on from where it was.");
    }
}
