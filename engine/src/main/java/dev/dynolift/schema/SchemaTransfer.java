package dev.dynolift.schema;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.postgres.Workers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Creates the definitions at the target. The entries are kept there, and each is marked in the transaction that applies
 * it: a killed engine goes on with the first that is not, and none is applied twice. The steps after the rows are, in
 * this order: for each table as soon as its rows are there, {@link #indexesByTable} each by {@link #buildIndex}, then
 * {@link #finishTable}; and when all tables are done, {@link #attachIndexes}, {@link #addForeignKeys} and {@link
 * #applyRest}. Thread-safe; sessions are the caller's.
 */
public final class SchemaTransfer {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    /** Kinds that a server may refuse to a role that is no superuser. */
    private static final Set<String> REFUSABLE =
            Set.of("ACL", "DEFAULT ACL", "SETTING", "SECURITY LABEL", "USER MAPPING");

    private final Database target;
    private final int jobs;
    private final EventListener events;
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable BuildSettings settings;

    /** @param jobs how many sessions build at the same time, here or at the caller's */
    public SchemaTransfer(Database target, int jobs, EventListener events) {
        this.target = target;
        this.jobs = jobs;
        this.events = events;
    }

    /** Keeps a dump's entries, within the caller's transaction, and says what the target will not have as the source. */
    public void keep(Session session, SchemaDump dump) {
        List<SchemaEntry> entries = new ArrayList<>(dump.entries());
        entries.addAll(new RoleBoundEntries(session, dump.owner())
                .of(dump.bound(), entries.size() + 1, text -> say(Event.Level.WARNING, text)));
        EntryStore.keep(session, entries);
        dump.leftOut().forEach(text -> say(Event.Level.INFO, text));
        session.query("SELECT name, default_version FROM pg_available_extensions ORDER BY 1", row ->
                        new String[] {row.getString(1), row.getString(2)})
                .forEach(offer -> {
                    String here = dump.extensions().get(offer[0]);
                    if (here != null && !here.equals(offer[1])) {
                        say(
                                Event.Level.INFO,
                                "The extension " + offer[0] + " is " + offer[1] + " at the target, " + here
                                        + " at the source.");
                    }
                });
    }

    private void say(Event.Level level, String text) {
        events.on(new Event.Note(Instant.now(), level, text));
    }

    /** Alters a table within the caller's transaction, as the role that owns it. */
    public static void alter(Session session, String sql) {
        Ownership.take(session);
        session.execute(sql);
        session.execute("RESET ROLE");
    }

    /** Whether a dump is kept already, by an engine that was killed. */
    public static boolean isKept(Session session) {
        return session.yes("SELECT EXISTS (SELECT FROM dynolift.schema_entry)");
    }

    /** Applies what comes before the rows, in several transactions of the session's: thousands of tables are many locks. */
    public void applyPreData(Session session) {
        Application.inOrder(session, EntryStore.pending(session, Section.PRE_DATA));
    }

    /** Indexes that are not built yet, by their table as {@link Names#qualified} quotes it. A table may have none. */
    public Map<String, List<SchemaEntry>> indexesByTable(Session session) {
        return byTable(EntryStore.pending(session, Section.INDEX));
    }

    /**
     * Builds one index, in a transaction of the session's own. Any number of a table's may be built at once.
     *
     * @throws DynoliftException with code DIFFERENCES when rows that the source has are not unique: its own index is
     *     corrupt
     */
    public void buildIndex(Session session, SchemaEntry index) {
        Application.alone(session, index, () -> settings(session).apply(session));
        report(index);
    }

    /**
     * What a table needs once all its indexes are there: its key constraints, its statistics, a look by ANALYZE. A
     * partition's rows are looked at with its root's, so the root is finished after its partitions.
     */
    public void finishTable(Session session, String table) {
        for (SchemaEntry entry : EntryStore.pending(session, Section.TABLE, table)) {
            Application.alone(session, entry, () -> settings(session).apply(session));
            report(entry);
        }
        if (!session.yes("SELECT relispartition FROM pg_class WHERE oid = ?::regclass", table)) {
            analyze(session, table);
        }
    }

    private static void analyze(Session session, String table) {
        Transactions.run(session, () -> {
            Ownership.take(session);
            session.execute("ANALYZE " + table);
        });
    }

    /**
     * Makes partitions' indexes parts of their parents', once all partitions are finished. What is left of tables that
     * nobody finished, as they have no rows of the app's, comes first.
     */
    public void attachIndexes(Session session) {
        Application.inOrder(session, EntryStore.pending(session, Section.INDEX));
        Application.inOrder(session, EntryStore.pending(session, Section.TABLE));
        Application.inOrder(session, EntryStore.pending(session, Section.PARTITIONED_INDEX));
    }

    /**
     * Adds all foreign keys, one after the other as each needs two tables for an instant, then checks the rows, tables
     * side by side. One that the source's rows do not keep stays NOT VALID, which is said: it binds new rows alone.
     */
    public void addForeignKeys() {
        Map<String, List<SchemaEntry>> byTable;
        try (Session session = target.open("foreign keys")) {
            Application.inOrder(session, EntryStore.pending(session, Section.FOREIGN_KEY));
            byTable = byTable(EntryStore.pending(session, Section.VALIDATION));
        }
        // Two checks of one table wait for each other; those under "" take more than one table, so they share a worker.
        Workers.forEach(
                "foreign keys", jobs, byTable.values(), () -> target.open("foreign keys"), (session, checks) -> {
                    for (SchemaEntry check : checks) {
                        validate(session, check);
                    }
                });
    }

    private void validate(Session session, SchemaEntry check) {
        try {
            Application.alone(session, check, () -> settings(session).apply(session));
        } catch (DynoliftException e) {
            boolean broken = e.getCause() instanceof DatabaseException cause
                    && (check.kind().equals("CHECK CONSTRAINT")
                            ? !cause.isTransient()
                            : cause.sqlState().equals(FOREIGN_KEY_VIOLATION))
                    && !check.table().isEmpty();
            if (!broken) {
                throw e;
            }
            Transactions.run(session, () -> EntryStore.mark(session, List.of(check)));
            say(
                    Event.Level.WARNING,
                    "The source says that the constraint " + check.name() + " is valid, but its rows do not pass ("
                            + e.why()
                            + "). It stands NOT VALID at the target: new rows are checked. Find the rows, then"
                            + " VALIDATE it.");
        }
        report(check);
    }

    /** Everything else, in the dump's order; then rights and settings, of which the target may refuse some. */
    public void applyRest(Session session) {
        Map<Boolean, List<SchemaEntry>> byForce = EntryStore.pending(session, Section.POST_DATA).stream()
                .collect(Collectors.partitioningBy(entry -> REFUSABLE.contains(entry.kind())));
        Application.inOrder(session, byForce.getOrDefault(false, List.of()));
        Application.asFarAsPossible(
                session,
                byForce.getOrDefault(true, List.of()),
                (entry, reason) ->
                        say(Event.Level.WARNING, "The target refused the " + entry.name() + ": " + reason.why()));
    }

    /** All steps after the rows, for a caller that has nothing to do beside them. */
    public void applyPostData() {
        Collection<List<SchemaEntry>> indexes;
        List<String> tables;
        try (Session session = target.open("schema")) {
            Map<String, List<SchemaEntry>> byTable = indexesByTable(session);
            List<Analyzed> sized = analyzed(session);
            indexes = sized.stream()
                    .map(table -> byTable.getOrDefault(table.name(), List.of()))
                    .toList();
            tables = sized.stream().map(Analyzed::name).toList();
        }
        List<SchemaEntry> largestFirst = indexes.stream().flatMap(List::stream).toList();
        Workers.forEach("indexes", jobs, largestFirst, () -> target.open("indexes"), this::buildIndex);
        Workers.forEach("indexes", jobs, tables, () -> target.open("indexes"), this::finishTable);
        try (Session session = target.open("schema")) {
            attachIndexes(session);
        }
        addForeignKeys();
        try (Session session = target.open("schema")) {
            applyRest(session);
        }
    }

    private BuildSettings settings(Session session) {
        BuildSettings known = settings;
        if (known == null) {
            known = BuildSettings.of(session, jobs);
            settings = known;
        }
        return known;
    }

    private record Analyzed(String name, long bytes) {}

    /** Tables that are looked at for the planner, largest first; partitions come with their roots, but have indexes. */
    private static List<Analyzed> analyzed(Session session) {
        return session
                .query(
                        "SELECT n.nspname, c.relname, pg_table_size(c.oid) FROM pg_class c"
                                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'"
                                + " AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'dynolift')",
                        row -> new Analyzed(Names.qualified(row.getString(1), row.getString(2)), row.getLong(3)))
                .stream()
                .sorted(Comparator.comparingLong(Analyzed::bytes).reversed())
                .toList();
    }

    private static Map<String, List<SchemaEntry>> byTable(List<SchemaEntry> entries) {
        Map<String, List<SchemaEntry>> byTable = new LinkedHashMap<>();
        for (SchemaEntry entry : entries) {
            byTable.computeIfAbsent(entry.table(), table -> new ArrayList<>()).add(entry);
        }
        return byTable;
    }

    private void report(SchemaEntry entry) {
        events.on(new Event.StageProgress(
                Instant.now(), "indexes", entry.name(), done.incrementAndGet(), 0, "definitions"));
    }
}
