package dev.dynolift.copy;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.event.EventListener;
import dev.dynolift.large.LargeRow;
import dev.dynolift.large.LargeRowCopy;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SessionPair;
import dev.dynolift.postgres.TableLock;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.postgres.Workers;
import java.util.List;

/**
 * Copies the planned chunks of a live source, by several workers, in any order. What a chunk saw twice, early or late has
 * been logged, and the first round mends it.
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
        try (Moment moment = Moment.passing(source);
                Session session = target.open("copy")) {
            CopyTally tally = new CopyTally(session, events);
            Throttle throttle = new Throttle(settings.bytesPerSecond());
            TableLock lock = new TableLock(moment, events);
            ChunkTransfer transfer = new ChunkTransfer(lock, throttle, false, tally);
            while (true) {
                List<Chunk> pending = ChunkPlan.pending(session, catalog);
                tally.count(session);
                tally.tell("");
                if (pending.isEmpty()) {
                    copyLargeRows(lock, throttle, tally);
                    return;
                }
                Workers.forEach(
                        "copy",
                        settings.jobs(),
                        pending,
                        () -> CopySessions.open(moment, target),
                        (sessions, chunk) -> copy(transfer, sessions, chunk));
            }
        }
    }

    /** Rows that are too large for chunks; one that has gone meanwhile was changed, and that is logged. */
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
        if (transfer.run(sessions, chunk) == ChunkTransfer.Outcome.MOVED) {
            // Only now, without a lock on our own chunk: another worker may be about to do the same.
            Transactions.run(sessions.target(), () -> planAgain(sessions.source(), sessions.target(), chunk));
        }
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
