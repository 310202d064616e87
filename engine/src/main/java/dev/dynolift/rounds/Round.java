package dev.dynolift.rounds;

import dev.dynolift.capture.CapturedTable;
import dev.dynolift.catalog.Definitions;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.Direction;
import dev.dynolift.control.MovedKeys;
import dev.dynolift.control.Position;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.control.Snapshot;
import dev.dynolift.event.Event;
import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.verify.Difference;
import dev.dynolift.verify.RowComparison;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** The kind of the one round that finds no index at the receiver. */
    public static final String FIRST = "first";

    private final RoundSessions sessions;
    private final List<CapturedTable> tables;
    private final ProgressStore progress;
    private final Recopies recopies;
    private final DefinitionGuard guard;
    private final Ways ways = new Ways();

    /** @param definitions that the tables were read with */
    public Round(RoundSessions sessions, List<CapturedTable> tables, Definitions definitions, Direction direction) {
        this.sessions = sessions;
        this.tables = tables;
        this.progress = new ProgressStore(direction);
        this.recopies = new Recopies(direction);
        this.guard = new DefinitionGuard(direction, definitions);
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
     * @param copiedAgain labels of tables that went over as a whole
     */
    public record Result(
            Event.RoundFinished event, Snapshot snapshot, List<Difference> differences, List<String> copiedAgain) {}

    /**
     * Runs one round.
     *
     * @param previous when the position's snapshot was taken, by this machine's clock; null when that is not known
     * @param kind for the record: {@link #FIRST}, "live", "last"
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
            guard.look(sender, receiver);
            String since = position.requireSnapshot();
            long keys = 0;
            long rows = 0;
            List<Difference> differences = new ArrayList<>();
            List<String> copiedAgain = new ArrayList<>();
            Set<Long> again = recopies.open(receiver);
            LogsRead logs = readLogs(sender, since, again);
            for (Changed changed : logs.changed()) {
                CapturedTable captured = changed.captured();
                if (changed.whole()) {
                    copiedAgain.add(captured.table().label());
                    rows += WholeTable.copy(sender, receiver, captured.table());
                    differences.addAll(RowComparison.ofAll(sender, receiver, captured.table()));
                } else {
                    for (Leaf leaf : changed.leaves()) {
                        copiedAgain.add(leaf.name());
                        rows += WholeTable.copy(sender, receiver, captured.table(), leaf);
                        differences.addAll(RowComparison.ofAll(sender, receiver, captured.table(), leaf));
                    }
                    boolean indexed = !kind.equals(FIRST);
                    KeyedRows.Outcome moved = new KeyedRows(sessions, captured, since, changed.emptied(), indexed)
                            .take(indexed ? ways.of(receiver, captured) : Optional.empty());
                    ways.learn(captured, moved);
                    keys += moved.keys();
                    rows += moved.rows();
                    differences.addAll(moved.differences());
                }
            }
            recopies.close(receiver);
            if (!logs.changed().isEmpty()) {
                sender.execute(Lookup.AS_PLANNED.settings());
                receiver.execute(Lookup.AS_PLANNED.settings());
            }
            look.look(sender, receiver);
            progress.advance(receiver, snapshot, logs.rows());
            Instant now = Instant.now();
            Duration lag = previous == null ? Duration.ZERO : Duration.between(previous, now);
            Event.RoundFinished event =
                    new Event.RoundFinished(now, position.rounds() + 1, keys, rows, lag, Duration.between(began, now));
            progress.record(receiver, event, kind);
            sender.commit();
            snapshot.awaitOnDisk(sender);
            receiver.commit();
            return new Result(event, snapshot, differences, copiedAgain);
        } catch (RuntimeException e) {
            sender.rollback();
            receiver.rollback();
            throw e;
        }
    }

    /**
     * Looks outside of a round whether definitions are still those that it was made for. A partition may be attached while
     * a round reads, and its rows are then no difference.
     */
    public void requireFollowed(Session sender) {
        guard.requireFollowed(sender);
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
                if (e.sqlState().equals(DatabaseErrors.UNDEFINED_TABLE)) {
                    guard.requireFollowed(sender);
                }
                if (!e.sqlState().equals(DatabaseErrors.LOCK_NOT_AVAILABLE)) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    /**
     * A table with changes since the position.
     *
     * @param emptied which relations were truncated
     * @param whole whether nobody knows which rows have changed, or not of all
     * @param leaves partitions of which nobody knows it, beside what the log says
     */
    private record Changed(CapturedTable captured, List<Long> emptied, boolean whole, List<Leaf> leaves) {}

    /** What a round has to do, and which log rows say so. */
    private record LogsRead(List<Changed> changed, MovedKeys rows) {}

    private LogsRead readLogs(Session sender, String since, Set<Long> again) {
        MovedKeys rows = MovedKeys.NONE;
        List<Changed> changed = new ArrayList<>();
        for (CapturedTable captured : tables) {
            Table table = captured.table();
            boolean whole = again.contains(table.oid());
            List<Leaf> leaves = table.leaves().stream()
                    .filter(leaf -> again.contains(leaf.oid()))
                    .toList();
            Logged logged = logged(sender, captured, since);
            rows = rows.plus(logged.rows(), logged.digest());
            if (logged.rows() > 0 || whole || !leaves.isEmpty()) {
                boolean told = !logged.keyUnknown() && logged.emptied().stream().allMatch(table::holds);
                changed.add(new Changed(captured, logged.emptied(), whole || !told, leaves));
            }
        }
        return new LogsRead(changed, rows);
    }

    /** What a log says in all. */
    private record Logged(long rows, BigDecimal digest, boolean keyUnknown, List<Long> emptied) {}

    private static Logged logged(Session sender, CapturedTable captured, String since) {
        return sender.one(
                "SELECT " + MovedKeys.COLUMNS + ", coalesce(bool_or(" + captured.keyUnknown() + "), false),"
                        + " coalesce(array_agg(DISTINCT emptied) FILTER (WHERE emptied IS NOT NULL), '{}') FROM "
                        + captured.log() + " WHERE " + CapturedTable.pendingSince(since),
                row -> new Logged(row.getLong(1), row.getBigDecimal(2), row.getBoolean(3), List.of((Long[])
                        row.getArray(4).getArray())));
    }
}
