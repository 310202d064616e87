package dev.dynolift.schema;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Batches;
import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Applies entries at the target as the role that shall own them, each together with its mark. */
final class Application {

    /** So many entries share a transaction: the locks of a thousand new tables would fill a small server's table. */
    private static final int BATCH = 100;

    private static final int ATTEMPTS = 5;
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private Application() {}

    /** Applies entries in their order, in transactions of the session's own. */
    static void inOrder(Session session, List<SchemaEntry> entries) {
        Batches.of(entries, BATCH).forEach(batch -> together(session, batch));
    }

    private static void together(Session session, List<SchemaEntry> entries) {
        // An extension may have to be tried as another role, which needs a transaction of its own.
        boolean simple = entries.stream().noneMatch(entry -> entry.kind().equals("EXTENSION"));
        if (simple && entries.size() > 1) {
            try {
                Transactions.run(session, () -> {
                    prepare(session);
                    session.execute(entries.stream()
                            .map(SchemaEntry::definition)
                            .map(sql -> sql.endsWith(";") ? sql : sql + ";")
                            .collect(Collectors.joining("\n")));
                    session.execute("RESET ROLE");
                    EntryStore.mark(session, entries);
                });
                return;
            } catch (DatabaseException e) {
                // One of them fails; one by one, we learn which, and the others are kept.
            }
        }
        for (SchemaEntry entry : entries) {
            alone(session, entry, () -> {});
        }
    }

    /**
     * The same for what the target may refuse without harm to any row: what it refuses is told and left.
     *
     * @param refused told the entry and the reason
     */
    static void asFarAsPossible(
            Session session, List<SchemaEntry> entries, BiConsumer<SchemaEntry, DatabaseException> refused) {
        for (SchemaEntry entry : entries) {
            try {
                alone(session, entry, () -> {});
            } catch (DynoliftException e) {
                if (!(e.getCause() instanceof DatabaseException reason) || reason.isTransient()) {
                    throw e;
                }
                Transactions.run(session, () -> EntryStore.mark(session, List.of(entry)));
                refused.accept(entry, reason);
            }
        }
    }

    /**
     * Applies one entry in a transaction of its own, unless another session has done it. When the server ended it to
     * free others of a deadlock, it is tried again.
     *
     * @param settings for the transaction
     */
    static void alone(Session session, SchemaEntry entry, Runnable settings) {
        for (int attempt = 1; ; attempt++) {
            try {
                Transactions.run(session, () -> {
                    if (EntryStore.take(session, entry)) {
                        settings.run();
                        apply(session, entry);
                        EntryStore.mark(session, List.of(entry));
                    }
                });
                return;
            } catch (DatabaseException e) {
                if (attempt == ATTEMPTS || !e.sqlState().startsWith("40")) {
                    throw explained(entry, e);
                }
            }
        }
    }

    private static void apply(Session session, SchemaEntry entry) {
        prepare(session);
        if (!entry.kind().equals("EXTENSION")) {
            session.execute(entry.definition());
            session.execute("RESET ROLE");
            return;
        }
        session.execute("SAVEPOINT extension");
        try {
            session.execute(entry.definition());
        } catch (DatabaseException e) {
            if (!e.sqlState().equals(INSUFFICIENT_PRIVILEGE)) {
                throw e;
            }
            // At RDS the master user may create extensions that the app's role may not.
            session.execute("ROLLBACK TO extension; RESET ROLE");
            session.execute(entry.definition());
        }
        session.execute("RELEASE extension; RESET ROLE");
    }

    private static void prepare(Session session) {
        session.execute("SET LOCAL check_function_bodies = false; SET LOCAL xmloption = content");
        Ownership.take(session);
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
                "the target cannot create the " + entry.kind().toLowerCase(Locale.ROOT) + " " + entry.name(),
                e.why(),
                e.next(),
                e);
    }
}
