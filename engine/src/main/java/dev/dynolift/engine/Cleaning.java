package dev.dynolift.engine;

import dev.dynolift.capture.Capture;
import dev.dynolift.control.EngineLock;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Problems;
import dev.dynolift.fence.Fence;
import dev.dynolift.fence.LooseEnds;
import dev.dynolift.fence.LooseEnds.LooseEnd;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes everything of ours out of databases again, and proves that it is gone. What a way back had taken out of the way
 * of its writes, foreign keys above all, is put back first: its definitions are kept nowhere else.
 */
public final class Cleaning {

    private static final String ENGINES = "SELECT DISTINCT application_name FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'dynolift %'"
            + " AND application_name NOT IN ('dynolift status', 'dynolift clean') ORDER BY 1";

    private final Fences fences;
    private final Consumer<Done> news;

    /** @param news hears of each thing as soon as it is done: what fails later cannot make it unsaid */
    private Cleaning(Fences fences, Consumer<Done> news) {
        this.fences = fences;
        this.news = news;
    }

    /** What may happen to a fence that stands. */
    public enum Fences {
        /** It is a reason to refuse. */
        KEPT,
        /** The source's stays, for good, when everything else of ours goes: a database has taken over. */
        LEFT_STANDING,
        /** It falls, unless a database has taken over from the source. */
        LOWERED,
        /** It falls, whoever has taken over: the source and that database then both take writes. */
        LOWERED_DESPITE_TAKEOVER
    }

    /** Something that was done to one side, or is waited for. */
    public sealed interface Done {
        String side();

        /** Another engine's lock is waited for. */
        record Waits(String side, EngineLock.Holder holder) implements Done {}

        /** It refuses writes, and goes on to do so for good. */
        record LeftStanding(String side) implements Done {}

        /** Foreign keys and triggers were put back: "foreign key orders_user_id_fkey of public.orders". */
        record Restored(String side, List<String> labels) implements Done {

            public Restored {
                labels = List.copyOf(labels);
            }
        }

        /** It refused writes, and takes them again. */
        record Opened(String side) implements Done {}

        /** Rows break these foreign keys, which were put back: they are NOT VALID now, and hold for new rows only. */
        record Broken(String side, List<String> labels) implements Done {

            public Broken {
                labels = List.copyOf(labels);
            }
        }
    }

    /**
     * Removes triggers, logs and the schema {@code dynolift}. The app's data is not touched. What speaks against it is
     * looked for in both databases before one of them is changed.
     *
     * @param news hears of each thing as soon as it is done
     * @throws DynoliftException when an engine works there, when a fence stands that may not fall, when something of the
     *     app's cannot be put back, or when anything of ours is left
     */
    public static void run(Database source, Database target, Fences fences, Consumer<Done> news) {
        Cleaning cleaning = new Cleaning(fences, news);
        try (Session from = source.open("clean");
                Session to = target.open("clean")) {
            // An engine at work would go on writing to what is cleaned.
            cleaning.lock(from);
            cleaning.lock(to);
            cleaning.requireOneToWriteTo(from, to);
            cleaning.requireMayFall(from);
            cleaning.requireMayFall(to);
            // First the source: that it is left fenced is known there alone from then on.
            cleaning.clean(from, fences == Fences.LEFT_STANDING);
            cleaning.clean(to, false);
        }
    }

    /**
     * The same with the source alone, for when the target is gone or cannot be reached. An engine elsewhere that reaches
     * it cannot hand over any more after this: it looks for the fence first, under the lock that is taken here.
     *
     * @param consent asked when nothing speaks against it, with what the source knows; throws to leave all as it is
     * @throws DynoliftException as above; also when a database may have taken over from the source
     */
    public static void runAtSource(
            Database source, Fences fences, Consumer<SourceRecords> consent, Consumer<Done> news) {
        Cleaning cleaning = new Cleaning(fences, news);
        try (Session from = source.open("clean")) {
            cleaning.lock(from);
            cleaning.requireMayFall(from);
            requireNoEngine(from);
            SourceRecords records = SourceRecords.read(from);
            if (fences != Fences.LOWERED_DESPITE_TAKEOVER && records.mayHaveHandedOver()) {
                throw new DynoliftException(
                        ErrorCode.GATE,
                        "a database has taken over from the source, or was about to, and the target cannot be asked",
                        "with the source's fence lowered both take writes, and neither gets the other's",
                        "Let the target run and be reached, then run the same command again. To leave it alone for good,"
                                + " with all that was written there: --lower-fence --despite-takeover. Nothing was"
                                + " changed.");
            }
            consent.accept(records);
            cleaning.clean(from, false);
        }
    }

    private void lock(Session session) {
        EngineLock.take(session, holder -> news.accept(new Done.Waits(session.side(), holder)));
    }

    /** One that reaches the target, while we do not, would lose what it has done. */
    private static void requireNoEngine(Session source) {
        List<String> engines = source.query(ENGINES, row -> row.getString(1));
        if (!engines.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.IN_USE,
                    "an engine works on the source",
                    "there are sessions of " + String.join(", ", engines),
                    "Stop it, or wait a minute if it was killed, then run the same command again. Nothing was changed.");
        }
    }

    private void requireOneToWriteTo(Session source, Session target) {
        if (fences == Fences.LEFT_STANDING) {
            requireTakenOver(source, target);
            return;
        }
        if (fences == Fences.LOWERED_DESPITE_TAKEOVER || !Fence.stands(source)) {
            return;
        }
        TargetState state = TargetState.of(source, target);
        if (state == TargetState.TAKEN_OVER && fences == Fences.LOWERED) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the target has taken over from the source",
                    "with its fence lowered the source takes writes beside the target, and neither gets the other's",
                    "To go back with every write: `dynolift data reverse`, then `dynolift data fence --reverse`. To stay at"
                            + " the target: --keep-fence, and the source goes on to refuse writes. To open the source all"
                            + " the same, once nothing is pointed at it any more: --lower-fence --despite-takeover."
                            + " Nothing was changed.");
        }
        if (state == TargetState.STAYED) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "a database has taken over from the source for good",
                    "its fence was left standing; with it lowered the source takes writes that nobody moves any more",
                    "Once nothing is pointed at the source that should not be: --lower-fence --despite-takeover."
                            + " Nothing was changed.");
        }
        if (state == TargetState.TAKEN_OVER_ELSEWHERE) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "another database than this target has taken over from the source",
                    "with its fence lowered the source takes writes beside that one, and neither has all of them",
                    "Check the target's URL. To leave that other database alone for good: --lower-fence"
                            + " --despite-takeover. Nothing was changed.");
        }
    }

    /** The fence keeps whoever still knows the old address from writing where nobody reads any more; else it has no sense. */
    private static void requireTakenOver(Session source, Session target) {
        TargetState state = TargetState.of(source, target);
        if (state != TargetState.TAKEN_OVER && state != TargetState.STAYED) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "this target has not taken over from the source",
                    "the source's fence can be kept for good only when the app has left it",
                    "`dynolift data status` says how far the move is. Nothing was changed.");
        }
        List<String> open = Fence.openTables(source);
        if (!open.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the source takes writes",
                    "its fence does not stand on " + String.join(", ", open),
                    "Nothing was changed.");
        }
    }

    private void requireMayFall(Session session) {
        if (fences == Fences.KEPT && Fence.stands(session)) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the " + session.side() + " still refuses writes",
                    "cleaning would open it for writes that nobody moves any more",
                    "To stay where the app is, with that fence standing: --keep-fence. To open it: --lower-fence. Nothing"
                            + " was changed.");
        }
    }

    private void clean(Session session, boolean fenceStays) {
        if (!session.yes("SELECT to_regnamespace('dynolift') IS NOT NULL")) {
            return;
        }
        boolean suspending = session.yes("SELECT to_regclass('dynolift.suspended') IS NOT NULL");
        if (suspending) {
            // Before the app may write again, so that no row comes in that they would have refused.
            restore(session);
        }
        if (fenceStays) {
            Capture.remove(session);
            Fence.leaveStanding(session);
            news.accept(new Done.LeftStanding(session.side()));
            requireNothingLeft(session, Fence.OBJECTS_LEFT_STANDING);
            return;
        }
        boolean stood = Fence.stands(session);
        // First all at once, so that the app may write again; then the triggers go, one at a time.
        Transactions.run(session, () -> Fence.lower(session));
        if (stood) {
            news.accept(new Done.Opened(session.side()));
        }
        Fence.remove(session);
        Capture.remove(session);
        List<String> broken = suspending ? LooseEnds.validate(session) : List.of();
        if (!broken.isEmpty()) {
            news.accept(new Done.Broken(session.side(), broken));
        }
        ProgressStore.remove(session);
        requireNothingLeft(session, "SELECT 0");
    }

    /** @param wanted how many things of ours are to be there, as a query */
    private static void requireNothingLeft(Session session, String wanted) {
        long left = session.number("SELECT (SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'dynolift\\_%')"
                + " + (SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift')"
                + " + (SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace('dynolift'))"
                + " + (SELECT count(*) FROM pg_proc WHERE pronamespace = to_regnamespace('dynolift')) - (" + wanted
                + ")");
        if (left > 0) {
            throw new DynoliftException(
                    ErrorCode.DATABASE,
                    left + " things of ours are left in the " + session.side(),
                    "they appeared while they were being removed",
                    "Stop every engine, then run the same command again.");
        }
    }

    /** Each in a transaction of its own, so that one that the server refuses keeps no other away. */
    private void restore(Session session) {
        List<String> restored = new ArrayList<>();
        Problems refused = new Problems();
        try {
            for (LooseEnd end : LooseEnds.out(session)) {
                try {
                    Transactions.run(session, () -> {
                        session.execute("SET LOCAL lock_timeout = '10s'");
                        LooseEnds.restore(session, end);
                    });
                    restored.add(end.label());
                } catch (DatabaseException e) {
                    if (isPassing(e)) {
                        throw interrupted(session, end, e);
                    }
                    refused.add(end.label(), e.why(), end.statement());
                }
            }
        } finally {
            if (!restored.isEmpty()) {
                news.accept(new Done.Restored(session.side(), restored));
            }
        }
        refused.throwIfAny(
                ErrorCode.GATE,
                "the way back had taken these out of the " + session.side() + ", and they cannot be put back",
                "Mend what the server complains about and run the same command again. To give one up, delete its row"
                        + " from the table dynolift.suspended.");
    }

    /**
     * Whether the error says nothing about the definition itself: a lock, a lost connection, a full disk; a server that is
     * a standby now, or that has met an error of its own.
     */
    private static boolean isPassing(DatabaseException e) {
        return e.isTransient() || e.sqlState().startsWith("25") || e.sqlState().startsWith("XX");
    }

    /** No word of giving it up: its record is the only place that its definition is kept in. */
    private static DynoliftException interrupted(Session session, LooseEnd end, DatabaseException e) {
        return new DynoliftException(
                e.code(),
                "the " + end.label() + " could not be put back into the " + session.side() + " yet",
                e.why(),
                (e.sqlState().equals(DatabaseErrors.LOCK_NOT_AVAILABLE)
                                ? "Look in pg_stat_activity for who holds its table for long, then run"
                                : "Run")
                        + " the same command again: what is out of the way stays on record until it is back.",
                e);
    }
}
