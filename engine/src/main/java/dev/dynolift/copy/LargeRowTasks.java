package dev.dynolift.copy;

import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.large.LargeRow;
import dev.dynolift.large.LargeRowCopy;
import dev.dynolift.large.LargeRows;
import dev.dynolift.postgres.SessionPair;
import dev.dynolift.postgres.TableLock;
import dev.dynolift.postgres.Workers.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The rows that a table's chunks left out, as tasks for the same workers. Thread-safe. */
final class LargeRowTasks {

    private final LargeRowCopy copy;
    private final CopyTally tally;
    private final EventListener events;
    private final Consumer<Table> moved;

    /** @param moved told of a table that was truncated or rewritten meanwhile: nothing follows from it now */
    LargeRowTasks(TableLock source, Throttle throttle, CopyTally tally, EventListener events, Consumer<Table> moved) {
        this.copy = new LargeRowCopy(source, throttle::pass);
        this.tally = tally;
        this.events = events;
        this.moved = moved;
    }

    /** What is to do between a table's last chunk and what follows from its rows. */
    List<Task<SessionPair>> of(Table table, Supplier<List<Task<SessionPair>>> following) {
        List<Leaf> leaves = table.leaves().stream()
                .filter(leaf -> LargeRows.leftOut(table, leaf, "").isPresent())
                .toList();
        if (leaves.isEmpty()) {
            return following.get();
        }
        return List.of(new Task<>(CopyFlow.FOLLOWING, sessions -> {
            List<LargeRow> rows = new ArrayList<>();
            for (Leaf leaf : leaves) {
                Optional<List<LargeRow>> ofLeaf = copy.pending(sessions.source(), sessions.target(), table, leaf);
                if (ofLeaf.isEmpty()) {
                    moved.accept(table);
                    return List.of();
                }
                rows.addAll(ofLeaf.get());
            }
            return rows.isEmpty() ? following.get() : each(table, rows, following);
        }));
    }

    private List<Task<SessionPair>> each(
            Table table, List<LargeRow> rows, Supplier<List<Task<SessionPair>>> following) {
        AtomicInteger left = new AtomicInteger(rows.size());
        List<Task<SessionPair>> tasks = new ArrayList<>();
        for (LargeRow row : rows) {
            tasks.add(new Task<>(CopyFlow.FOLLOWING, sessions -> {
                switch (copy.copy(sessions.source(), sessions.target(), row)) {
                    case COPIED -> tally.add(row);
                    case GONE -> throw vanished(table);
                    case MOVED -> {
                        // The row is still to do, so nothing follows from the others.
                        moved.accept(table);
                        return List.of();
                    }
                }
                int remaining = left.decrementAndGet();
                events.on(new Event.StageProgress(
                        Instant.now(), "copy", table.label(), rows.size() - remaining, rows.size(), "large rows"));
                return remaining == 0 ? following.get() : List.of();
            }));
        }
        return tasks;
    }

    private static DynoliftException vanished(Table table) {
        return new DynoliftException(
                ErrorCode.DIFFERENCES,
                "a row of the source's table " + table.label() + " has gone during the copy",
                "somebody writes to a source that was said to stand still",
                "Run `dynolift data sync` for a source that must stay at work, or stop its writers.");
    }
}
