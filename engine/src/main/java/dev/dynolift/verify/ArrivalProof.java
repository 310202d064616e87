package dev.dynolift.verify;

import dev.dynolift.catalog.BlockRange;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.digest.RowsDigest;
import dev.dynolift.digest.RowsHasher;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.large.LargeRows;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SessionPair;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.postgres.Workers;
import dev.dynolift.postgres.Workers.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Proves that what a copy sent is what the target holds, at half the price of a comparison: rows were hashed on their
 * way, so only the target is read again, in the same form. That all rows were sent is looked up beside it, by {@link
 * KeyDigest}. Thread-safe. A table that fails is not yet different, only in doubt: {@link TableComparison} finds the rows.
 */
public final class ArrivalProof {

    private static final long RANGE_BLOCKS = 8192;

    private final Moment source;
    private final Moment target;
    private final int jobs;
    private final EventListener events;
    private final long rowsExpected;
    private final AtomicLong rowsRead = new AtomicLong();
    private final Set<String> readWhole = ConcurrentHashMap.newKeySet();
    private final Map<String, RowsDigest> arrived = new ConcurrentHashMap<>();

    /**
     * Prepares a proof.
     *
     * @param target its tables must not change meanwhile
     * @param tables all that will be looked at, for progress
     */
    public ArrivalProof(Moment source, Moment target, List<Table> tables, int jobs, EventListener events) {
        this.rowsExpected = tables.stream().mapToLong(Table::estimatedRows).sum();
        this.source = source;
        this.target = target;
        this.jobs = jobs;
        this.events = events;
    }

    /** What an arrival proof found; the rows are the source's, counted there. */
    public record Outcome(long rows, List<Table> doubtful) {}

    /**
     * Reads the rows of a leaf that has all of them, in one scan: beside index builds of the same table the server reads
     * its pages once for all. Any number of leaves at the same time.
     *
     * @param session at the target, outside of a transaction or at its moment
     */
    public void readBack(Session session, Table table, Leaf leaf) {
        readBack(session, table, leaf, BlockRange.WHOLE);
        readWhole.add(leaf.quoted());
    }

    /**
     * Looks at all tables; what was not read back before is read now.
     *
     * @param tables as the source's catalog names them
     * @param sent by {@link Table#quoted}: what the copy sent; a table that is missing here is in doubt
     * @param withLargeRows by {@link Leaf#quoted}: where the copy sent rows by themselves; elsewhere such a row shows among
     *     the others, as one that is missing
     */
    public Outcome check(List<Table> tables, Map<String, RowsDigest> sent, Set<String> withLargeRows) {
        List<Task<SessionPair>> tasks = new ArrayList<>();
        Map<String, Table> doubtful = new ConcurrentHashMap<>();
        AtomicLong counted = new AtomicLong();
        Map<String, List<String>> keysThere;
        try (Session session = target.open("compare")) {
            keysThere =
                    CatalogReader.read(session).tables().stream().collect(Collectors.toMap(Table::quoted, Table::key));
            addRanges(session, tables, tasks);
        }
        for (Table table : tables) {
            tasks.add(task(pair -> {
                boolean unique = table.key().equals(keysThere.get(table.quoted()));
                try {
                    KeyDigest expected = KeyDigest.of(pair.source(), table, unique);
                    counted.addAndGet(expected.rows());
                    if (!expected.equals(KeyDigest.of(pair.target(), table, unique))
                            || !largeRowsAreEqual(pair, table, withLargeRows)) {
                        doubtful.put(table.quoted(), table);
                    }
                } catch (DatabaseException e) {
                    if (!TableComparison.isOfTooLargeRow(e)) {
                        throw e;
                    }
                    // The comparison knows another way.
                    doubtful.put(table.quoted(), table);
                }
            }));
        }
        Workers.run(
                "compare",
                jobs,
                tasks,
                () -> SessionPair.open(() -> source.open("compare"), () -> target.open("compare")));
        for (Table table : tables) {
            RowsDigest found = arrived.getOrDefault(table.quoted(), RowsDigest.NONE);
            if (!found.equals(sent.get(table.quoted()))) {
                doubtful.put(table.quoted(), table);
            }
        }
        return new Outcome(counted.get(), List.copyOf(doubtful.values()));
    }

    /** A piece of work that leaves no lock behind: a deploy would wait for the rest of the proof, and all tables are many. */
    private Task<SessionPair> task(Consumer<SessionPair> work) {
        return new Task<>(0, pair -> {
            work.accept(pair);
            source.recover(pair.source());
            target.recover(pair.target());
            return List.of();
        });
    }

    /** Each value is hashed where it is, so that nobody has to hold it; those of streams were hashed on their way. */
    private static boolean largeRowsAreEqual(SessionPair pair, Table table, Set<String> withLargeRows) {
        RowHashes hashes = RowHashes.ofLargeRows(table);
        return table.leaves().stream()
                .filter(leaf -> withLargeRows.contains(leaf.quoted()))
                .allMatch(leaf -> LargeRows.leftOut(table, leaf, "compared.")
                        .map(large -> hashes.query("FROM ONLY " + leaf.quoted() + " AS compared WHERE " + large))
                        .map(query -> Digest.of(pair.source(), query).equals(Digest.of(pair.target(), query)))
                        .orElse(true));
    }

    /** The ranges are of the target's own blocks, the last one open: nothing is taken from the copy's list. */
    private void addRanges(Session session, List<Table> tables, List<Task<SessionPair>> tasks) {
        Map<String, Long> bytes = new HashMap<>();
        session.query(
                SqlFile.of(ArrivalProof.class, "heap_sizes.sql").text(),
                row -> bytes.put(Names.qualified(row.getString(1), row.getString(2)), row.getLong(3)));
        for (Table table : tables) {
            for (Leaf leaf : table.leaves()) {
                if (!readWhole.contains(leaf.quoted())) {
                    for (BlockRange range : BlockRange.cut(bytes.getOrDefault(leaf.quoted(), 0L), RANGE_BLOCKS)) {
                        tasks.add(task(pair -> readBack(pair.target(), table, leaf, range)));
                    }
                }
            }
        }
    }

    private void readBack(Session session, Table table, Leaf leaf, BlockRange range) {
        // Those are compared by themselves, where they are.
        String streamed = LargeRows.leftOut(table, leaf, "")
                .map(large -> " AND NOT (" + large + ")")
                .orElse("");
        RowsHasher hasher = new RowsHasher();
        session.copyOut(
                "SELECT " + table.copiedValues("") + " FROM ONLY " + leaf.quoted() + " WHERE " + range.condition("ctid")
                        + streamed,
                table.copyFormat(),
                hasher::add);
        RowsDigest digest = hasher.digest();
        arrived.merge(table.quoted(), digest, RowsDigest::plus);
        long compared = rowsRead.addAndGet(digest.rows());
        events.on(new Event.VerifyProgress(Instant.now(), table.label(), compared, Math.max(rowsExpected, compared)));
    }
}
