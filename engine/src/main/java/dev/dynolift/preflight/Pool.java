package dev.dynolift.preflight;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.postgres.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether a pool stands between us and the server. A pool announces a process number of its own at the start of a
 * connection, not that of the process which answers; one that lends server sessions for a transaction shows itself when
 * another of our sessions gets the process that was ours.
 */
final class Pool implements Check {

    private static final String PROCESS = "SELECT pg_backend_pid()";

    /** Where Heroku's own pool listens. */
    private static final int HEROKU_POOL_PORT = 5433;

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        look(Side.SOURCE, sides.sourceDatabase(), sides.source(), found);
        look(Side.TARGET, sides.targetDatabase(), sides.target(), found);
    }

    /** What a connection that was refused tells: a pool takes fewer settings at the start than a server does. */
    static Optional<Finding> refused(Side side, DynoliftException refusal) {
        return refusal.why().contains("unsupported startup parameter")
                ? Optional.of(pooled(side, "its address is a pool's, which refuses settings that a server takes"))
                : Optional.empty();
    }

    private static void look(Side side, Database database, Session session, Consumer<Finding> found) {
        DatabaseUrl url = database.address().get();
        if (session.announcedProcess() == session.number(PROCESS)) {
            return;
        }
        boolean atHeroku = url.port() == HEROKU_POOL_PORT && url.host().endsWith(".amazonaws.com");
        if (atHeroku || isShared(database)) {
            found.accept(pooled(side, "its address is a pool's, which lends a server session for one transaction"));
        } else {
            found.accept(Finding.warning(
                    side,
                    "a proxy or a pool stands between here and the server",
                    "If it lends its sessions by the transaction, settings and snapshots are lost on the way.",
                    "Use the server's own address if there is one."));
        }
    }

    private static Finding pooled(Side side, String what) {
        return Finding.blocking(
                side,
                what,
                "Settings, snapshots, locks and temporary tables are lost between two statements.",
                "Use the database's own address: at Heroku DATABASE_URL (port 5432), not"
                        + " DATABASE_CONNECTION_POOL_URL (port 5433).");
    }

    /** Whether a server process that was ours outside a transaction is given to another session of ours. */
    private static boolean isShared(Database database) {
        try (Session first = database.open("preflight");
                Session second = database.open("preflight");
                Session third = database.open("preflight")) {
            long before = first.number(PROCESS);
            for (Session other : List.of(second, third)) {
                other.begin();
                if (other.number(PROCESS) == before) {
                    other.rollback();
                    return true;
                }
            }
            return first.number(PROCESS) != before;
        }
    }
}
