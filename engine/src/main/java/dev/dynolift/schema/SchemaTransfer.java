package dev.dynolift.schema;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Workers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Creates the definitions at the target. The entries are kept there, and each is marked in the transaction that applies
 * it: a killed engine goes on with the first that is not, and none is applied twice.
 */
public final class SchemaTransfer {

    private final Database target;
    private final int workers;
    private final EventListener events;

    public SchemaTransfer(Database target, int workers, EventListener events) {
        this.target = target;
        this.workers = workers;
        this.events = events;
    }

    /** Keeps a dump's entries, within the caller's transaction. */
    public static void keep(Session session, List<SchemaEntry> entries) {
        session.execute("DELETE FROM dynolift.schema_entry");
        for (SchemaEntry entry : entries) {
            session.update(
                    "INSERT INTO dynolift.schema_entry (number, section, kind, name, definition) VALUES (?, ?, ?, ?, ?)",
                    entry.number(),
                    entry.section().name(),
                    entry.kind(),
                    entry.name(),
                    entry.definition());
        }
    }

    /** Applies what comes before the rows, all in the caller's transaction. */
    public static void applyPreData(Session session) {
        for (SchemaEntry entry : pending(session, Section.PRE_DATA)) {
            apply(session, entry);
        }
    }

    /**
     * Applies what comes after the rows: indexes and key constraints side by side, largest first, then the rest in the
     * dump's order.
     *
     * @throws DynoliftException with code DIFFERENCES when rows that the source has are not unique: its own index is
     *     corrupt
     */
    public void applyPostData() {
        List<SchemaEntry> pending;
        try (Session session = target.open("schema")) {
            pending = bySize(session, pending(session, Section.POST_DATA));
        }
        AtomicInteger done = new AtomicInteger();
        List<SchemaEntry> sideBySide =
                pending.stream().filter(SchemaEntry::isBuiltSideBySide).toList();
        Workers.forEach("indexes", workers, sideBySide, () -> target.open("indexes"), (session, entry) -> {
            applyAlone(session, entry);
            report(entry, done.incrementAndGet(), pending.size());
        });
        try (Session session = target.open("schema")) {
            for (SchemaEntry entry : pending(session, Section.POST_DATA)) {
                applyAlone(session, entry);
                report(entry, done.incrementAndGet(), pending.size());
            }
        }
    }

    private void report(SchemaEntry entry, int done, int total) {
        events.on(new Event.StageProgress(Instant.now(), "indexes", entry.name(), done, total, "definitions"));
    }

    private static void applyAlone(Session session, SchemaEntry entry) {
        session.begin();
        try {
            session.one(
                    "SELECT number FROM dynolift.schema_entry WHERE number = ? FOR UPDATE",
                    row -> row.getInt(1),
                    entry.number());
            boolean pending = session.yes(
                    "SELECT applied_at IS NULL FROM dynolift.schema_entry WHERE number = ?", entry.number());
            if (pending) {
                apply(session, entry);
            }
            session.commit();
        } catch (DynoliftException e) {
            session.rollback();
            throw e;
        }
    }

    private static void apply(Session session, SchemaEntry entry) {
        session.execute("SET LOCAL check_function_bodies = false; SET LOCAL xmloption = content;"
                + " SET LOCAL maintenance_work_mem = '256MB'");
        owner(session).ifPresent(role -> session.execute("SET LOCAL ROLE " + Names.quote(role)));
        try {
            session.execute(entry.definition());
        } catch (DatabaseException e) {
            throw explained(entry, e);
        }
        session.execute("RESET ROLE");
        session.update(
                "UPDATE dynolift.schema_entry SET applied_at = clock_timestamp() WHERE number = ?", entry.number());
    }

    private static DynoliftException explained(SchemaEntry entry, DatabaseException e) {
        if (e.sqlState().equals(DatabaseErrors.UNIQUE_VIOLATION)) {
            return new DynoliftException(
                    ErrorCode.DIFFERENCES,
                    "rows of the source are not unique in " + entry.name(),
                    "the rows are a state that the source had, so its own index is corrupt (" + e.why() + ")",
                    "Find the duplicates at the source with index scans switched off, repair them and REINDEX there.",
                    e);
        }
        return new DynoliftException(
                e.code(),
                "the target cannot create the " + entry.kind().toLowerCase(java.util.Locale.ROOT) + " " + entry.name(),
                e.why(),
                e.next(),
                e);
    }

    /** The role that shall own the app's objects: the database's owner, when we may act as it. */
    private static java.util.Optional<String> owner(Session session) {
        return session
                .query(
                        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
                                + " AND pg_has_role(datdba, 'MEMBER') AND pg_get_userbyid(datdba) <> session_user",
                        row -> row.getString(1))
                .stream()
                .findFirst();
    }

    private static List<SchemaEntry> pending(Session session, Section section) {
        return session.query(
                "SELECT number, kind, name, definition FROM dynolift.schema_entry"
                        + " WHERE section = ? AND applied_at IS NULL ORDER BY number",
                row -> new SchemaEntry(row.getInt(1), section, row.getString(2), row.getString(3), row.getString(4)),
                section.name());
    }

    /** Those of the largest tables first, found by the tables that their definitions name. */
    private static List<SchemaEntry> bySize(Session session, List<SchemaEntry> entries) {
        List<TableSize> sizes = session.query(
                "SELECT n.nspname, c.relname, pg_table_size(c.oid) FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'm')"
                        + " AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 3 DESC",
                row -> new TableSize(row.getString(1), row.getString(2), row.getLong(3)));
        return entries.stream()
                .sorted(java.util.Comparator.comparingLong(
                        (SchemaEntry entry) -> -TableSize.of(entry.definition(), sizes)))
                .toList();
    }

    private record TableSize(String schema, String name, long bytes) {

        static long of(String definition, List<TableSize> sizes) {
            for (TableSize size : sizes) {
                if (definition.contains(" " + size.schema() + "." + size.name() + " ")
                        || definition.contains(" " + Names.qualified(size.schema(), size.name()) + " ")
                        || definition.contains(" " + size.schema() + "." + Names.quote(size.name()) + " ")) {
                    return size.bytes();
                }
            }
            return 0;
        }
    }
}
