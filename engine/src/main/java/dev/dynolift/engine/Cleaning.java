package dev.dynolift.engine;

import dev.dynolift.capture.Capture;
import dev.dynolift.control.EngineLock;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Problems;
import dev.dynolift.fence.Fence;
import dev.dynolift.fence.LooseEnds;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes everything of ours out of databases again, and proves that it is gone. What a way back had taken out of the way
 * of its writes, foreign keys above all, is put back first: its definitions are kept nowhere else.
 */
public final class Cleaning {

    private Cleaning() {}

    /**
     * What was done to one database.
     *
     * @param restored foreign keys and triggers that were put back
     * @param broken foreign keys among them that rows break: they are NOT VALID now, and hold for new rows only
     * @param opened whether it refused writes and takes them again
     */
    public record Cleaned(String side, List<String> restored, List<String> broken, boolean opened) {

        public Cleaned {
            restored = List.copyOf(restored);
            broken = List.copyOf(broken);
        }
    }

    /**
     * Removes triggers, logs and the schema {@code dynolift}. The app's data is not touched. What speaks against it is
     * looked for in all databases before one of them is changed.
     *
     * @param lowerFence whether a fence may fall with it; without that word, one that stands is a reason to refuse
     * @throws DynoliftException when an engine works there, when something of the app's cannot be put back, or when
     *     anything of ours is left
     */
    public static List<Cleaned> run(List<Database> databases, boolean lowerFence) {
        List<Session> sessions = new ArrayList<>();
        try {
            for (Database database : databases) {
                Session session = database.open("clean");
                sessions.add(session);
                require(session, lowerFence);
            }
            return sessions.stream().map(Cleaning::clean).toList();
        } finally {
            sessions.forEach(Session::close);
        }
    }

    private static void require(Session session, boolean lowerFence) {
        // An engine at work would go on writing to what is cleaned.
        EngineLock.take(session);
        if (Fence.stands(session) && !lowerFence) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the " + session.side() + " still refuses writes",
                    "cleaning would open it for writes that nobody moves any more",
                    "Use --lower-fence if that is meant. Nothing was changed.");
        }
    }

    private static Cleaned clean(Session session) {
        if (!session.yes("SELECT to_regnamespace('dynolift') IS NOT NULL")) {
            return new Cleaned(session.side(), List.of(), List.of(), false);
        }
        boolean suspending = session.yes("SELECT to_regclass('dynolift.suspended') IS NOT NULL");
        // Before the app may write again, so that no row comes in that they would have refused.
        List<String> restored = suspending ? restore(session) : List.of();
        boolean opened = Fence.stands(session);
        // First all at once, so that the app may write again; then the triggers go, one at a time.
        Transactions.run(session, () -> Fence.lower(session));
        Fence.remove(session);
        Capture.remove(session);
        List<String> broken = suspending ? LooseEnds.validateEach(session) : List.of();
        ProgressStore.remove(session);
        long left = session.number("SELECT (SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'dynolift\\_%')"
                + " + (SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift')");
        if (left > 0) {
            throw new DynoliftException(
                    ErrorCode.DATABASE,
                    left + " things of ours are left in the " + session.side(),
                    "they appeared while they were being removed",
                    "Stop every engine, then run the same command again.");
        }
        return new Cleaned(session.side(), restored, broken, opened);
    }

    private static List<String> restore(Session session) {
        Problems problems = new Problems();
        List<String> restored = LooseEnds.restoreEach(session, problems);
        problems.throwIfAny(
                ErrorCode.GATE,
                "the way back had taken these out of the " + session.side() + ", and they cannot be put back",
                "Mend what the server complains about and run the same command again. To give one up, delete its row"
                        + " from the table dynolift.suspended.");
        return restored;
    }
}
