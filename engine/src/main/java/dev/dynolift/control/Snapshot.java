package dev.dynolift.control;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * What a transaction of the sending side sees. Only a primary's snapshot lists the transactions in progress; a standby's
 * would lose them (facts, finding 3).
 *
 * @param text as {@code pg_snapshot} writes itself
 * @param timeline the server's timeline
 * @param takenAt this machine's clock just before it was taken
 * @param written how far the server had written its log then, on disk or not; what the snapshot sees is below
 */
public record Snapshot(String text, String timeline, Instant takenAt, String written) {

    /**
     * Takes the snapshot of the session's open transaction.
     *
     * @throws DynoliftException when the server is a standby
     */
    public static Snapshot of(Session session) {
        Instant before = Instant.now();
        if (session.yes("SELECT pg_is_in_recovery()")) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the " + session.side() + "'s URL leads to a follower",
                    "a follower's snapshots leave out transactions that are still in progress, so changes would be lost",
                    "Use the primary's URL.");
        }
        return session.one(
                "SELECT pg_current_snapshot()::text, left(pg_walfile_name(pg_current_wal_lsn()), 8),"
                        + " pg_current_wal_insert_lsn()::text",
                row -> new Snapshot(row.getString(1), row.getString(2), before, row.getString(3)));
    }

    /**
     * Takes one that a move may begin from: the server cannot lose what it saw, even when it crashes at once.
     *
     * @param session in no transaction
     * @throws DynoliftException when the server is a standby
     */
    public static Snapshot onDisk(Session session) {
        Snapshot snapshot = passing(session);
        snapshot.awaitOnDisk(session);
        return snapshot;
    }

    /** Takes one in a transaction of its own, of a session in none; what it saw may still be lost. */
    public static Snapshot passing(Session session) {
        session.beginRepeatableRead();
        try {
            return of(session);
        } finally {
            session.rollback();
        }
    }

    /**
     * Makes sure that the sender cannot lose what the snapshot saw when it crashes. A commit of an app that does not wait
     * for the disk ({@code synchronous_commit = off}) is seen before it is safe, and an abort never waits; the number of
     * a transaction that left no trace on the disk is given again, and its changes would be taken for known.
     *
     * @param session of the sender, in no transaction
     */
    public void awaitOnDisk(Session session) {
        if (!session.yes("SELECT pg_current_wal_flush_lsn() >= ?::pg_lsn", written)) {
            // A commit of ours that waits for the disk takes with it what was written before.
            session.query("SELECT pg_logical_emit_message(true, 'dynolift', 'on disk')", row -> true);
        }
    }

    /**
     * Whether this server's history goes on from the one that gave the position. One that has failed over, or that was put
     * back to an earlier state, may lack commits that were moved already, and may use their numbers again.
     *
     * @return why not; empty when it does
     */
    public Optional<String> breakAfter(Position position) {
        if (position.snapshot() == null) {
            return Optional.empty();
        }
        if (position.timeline() != null && !position.timeline().equals(timeline)) {
            return Optional.of("its timeline is " + timeline + ", and rows were moved from " + position.timeline());
        }
        boolean earlier =
                bound(text, 0) < bound(position.snapshot(), 0) || bound(text, 1) < bound(position.snapshot(), 1);
        return earlier
                ? Optional.of("its transactions are numbered " + text + " now, and rows were moved as of "
                        + position.snapshot())
                : Optional.empty();
    }

    /**
     * Stops rounds that would go on from a state which the sending server no longer has.
     *
     * @throws BrokenHistoryException when its history does not go on from the position
     */
    public void requireContinuationOf(Position position) {
        breakAfter(position).ifPresent(why -> {
            throw new BrokenHistoryException(why);
        });
    }

    /** The first or the second part: every transaction before it is done, and none after it is seen. */
    private static long bound(String snapshot, int part) {
        return Long.parseUnsignedLong(snapshot.split(":", 3)[part]);
    }
}
