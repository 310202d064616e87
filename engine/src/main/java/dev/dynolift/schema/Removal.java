package dev.dynolift.schema;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.postgres.Batches;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.postgres.Transactions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Empties a target whose exact copy was not finished, so that it can start over. Everything in it is ours: the copy began
 * only because it was empty. Killed, it is run again: the schema {@code dynolift}, which says whose all that is, stays.
 */
public final class Removal {

    /** So many relations go in one transaction: each holds locks on its indexes, too, and a server has a few thousand. */
    private static final int RELATIONS = 50;

    private static final int LARGE_OBJECTS = 1000;

    private Removal() {}

    /**
     * Drops all that the copy made.
     *
     * @throws DynoliftException when something cannot be dropped, for want of rights above all
     */
    public static void run(Database target) {
        try (Session session = target.open("start over")) {
            relations(session);
            extensions(session);
            objects(session);
            while (session.number("SELECT count(lo_unlink(oid)) FROM (SELECT oid FROM pg_largeobject_metadata LIMIT "
                            + LARGE_OBJECTS + ") AS unlinked")
                    > 0) {
                // The next thousand.
            }
        }
    }

    private record Thing(String kind, String name) {

        String drop() {
            return "DROP " + kind.toUpperCase(Locale.ROOT) + " IF EXISTS " + name + " CASCADE";
        }
    }

    private static void relations(Session session) {
        Map<String, List<String>> byKind = new LinkedHashMap<>();
        for (Thing thing : things(session, "left_relations.sql")) {
            byKind.computeIfAbsent(thing.kind(), kind -> new ArrayList<>()).add(thing.name());
        }
        byKind.forEach((kind, names) -> Batches.of(names, RELATIONS)
                .forEach(some -> session.execute(new Thing(kind, String.join(", ", some)).drop())));
    }

    /** Those that the copy created; one that the server's administrator had put there stays. */
    private static void extensions(Session session) {
        if (!session.yes("SELECT to_regclass('dynolift.schema_entry') IS NOT NULL")) {
            return;
        }
        session.query(
                        "SELECT extname FROM pg_extension JOIN dynolift.schema_entry ON name = extname"
                                + " WHERE kind = 'EXTENSION' AND applied_at IS NOT NULL ORDER BY pg_extension.oid DESC",
                        row -> row.getString(1))
                .forEach(name -> session.execute(new Thing("extension", Names.quote(name)).drop()));
    }

    /** Until nothing is left, as long as each look finds fewer: one may refuse as long as another needs it. */
    private static void objects(Session session) {
        List<Thing> left = things(session, "left_objects.sql");
        while (!left.isEmpty()) {
            DatabaseException reason = null;
            for (Thing thing : left) {
                try {
                    Transactions.run(session, () -> session.execute(thing.drop()));
                } catch (DatabaseException e) {
                    reason = e;
                }
            }
            List<Thing> after = things(session, "left_objects.sql");
            if (reason != null && after.size() >= left.size()) {
                throw reason;
            }
            left = after;
        }
    }

    private static List<Thing> things(Session session, String file) {
        return session.query(
                SqlFile.of(Removal.class, file).text(), row -> new Thing(row.getString(1), row.getString(2)));
    }
}
