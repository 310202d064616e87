package dev.dynolift.copy;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.ReplicaRole;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.postgres.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies the planned chunks, by several workers, in any order. Each chunk is read in a short transaction of its own and
 * committed together with its mark; what it saw twice, early or late has been logged, and the first round mends it.
 */
public final class TableCopy {

    /** Tells our advisory locks on a leaf's plan from anybody else's: "plan" as a number. */
    private static final int PLANNING_LOCK = 0x706c616e;

    private final Database source;
    private final Database target;
    private final Catalog catalog;
    private final EngineSettings settings;
    private final EventListener events;

    public TableCopy(Database source, Database target, Catalog catalog, EngineSettings settings, EventListener events) {
        this.source = source;
        this.target = target;
        this.catalog = catalog;
        this.settings = settings;
        this.events = events;
    }

    /** Copies what is not copied yet; returns when every chunk is. */
    public void run() {
        int reused;
        try (Session session = target.open("copy")) {
            reused = (int) session.number("SELECT count(*) FROM dynolift.chunk WHERE copied_at IS NOT NULL");
        }
        while (true) {
            List<Chunk> pending;
            try (Session session = target.open("copy")) {
                pending = ChunkPlan.pending(session, catalog);
                report(session, reused, "");
            }
            if (pending.isEmpty()) {
                return;
            }
            int counted = reused;
            Workers.forEach("copy", settings.jobs(), pending, () -> Pair.open(source, target), (pair, chunk) -> {
                copy(pair, chunk);
                report(pair.target(), counted, chunk.table().label());
            });
        }
    }

    private void copy(Pair pair, Chunk chunk) {
        Session to = pair.target();
        Session from = pair.source();
        boolean moved = false;
        to.begin();
        try {
            to.execute("SET LOCAL synchronous_commit = off");
            if (isTaken(to, chunk)) {
                to.commit();
                return;
            }
            beginReading(from, chunk.leaf());
            long filenode = from.number(
                    "SELECT pg_relation_filenode(?::regclass)", chunk.leaf().quoted());
            if (filenode == chunk.filenode()) {
                transfer(from, to, chunk);
            } else {
                moved = true;
            }
            from.commit();
            to.commit();
        } catch (RuntimeException e) {
            from.rollback();
            to.rollback();
            throw e;
        }
        if (moved) {
            // Only now, without a lock on our own chunk: another worker may be about to do the same.
            Transactions.run(to, () -> planAgain(from, to, chunk));
        }
    }

    /** Locks the chunk's mark first: a killed engine's transaction on the same chunk is waited for. */
    private static boolean isTaken(Session to, Chunk chunk) {
        return to
                .query(
                        "SELECT copied_at IS NULL FROM dynolift.chunk WHERE number = ? AND filenode = ? FOR UPDATE",
                        row -> row.getBoolean(1),
                        chunk.number(),
                        chunk.filenode())
                .stream()
                .noneMatch(pending -> pending);
    }

    /**
     * Takes the table's lock before the snapshot: a truncation or rewrite that commits in between would otherwise
     * show us an empty table (they are not MVCC-safe; facts, section 2.6).
     */
    private static void beginReading(Session from, Leaf leaf) {
        while (true) {
            from.beginRepeatableRead();
            try {
                from.execute(
                        "SET LOCAL lock_timeout = '500ms'; LOCK TABLE ONLY " + leaf.quoted() + " IN ACCESS SHARE MODE");
                return;
            } catch (DatabaseException e) {
                from.rollback();
                if (!e.sqlState().equals(DatabaseErrors.LOCK_NOT_AVAILABLE)) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    private void transfer(Session from, Session to, Chunk chunk) {
        Table table = chunk.table();
        String columns = Names.list(table.copiedColumns());
        AtomicLong bytes = new AtomicLong();
        long rows = from.copyTo(
                to,
                "SELECT " + columns + " FROM ONLY " + chunk.leaf().quoted() + " WHERE " + chunk.condition(),
                chunk.leaf().quoted() + " (" + columns + ")",
                table.copyFormat(),
                (row, start, length) -> bytes.addAndGet(length));
        to.update(
                "UPDATE dynolift.chunk SET copied_at = clock_timestamp(), rows = ?, bytes = ? WHERE number = ?",
                rows,
                bytes.get(),
                chunk.number());
    }

    /** The table was truncated or rewritten since the plan: its blocks mean other rows now. */
    private void planAgain(Session from, Session to, Chunk chunk) {
        to.query(
                "SELECT pg_advisory_xact_lock(" + PLANNING_LOCK + ", hashtext(?))",
                row -> true,
                chunk.leaf().quoted());
        if (isTaken(to, chunk)) {
            return;
        }
        Leaf now = from.one(
                "SELECT pg_relation_size(c.oid), pg_relation_filenode(c.oid) FROM pg_class c WHERE c.oid = ?",
                row -> new Leaf(
                        chunk.leaf().oid(), chunk.leaf().schema(), chunk.leaf().name(), row.getLong(1), row.getLong(2)),
                chunk.leaf().oid());
        ChunkPlan.keepAgain(to, chunk.table(), now);
        events.on(new Event.Note(
                Instant.now(),
                Event.Level.WARNING,
                chunk.table().label() + " was truncated or rewritten during the copy and is copied again."));
    }

    private void report(Session session, int reused, String table) {
        Event.CopyProgress progress = session.one(
                "SELECT coalesce(sum(rows), 0), coalesce(sum(bytes), 0), coalesce(sum(weight), 0),"
                        + " count(copied_at), count(*) FROM dynolift.chunk",
                row -> new Event.CopyProgress(
                        Instant.now(),
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getInt(4),
                        row.getInt(5),
                        reused,
                        table));
        events.on(progress);
    }

    /** A worker's two sessions. */
    private record Pair(Session source, Session target) implements AutoCloseable {

        static Pair open(Database source, Database target) {
            Session from = source.open("copy");
            try {
                Session to = target.open("copy");
                ReplicaRole.tryToTake(to);
                return new Pair(from, to);
            } catch (RuntimeException e) {
                from.close();
                throw e;
            }
        }

        @Override
        public void close() {
            source.close();
            target.close();
        }
    }
}
