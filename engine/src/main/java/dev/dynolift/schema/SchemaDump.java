package dev.dynolift.schema;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A database's definitions at one moment. The rows, the owners and what is Heroku's or ours are not among them.
 *
 * @param entries in the order in which they can be applied one by one
 */
public record SchemaDump(List<SchemaEntry> entries) {

    public SchemaDump {
        entries = List.copyOf(entries);
    }

    /**
     * Reads the definitions with pg_dump, and what its archive does not tell with queries under the same snapshot. The
     * archive stays in memory: it can hold a foreign server's password.
     *
     * @param exportedSnapshot the moment to read at; empty for now
     * @throws DynoliftException when pg_dump is missing, older than the server, or refuses
     */
    public static SchemaDump read(DatabaseUrl source, Optional<String> exportedSnapshot) {
        Database database = new Database("source", () -> source);
        if (exportedSnapshot.isEmpty()) {
            try (Moment moment = Moment.hold(database)) {
                return read(source, moment.exportedSnapshot());
            }
        }
        String snapshot = exportedSnapshot.get();
        Archive archive = Archive.read(ClientProgram.run(source, command(snapshot)));
        try (Session session = database.open("definitions")) {
            session.beginRepeatableRead();
            session.execute("SET TRANSACTION SNAPSHOT '" + snapshot + "'");
            SchemaDump dump = new SchemaDump(numbered(new ArchiveOrder(session).entries(archive)));
            session.commit();
            return dump;
        }
    }

    private static List<String> command(String snapshot) {
        return List.of(
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
                "--exclude-schema=_heroku");
    }

    private static List<SchemaEntry> numbered(List<SchemaEntry> entries) {
        List<SchemaEntry> numbered = new ArrayList<>(entries.size());
        for (SchemaEntry entry : entries) {
            numbered.add(entry.numbered(numbered.size() + 1));
        }
        return numbered;
    }
}
