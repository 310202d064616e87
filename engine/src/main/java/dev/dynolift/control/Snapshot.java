package dev.dynolift.control;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Session;
import java.time.Instant;

/**
 * What a transaction of the sending side sees. Only a primary's snapshot lists the transactions in progress; a standby's
 * would lose them (facts, finding 3).
 *
 * @param text as {@code pg_snapshot} writes itself
 * @param timeline the server's timeline
 * @param takenAt this machine's clock just before it was taken
 */
public record Snapshot(String text, String timeline, Instant takenAt) {

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
                "SELECT pg_current_snapshot()::text," + " left(pg_walfile_name(pg_current_wal_lsn()), 8)",
                row -> new Snapshot(row.getString(1), row.getString(2), before));
    }

    /**
     * Stops when the sending server is on another timeline than the one that gave the position: its failover may have
     * lost commits that were moved already, and may use their numbers again.
     */
    public void requireTimelineOf(Position position) {
        if (position.timeline() != null && !position.timeline().equals(timeline)) {
            throw new DynoliftException(
                    ErrorCode.DATABASE,
                    "the sending database has failed over",
                    "its timeline is " + timeline + ", and this move began on " + position.timeline()
                            + "; commits that were moved may not exist there any more",
                    "Run `dynolift data clean`, empty the target, and begin the move again.");
        }
    }
}
