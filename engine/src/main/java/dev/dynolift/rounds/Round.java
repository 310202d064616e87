package dev.dynolift.rounds;

import dev.dynolift.capture.CapturedTable;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.Position;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.control.Snapshot;
import dev.dynolift.event.Event;
import dev.dynolift.postgres.CopyFormat;
import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.verify.Difference;
import dev.dynolift.verify.RowComparison;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One step of the receiver from a committed state of the sender to a later one: the keys that were logged since the
 * position's snapshot {@code P} are removed and their rows as of a new snapshot {@code S} inserted, and {@code P := S},
 * all in one transaction. The order of changes never matters, a hot row costs one write, and a round that crashed is
 * simply done again (facts, section 2.2). Each round compares what it moved.
 */
public final class Round {

    /** Below this share of a table, rows are looked up through the key's index; above it one scan is cheaper. */
    private static final long INDEX_SHARE = 20;

    private static final String ANY_PLAN =
            "SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on; SET LOCAL enable_seqscan = on";

    private static final String ONLY_BY_INDEX =
            "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off";

    private final RoundSessions sessions;
    private final List<CapturedTable> tables;
    private final ProgressStore progress;

    public Round(RoundSessions sessions, List<CapturedTable> tables, ProgressStore progress) {
        this.sessions = sessions;
        this.tables = tables;
        this.progress = progress;
    }

    /** What else is done at the round's snapshot, while both sides hold the same state. */
    @FunctionalInterface
    public interface AtSnapshot {
        /** Looks at both sessions, neither of which it may commit. */
        void look(Session sender, Session receiver);
    }

    /**
     * What a round did.
     *
     * @param snapshot the state of the sender that the receiver has now
     * @param differences rows that it moved and that still differ: always a defect
     */
    public record Result(Event.RoundFinished event, Snapshot snapshot, List<Difference> differences) {}

    /**
     * Runs one round.
     *
     * @param previous when the position's snapshot was taken, by this machine's clock; null when that is not known
     * @param kind for the record: "first", "live", "last"
     */
    public Result run(@Nullable Instant previous, String kind, AtSnapshot look) {
        Instant began = Instant.now();
        Session sender = sessions.sender();
        Session receiver = sessions.receiver();
        beginReading(sender);
        receiver.begin();
        try {
            Snapshot snapshot = Snapshot.of(sender);
            Position position = progress.lockedPosition(receiver);
            snapshot.requireContinuationOf(position);
            long keys = 0;
            long rows = 0;
            List<Difference> differences = new ArrayList<>();
            for (Changed changed : changed(sender, position.requireSnapshot())) {
                keys += stageKeys(changed, position.requireSnapshot());
                rows += replaceRows(changed, position.requireSnapshot());
                differences.addAll(
                        RowComparison.ofKeys(sender, receiver, changed.captured(), position.requireSnapshot()));
            }
            sender.execute(ANY_PLAN);
            look.look(sender, receiver);
            progress.advance(receiver, snapshot);
            Instant now = Instant.now();
            Duration lag = previous == null ? Duration.ZERO : Duration.between(previous, now);
            Event.RoundFinished event =
                    new Event.RoundFinished(now, position.rounds() + 1, keys, rows, lag, Duration.between(began, now));
            progress.record(receiver, event, kind);
            sender.commit();
            snapshot.awaitOnDisk(sender);
            receiver.commit();
            return new Result(event, snapshot, differences);
        } catch (RuntimeException e) {
            sender.rollback();
            receiver.rollback();
            throw e;
        }
    }

    /**
     * Locks the tables before the snapshot is taken, in a mode that only truncations and rewrites wait for: they are not
     * MVCC-safe, and one that committed in between would show us an empty table. The wait is shorter than the server's
     * deadlock timeout, so it is never the app that gives way.
     */
    private void beginReading(Session sender) {
        String all = tables.stream().map(captured -> captured.table().quoted()).collect(Collectors.joining(", "));
        while (true) {
            sender.beginRepeatableRead();
            try {
                if (!all.isEmpty()) {
                    sender.execute("SET LOCAL lock_timeout = '500ms'; LOCK TABLE " + all + " IN ACCESS SHARE MODE");
                }
                return;
            } catch (DatabaseException e) {
                sender.rollback();
                if (!e.sqlState().equals(DatabaseErrors.LOCK_NOT_AVAILABLE)) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    /** A table with changes since the position: how many log rows, and which relations were truncated. */
    private record Changed(CapturedTable captured, long logRows, List<String> emptied) {}

    private List<Changed> changed(Session sender, String since) {
        List<Changed> changed = new ArrayList<>();
        String pending = CapturedTable.pendingSince(since);
        for (CapturedTable captured : tables) {
            long logRows = sender.number("SELECT count(*) FROM " + captured.log() + " WHERE " + pending);
            if (logRows > 0) {
                changed.add(new Changed(
                        captured,
                        logRows,
                        sender.query(
                                "SELECT DISTINCT emptied FROM " + captured.log() + " WHERE emptied IS NOT NULL AND "
                                        + pending,
                                row -> row.getString(1))));
            }
        }
        return changed;
    }

    private long stageKeys(Changed changed, String since) {
        CapturedTable captured = changed.captured();
        String keys = captured.stagedKeys();
        long staged = sessions.sender()
                .copyTo(
                        sessions.receiver(),
                        captured.changedKeys(since),
                        keys,
                        CopyFormat.TEXT,
                        (bytes, from, length) -> {});
        sessions.receiver().execute("ANALYZE " + keys);
        return staged;
    }

    private long replaceRows(Changed changed, String since) {
        CapturedTable captured = changed.captured();
        Table table = captured.table();
        Session sender = sessions.sender();
        Session receiver = sessions.receiver();
        for (String emptied : changed.emptied()) {
            receiver.execute("DELETE FROM " + (table.partitioned() ? "" : "ONLY ") + emptied);
        }
        receiver.execute("DELETE FROM " + table.only() + " AS stale USING " + captured.stagedKeys()
                + " AS changed WHERE " + captured.matches("stale", "changed"));
        preferIndex(sender, changed);
        return sender.copyTo(
                receiver,
                "SELECT " + table.copiedValues("fresh.") + " FROM (" + captured.changedKeys(since)
                        + ") AS changed JOIN " + table.only() + " AS fresh ON " + captured.matches("fresh", "changed"),
                table.quoted() + table.copiedInto(),
                table.copyFormat(),
                (bytes, from, length) -> {});
    }

    /** The planner cannot know how few rows the log's condition leaves; we do. */
    private static void preferIndex(Session sender, Changed changed) {
        boolean few = changed.captured().table().isFoundByKey()
                && changed.logRows() * INDEX_SHARE < changed.captured().table().estimatedRows();
        sender.execute(few ? ONLY_BY_INDEX : ANY_PLAN);
    }
}
