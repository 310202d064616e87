package dev.dynolift.copy;

import dev.dynolift.catalog.Table;
import dev.dynolift.digest.RowsHasher;
import dev.dynolift.large.LargeRows;
import dev.dynolift.postgres.CopyFormat;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SessionPair;
import dev.dynolift.postgres.TableLock;
import java.util.Optional;

/**
 * Copies one chunk: read in a short transaction at the moment, written in one transaction with its mark. Its rows are
 * hashed as they pass, so that what arrived can be compared with what was sent. Thread-safe.
 */
final class ChunkTransfer {

    /** Below this a table of its own file for frozen rows costs more than freezing them later. */
    private static final long FREEZE_FROM_BYTES = 1024 * 1024;

    /** What became of the chunk. */
    enum Outcome {
        COPIED,
        /** Another engine's transaction has copied it. */
        TAKEN,
        /** The table was truncated or rewritten since the plan: its blocks mean other rows now. */
        MOVED
    }

    private final TableLock source;
    private final Throttle throttle;
    private final boolean freeze;
    private final CopyTally tally;
    private final Optional<Follower> follower;

    /** @param freeze whether whole tables arrive frozen: only where no index, key or reader is there yet */
    ChunkTransfer(TableLock source, Throttle throttle, boolean freeze, CopyTally tally) {
        this(source, throttle, freeze, tally, Optional.empty());
    }

    /** @param follower that the rows are read from; empty where it is the source itself */
    ChunkTransfer(TableLock source, Throttle throttle, boolean freeze, CopyTally tally, Optional<Follower> follower) {
        this.follower = follower;
        this.source = source;
        this.throttle = throttle;
        this.freeze = freeze;
        this.tally = tally;
    }

    Outcome run(SessionPair sessions, Chunk chunk) {
        Session to = sessions.target();
        Session from = sessions.source();
        to.begin();
        try {
            to.execute("SET LOCAL synchronous_commit = off");
            if (isTaken(to, chunk)) {
                to.commit();
                return Outcome.TAKEN;
            }
            if (source.beginReading(from, chunk.leaf().quoted()) != chunk.filenode()) {
                from.commit();
                to.commit();
                return Outcome.MOVED;
            }
            transfer(from, to, chunk);
            return Outcome.COPIED;
        } catch (RuntimeException e) {
            tally.drop(chunk);
            from.rollback();
            to.rollback();
            throw e;
        }
    }

    /** Locks the chunk's mark first: a killed engine's transaction on the same chunk is waited for. */
    static boolean isTaken(Session to, Chunk chunk) {
        return to
                .query(
                        "SELECT copied_at IS NULL FROM dynolift.chunk WHERE number = ? AND filenode = ? FOR UPDATE",
                        row -> row.getBoolean(1),
                        chunk.number(),
                        chunk.filenode())
                .stream()
                .noneMatch(pending -> pending);
    }

    private void transfer(Session from, Session to, Chunk chunk) {
        Table table = chunk.table();
        CopyFormat format = table.copyFormat();
        boolean frozen = freeze && chunk.range().isWhole() && chunk.leaf().bytes() >= FREEZE_FROM_BYTES;
        if (frozen) {
            // Rows may be frozen only in a file that their own transaction has made.
            to.execute("TRUNCATE ONLY " + chunk.leaf().quoted());
        }
        String streamed = LargeRows.leftOut(table, chunk.leaf(), "")
                .map(large -> " AND NOT (" + large + ")")
                .orElse("");
        Passage passage = new Passage(chunk);
        long rows = from.copyTo(
                to,
                "SELECT " + table.copiedValues("") + " FROM ONLY "
                        + chunk.leaf().quoted() + " WHERE " + chunk.range().condition("ctid") + streamed,
                chunk.leaf().quoted() + table.copiedInto(),
                format,
                passage::row,
                frozen ? new String[] {"FREEZE"} : new String[0]);
        follower.ifPresent(reader -> reader.requireInRecovery(from));
        to.update(
                "UPDATE dynolift.chunk SET copied_at = clock_timestamp(), rows = ?, bytes = ?, digest = ?, by_follower = ?"
                        + " WHERE number = ?",
                rows,
                passage.bytes,
                passage.hasher.digest().sum(),
                follower.isPresent(),
                chunk.number());
        from.commit();
        to.commit();
        tally.add(chunk, rows, passage.bytes);
    }

    /** What is seen of the rows on their way. */
    private final class Passage {

        /** So many bytes pass before the throttle is asked again. */
        private static final int STRIDE = 64 * 1024;

        /** So many bytes pass before progress is told again. */
        private static final int TOLD_EACH = 8 * 1024 * 1024;

        private final Chunk chunk;
        private final RowsHasher hasher = new RowsHasher();
        private long rows;
        private long bytes;
        private long asked;
        private long told;

        Passage(Chunk chunk) {
            this.chunk = chunk;
        }

        void row(byte[] row, int from, int length) {
            hasher.add(row, from, length);
            rows++;
            bytes += length;
            if (bytes - told >= TOLD_EACH) {
                tally.passing(chunk, rows, bytes);
                told = bytes;
            }
            if (bytes - asked >= STRIDE) {
                throttle.pass(bytes - asked);
                asked = bytes;
            }
        }
    }
}
