package dev.dynolift.copy;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Workers;
import dev.dynolift.postgres.Workers.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Function<Table, List<Task<CopySessions>>> following;

    /** @param following what can begin when all rows of a table are there; asked once for each table */
    public CopyFlow(
            Moment source,
            Database target,
            Catalog catalog,
            EngineSettings settings,
            EventListener events,
            Function<Table, List<Task<CopySessions>>> following) {
        this.source = source;
        this.target = target;
        this.catalog = catalog;
        this.settings = settings;
        this.events = events;
        this.following = following;
    }

    /**
     * Does what is not done yet; returns when all of it is.
     *
     * @param freeze whether whole tables arrive frozen
     * @throws DynoliftException with code DIFFERENCES when a table was truncated or rewritten meanwhile
     */
    public void run(boolean freeze) {
        List<Chunk> pending;
        CopyTally tally;
        try (Session session = target.open("copy")) {
            pending = ChunkPlan.pending(session, catalog);
            tally = new CopyTally(session, events);
        }
        tally.tell("");
        Throttle throttle = new Throttle(settings.bytesPerSecond());
        ChunkTransfer transfer = new ChunkTransfer(source, throttle, freeze, tally);
        LargeRowTasks large = new LargeRowTasks(source, throttle, events);
        Map<String, AtomicInteger> left = new HashMap<>();
        List<Task<CopySessions>> first = new ArrayList<>();
        for (Chunk chunk : pending) {
            AtomicInteger ofTable = left.computeIfAbsent(chunk.table().quoted(), table -> new AtomicInteger());
            ofTable.incrementAndGet();
            first.add(new Task<>(CHUNKS, sessions -> {
                if (transfer.run(sessions, chunk) == ChunkTransfer.Outcome.MOVED) {
                    throw moved(chunk.table());
                }
                boolean last = ofTable.decrementAndGet() == 0;
                return last ? large.of(chunk.table(), () -> following.apply(chunk.table())) : List.of();
            }));
        }
        catalog.tables().stream()
                .filter(table -> !left.containsKey(table.quoted()))
                .forEach(table -> first.addAll(large.of(table, () -> following.apply(table))));
        Workers.run("copy", settings.jobs(), first, () -> CopySessions.open(source, target));
    }

    private static DynoliftException moved(Table table) {
        return new DynoliftException(
                ErrorCode.DIFFERENCES,
                "the source's table " + table.label() + " was truncated or rewritten during the copy",
                "its rows as they were when the copy began are gone",
                "Run the same command again when nobody truncates or alters tables; `dynolift data sync` copies a"
                        + " source that must stay at work.");
    }
}
