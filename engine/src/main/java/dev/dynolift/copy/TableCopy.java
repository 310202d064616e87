package dev.dynolift.copy;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.event.EventListener;
import dev.dynolift.large.LargeRow;
import dev.dynolift.large.LargeRowCopy;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SessionPair;
import dev.dynolift.postgres.TableLock;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.postgres.Workers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Copies the planned chunks of a live source, by several workers, in any order. What a chunk saw twice, early or late has
 * been logged, and the first round mends it. A follower may serve them.
 */
public final class TableCopy {

    /** Tells our advisory locks on a leaf's plan from anybody else's: "plan" as a number. */
    private static final int PLANNING_LOCK = 0x706c616e;

    private final Database source;
    private final Database target;
    private final Catalog catalog;
    private final EngineSettings settings;
    private final EventListener events;
    private final Optional<Follower> follower;
    private final FollowerConflicts conflicts;

    /** Reads the source itself. */
    public TableCopy(Database source, Database target, Catalog catalog, EngineSettings settings, EventListener events) {
        this(source, target, catalog, settings, events, Optional.empty());
    }

    /** @param follower that the rows are read from, as far as it has them; it has caught up since the plan was made */
    public TableCopy(
            Database source,
            Database target,
            Catalog catalog,
            EngineSettings settings,
            EventListener events,
            Optional<Follower> follower) {
        this.follower = follower;
        this.conflicts = new FollowerConflicts(events);
        this.source = source;
        this.target = target;
        this.catalog = catalog;
        this.settings = settings;
        this.events = events;
    }

    /** Copies what is not copied yet; returns when every chunk is, and a round of the source can mend them. */
    public void run() {
        try (Moment moment = Moment.passing(source);
                Session session = target.open("copy")) {
            CopyTally tally = new CopyTally(session, events);
            Throttle throttle = new Throttle(settings.bytesPerSecond());
            TableLock lock = new TableLock(moment, events);
            ChunkTransfer transfer = new ChunkTransfer(lock, throttle, false, tally);
            Set<String> unlogged = unlogged();
            Predicate<Chunk> servedByFollower = chunk ->
                    follower.isPresent() && !unlogged.contains(chunk.leaf().quoted());
            while (true) {
                List<Chunk> pending = ChunkPlan.pending(session, catalog);
                tally.count(session);
                tally.tell("");
                if (pending.isEmpty()) {
                    copyLargeRows(lock, throttle, tally);
                    if (SeenCommits.isNeeded(session)) {
                        new SeenCommits(source, events).await(follower);
                    }
                    return;
                }
                follower.ifPresent(reader -> copyFrom(reader, of(pending, servedByFollower), throttle, tally));
                copyFrom(() -> source.open("copy"), of(pending, servedByFollower.negate()), transfer);
            }
        }
    }

    private static List<Chunk> of(List<Chunk> chunks, Predicate<Chunk> wanted) {
        return chunks.stream().filter(wanted).toList();
    }

    private void copyFrom(Follower reader, List<Chunk> chunks, Throttle throttle, CopyTally tally) {
        TableLock lock = new TableLock(Moment.passing(reader.database()), events);
        copyFrom(reader::open, chunks, new ChunkTransfer(lock, throttle, false, tally, follower));
    }

    private void copyFrom(Supplier<Session> reader, List<Chunk> chunks, ChunkTransfer transfer) {
        Workers.forEach(
                "copy",
                settings.jobs(),
                chunks,
                () -> SessionPair.open(reader, () -> CopySessions.receiver(target)),
                (sessions, chunk) -> copy(transfer, sessions, chunk));
    }

    /** Leaves of whose rows no follower has any. */
    private Set<String> unlogged() {
        if (follower.isEmpty()) {
            return Set.of();
        }
        try (Session session = source.open("copy")) {
            return Set.copyOf(session.query(
                    "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                            + " WHERE c.relkind = 'r' AND c.relpersistence = 'u'",
                    row -> Names.qualified(row.getString(1), row.getString(2))));
        }
    }

    /**
     * Rows that are too large for chunks; one that has gone meanwhile was changed, and that is logged. From the source
     * itself also where a follower serves the chunks: each takes several statements, which must find one row unchanged.
     */
    private void copyLargeRows(TableLock lock, Throttle throttle, CopyTally tally) {
        LargeRowCopy copy = new LargeRowCopy(lock, throttle::pass);
        Workers.forEach(
                "large rows",
                settings.jobs(),
                catalog.tables(),
                () -> CopySessions.open(lock.moment(), target),
                (sessions, table) -> {
                    for (Leaf leaf : table.leaves()) {
                        while (!copyLargeRows(copy, sessions, table, leaf, tally)) {
                            events.on(ChunkPlan.toldOf(table));
                        }
                    }
                });
    }

    /** Returns false when the table was rewritten meanwhile, so that its rows have other addresses. */
    private static boolean copyLargeRows(
            LargeRowCopy copy, SessionPair sessions, Table table, Leaf leaf, CopyTally tally) {
        for (LargeRow row :
                copy.pending(sessions.source(), sessions.target(), table, leaf).orElseThrow()) {
            LargeRowCopy.Outcome outcome = copy.copy(sessions.source(), sessions.target(), row);
            if (outcome == LargeRowCopy.Outcome.MOVED) {
                return false;
            }
            if (outcome == LargeRowCopy.Outcome.COPIED) {
                tally.add(row);
            }
        }
        return true;
    }

    private void copy(ChunkTransfer transfer, SessionPair sessions, Chunk chunk) {
        try {
            if (transfer.run(sessions, chunk) == ChunkTransfer.Outcome.MOVED) {
                planAgain(sessions.target(), chunk);
            }
            conflicts.end();
        } catch (DatabaseException e) {
            if (follower.isEmpty()) {
                throw e;
            }
            conflicts.take(e, chunk, sessions.target());
        }
    }

    /** From what the source has now; a follower has that too before the chunk is tried again. */
    private void planAgain(Session to, Chunk chunk) {
        try (Session primary = source.open("copy")) {
            // Only now, without a lock on our own chunk: another worker may be about to do the same.
            Transactions.run(to, () -> planAgain(primary, to, chunk));
        }
        follower.ifPresent(Follower::catchUp);
    }

    /** The table was truncated or rewritten since the plan. */
    private void planAgain(Session from, Session to, Chunk chunk) {
        to.query(
                "SELECT pg_advisory_xact_lock(" + PLANNING_LOCK + ", hashtext(?))",
                row -> true,
                chunk.leaf().quoted());
        if (ChunkTransfer.isTaken(to, chunk)) {
            return;
        }
        ChunkPlan.keepAgain(from, to, chunk.table(), chunk.leaf());
        events.on(ChunkPlan.toldOf(chunk.table()));
    }
}
