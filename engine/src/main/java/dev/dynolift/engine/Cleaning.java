package dev.dynolift.engine;

import dev.dynolift.capture.Capture;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.fence.Fence;
import dev.dynolift.fence.LooseEnds;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;

/** Takes everything of ours out of a database again, and proves that it is gone. */
public final class Cleaning {

    private Cleaning() {}

    /**
     * Removes triggers, logs and the schema {@code dynolift}. The app's data is not touched.
     *
     * @param lowerFence whether a fence may fall with it; without that word, one that stands is a reason to refuse
     * @throws DynoliftException when something of the app's is still suspended, or anything of ours is left
     */
    public static void run(Database database, boolean lowerFence) {
        try (Session session = database.open("clean")) {
            if (!session.yes("SELECT to_regnamespace('dynolift') IS NOT NULL")) {
                return;
            }
            requireNothingSuspended(database, session);
            if (Fence.stands(session) && !lowerFence) {
                throw new DynoliftException(
                        ErrorCode.GATE,
                        "the " + database.side() + " still refuses writes",
                        "cleaning would open it for writes that nobody moves any more",
                        "Use --lower-fence if that is meant.");
            }
            // First all at once, so that the app may write again; then the triggers go, one at a time.
            Transactions.run(session, () -> Fence.lower(session));
            Fence.remove(session);
            Capture.remove(session);
            session.execute("DROP SCHEMA dynolift CASCADE");
            long left = session.number("SELECT (SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'dynolift\\_%')"
                    + " + (SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift')");
            if (left > 0) {
                throw new DynoliftException(
                        ErrorCode.DATABASE,
                        left + " things of ours are left in the " + database.side(),
                        "they appeared while they were being removed",
                        "Stop every engine, then run the same command again.");
            }
        }
    }

    private static void requireNothingSuspended(Database database, Session session) {
        boolean kept = session.yes("SELECT to_regclass('dynolift.suspended') IS NOT NULL");
        if (kept && LooseEnds.outstanding(session) > 0) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "foreign keys or triggers of the " + database.side() + " are still suspended",
                    "their definitions are kept in the schema that cleaning removes",
                    "Roll back first, or empty the table dynolift.suspended if this database is given up.");
        }
    }
}
