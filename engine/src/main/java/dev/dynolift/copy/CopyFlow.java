package dev.dynolift.copy;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SessionPair;
import dev.dynolift.postgres.TableLock;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.postgres.Workers;
import dev.dynolift.postgres.Workers.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Copies the planned chunks of a source whose rows stand still, largest table first. As soon as a table's last row has
 * arrived, what follows from that begins beside the other tables' copies: its indexes, its statistics.
 */
public final class CopyFlow {

    /** What follows goes before further chunks: the longest chains of work are begun early. */
    public static final int FOLLOWING = 0;

    private static final int CHUNKS = 1;

    private final Moment source;
    private final Database target;
    private final Catalog catalog;
    private final EngineSettings settings;
    private final EventListener events;
    private final Function<Table, List<Task<SessionPair>>> following;

    /** @param following what can begin when all rows of a table are there; asked once for each table */
    public CopyFlow(
            Moment source,
            Database target,
            Catalog catalog,
            EngineSettings settings,
            EventListener events,
            Function<Table, List<Task<SessionPair>>> following) {
        this.source = source;
        this.target = target;
        this.catalog = catalog;
        this.settings = settings;
        this.events = events;
        this.following = following;
    }

    /**
     * Does what is not done yet; returns when all of it is. A table that was rewritten meanwhile is planned again where
     * its rows can still be read.
     *
     * @param freeze whether whole tables arrive frozen
     * @throws DynoliftException with code DIFFERENCES when a table was truncated or rewritten since a held moment
     */
    public void run(boolean freeze) {
        CopyTally tally;
        try (Session session = target.open("copy")) {
            tally = new CopyTally(session, events);
        }
        tally.tell("");
        Throttle throttle = new Throttle(settings.bytesPerSecond());
        TableLock lock = new TableLock(source, events);
        ChunkTransfer transfer = new ChunkTransfer(lock, throttle, freeze, tally);
        List<Table> tables = catalog.tables();
        while (!tables.isEmpty()) {
            Moved moved = new Moved();
            LargeRowTasks large = new LargeRowTasks(lock, throttle, tally, events, moved::add);
            Workers.run(
                    "copy",
                    settings.jobs(),
                    tasks(tables, transfer, large, moved),
                    () -> CopySessions.open(source, target));
            if (!moved.isNothing()) {
                planAgain(moved, tally);
            }
            tables = tables.stream().filter(moved::contains).toList();
        }
    }

    private List<Task<SessionPair>> tasks(
            List<Table> tables, ChunkTransfer transfer, LargeRowTasks large, Moved moved) {
        List<Chunk> pending;
        try (Session session = target.open("copy")) {
            pending = ChunkPlan.pending(session, catalog);
        }
        Map<String, AtomicInteger> left = new HashMap<>();
        List<Task<SessionPair>> first = new ArrayList<>();
        for (Chunk chunk : pending) {
            Table table = chunk.table();
            AtomicInteger ofTable = left.computeIfAbsent(table.quoted(), name -> new AtomicInteger());
            ofTable.incrementAndGet();
            first.add(new Task<>(CHUNKS, sessions -> {
                if (transfer.run(sessions, chunk) == ChunkTransfer.Outcome.MOVED) {
                    moved.add(chunk);
                }
                boolean last = ofTable.decrementAndGet() == 0;
                return last && !moved.contains(table) ? large.of(table, () -> following.apply(table)) : List.of();
            }));
        }
        tables.stream()
                .filter(table -> !left.containsKey(table.quoted()))
                .forEach(table -> first.addAll(large.of(table, () -> following.apply(table))));
        return first;
    }

    private void planAgain(Moved moved, CopyTally tally) {
        // As workers do: no cascade and no trigger of the app's may follow from rows that go for a while.
        try (SessionPair sessions = CopySessions.open(source, target)) {
            Session to = sessions.target();
            for (Chunk chunk : moved.leaves()) {
                Transactions.run(to, () -> ChunkPlan.keepAgain(sessions.source(), to, chunk.table(), chunk.leaf()));
            }
            tally.count(to);
        }
        moved.tables().forEach(table -> events.on(ChunkPlan.toldOf(table)));
        tally.tell("");
    }

    /** What was truncated or rewritten since it was planned. Thread-safe. */
    private final class Moved {

        private final Map<String, Table> tables = new ConcurrentHashMap<>();
        private final Map<String, Chunk> leaves = new ConcurrentHashMap<>();

        void add(Table table) {
            if (source.isHeld()) {
                throw new TablesMovedException(List.of(table.label()));
            }
            tables.put(table.quoted(), table);
        }

        void add(Chunk chunk) {
            add(chunk.table());
            leaves.put(chunk.leaf().quoted(), chunk);
        }

        boolean contains(Table table) {
            return tables.containsKey(table.quoted());
        }

        boolean isNothing() {
            return tables.isEmpty();
        }

        Collection<Table> tables() {
            return tables.values();
        }

        Collection<Chunk> leaves() {
            return leaves.values();
        }
    }
}
