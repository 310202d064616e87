package dev.dynolift.schema;

import dev.dynolift.postgres.Batches;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The entries as they are kept at the target, each marked in the transaction that applies it. */
final class EntryStore {

    /** So many go in one statement: a server far away answers each only after a while. */
    private static final int BATCH = 200;

    private static final String PENDING = "SELECT number, section, kind, name, table_name, definition"
            + " FROM dynolift.schema_entry WHERE section = ? AND applied_at IS NULL";

    private EntryStore() {}

    static void keep(Session session, List<SchemaEntry> entries) {
        session.execute("DELETE FROM dynolift.schema_entry");
        for (List<SchemaEntry> batch : Batches.of(entries, BATCH)) {
            String rows = batch.stream().map(EntryStore::row).collect(Collectors.joining(",\n"));
            session.execute(
                    "INSERT INTO dynolift.schema_entry (number, section, kind, name, table_name, definition) VALUES\n"
                            + rows);
        }
    }

    private static String row(SchemaEntry entry) {
        return "(" + entry.number() + ", " + Names.literal(entry.section().name()) + ", "
                + Names.literal(entry.kind()) + ", " + Names.literal(entry.name()) + ", "
                + Names.literal(entry.table()) + ", " + Names.literal(entry.definition()) + ")";
    }

    /** Those of a section that are not applied yet, in order. */
    static List<SchemaEntry> pending(Session session, Section section) {
        return session.query(PENDING + " ORDER BY number", EntryStore::read, section.name());
    }

    /** Those of one table. */
    static List<SchemaEntry> pending(Session session, Section section, String table) {
        return session.query(PENDING + " AND table_name = ? ORDER BY number", EntryStore::read, section.name(), table);
    }

    private static SchemaEntry read(ResultSet row) throws SQLException {
        return new SchemaEntry(
                row.getInt(1),
                Section.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }

    /** Locks an entry until the transaction ends, and tells whether it is still to be applied. */
    static boolean take(Session session, SchemaEntry entry) {
        return session.one(
                "SELECT applied_at IS NULL FROM dynolift.schema_entry WHERE number = ? FOR UPDATE",
                row -> row.getBoolean(1),
                entry.number());
    }

    /** Has an entry applied otherwise than it was dumped. */
    static void redefine(Session session, SchemaEntry entry, String definition) {
        session.update("UPDATE dynolift.schema_entry SET definition = ? WHERE number = ?", definition, entry.number());
    }

    /** These are not to be applied. */
    static void remove(Session session, List<SchemaEntry> entries) {
        session.execute("DELETE FROM dynolift.schema_entry WHERE number IN (" + numbers(entries) + ")");
    }

    static void mark(Session session, List<SchemaEntry> entries) {
        session.execute("UPDATE dynolift.schema_entry SET applied_at = clock_timestamp() WHERE number IN ("
                + numbers(entries) + ")");
    }

    private static String numbers(List<SchemaEntry> entries) {
        return entries.stream().map(entry -> Integer.toString(entry.number())).collect(Collectors.joining(", "));
    }
}
