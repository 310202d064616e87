package dev.dynolift.schema;

import dev.dynolift.catalog.Omissions;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A database's definitions at one moment. The rows, the owners and what is Heroku's or ours are not among them.
 *
 * @param owner the database's
 * @param entries in the order in which they can be applied one by one
 * @param bound definitions that name roles
 * @param extensions their versions by their names
 * @param leftOut what is not carried, in words for people
 */
public record SchemaDump(
        String owner,
        List<SchemaEntry> entries,
        List<RoleBound> bound,
        Map<String, String> extensions,
        List<String> leftOut) {

    public SchemaDump {
        entries = List.copyOf(entries);
        bound = List.copyOf(bound);
        extensions = Map.copyOf(extensions);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Reads the definitions with pg_dump, and what its archive does not tell with queries under the same snapshot: the
     * moment's own, or one that is held as long as this takes. The archive stays in memory: it can hold a foreign
     * server's password.
     *
     * @param omissions what is left out
     * @throws DynoliftException when pg_dump is missing, older than the server, or refuses
     */
    public static SchemaDump read(Moment source, Omissions omissions) {
        Optional<String> snapshot = source.exportedSnapshot();
        if (snapshot.isEmpty()) {
            try (Moment held = Moment.hold(source.database())) {
                return read(held, omissions);
            }
        }
        try (Session session = source.open("definitions")) {
            Archive archive = Archive.read(ClientProgram.run(
                    source.database().address().get(), command(snapshot.get(), unreadable(session, omissions))));
            return describe(session, archive, omissions);
        }
    }

    private static SchemaDump describe(Session session, Archive archive, Omissions omissions) {
        LateChecks checks = LateChecks.read(session, omissions);
        Set<Archive.Item> replaced = checks.replaced(archive);
        List<SchemaEntry> entries =
                new ArrayList<>(new ArchiveOrder(session, omissions).entries(archive.without(replaced)));
        entries.addAll(
                checks.entries(session.text("SELECT reset_val FROM pg_settings WHERE name = 'search_path'"), replaced));
        entries.sort(Comparator.comparing(SchemaEntry::section));
        Map<String, String> extensions = new TreeMap<>();
        session.query(
                "SELECT extname, extversion FROM pg_extension",
                row -> String.valueOf(extensions.put(row.getString(1), row.getString(2))));
        return new SchemaDump(
                RoleMapping.owner(session),
                numbered(entries),
                RoleBound.read(session, omissions),
                extensions,
                session.query(SqlFile.of(SchemaDump.class, "left_out.sql").text(), row -> row.getString(1)));
    }

    /** Tables that are left behind and that we may not read: pg_dump would lock them, and fail. */
    private static List<String> unreadable(Session session, Omissions omissions) {
        List<String> unreadable = session.query(
                SqlFile.of(SchemaDump.class, "unreadable.sql").text(),
                row -> Names.qualified(row.getString(1), row.getString(2)));
        unreadable.retainAll(omissions.relations());
        return unreadable;
    }

    private static List<String> command(String snapshot, List<String> excluded) {
        List<String> command = new ArrayList<>(List.of(
                "pg_dump",
                "--format=custom",
                "--compress=0",
                "--encoding=UTF8",
                "--snapshot=" + snapshot,
                "--schema-only",
                "--no-owner",
                "--no-privileges",
                "--no-publications",
                "--no-subscriptions",
                "--no-tablespaces",
                "--exclude-schema=dynolift",
                "--exclude-schema=_heroku"));
        excluded.forEach(table -> command.add("--exclude-table=" + table));
        return command;
    }

    private static List<SchemaEntry> numbered(List<SchemaEntry> entries) {
        List<SchemaEntry> numbered = new ArrayList<>(entries.size());
        for (SchemaEntry entry : entries) {
            numbered.add(entry.numbered(numbered.size() + 1));
        }
        return numbered;
    }
}
