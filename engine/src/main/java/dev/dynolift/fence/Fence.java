package dev.dynolift.fence;

import dev.dynolift.catalog.OfTheApp;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.postgres.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Refuses the app's writes at one side. When it stands, no writer is in the middle of anything: each table's lock was
 * held while its trigger was made, and that lock is granted only when every earlier writer is done.
 */
public final class Fence {

    private static final String TRIGGER = "dynolift_fence";

    /**
     * How long a table's lock is waited for, in milliseconds: short at first. Writers queue behind our request, and one
     * that we wait for may be waiting for one of those; giving way unties that knot sooner than the server would. The
     * last is longer than the server's deadlock timeout of 1 s: only then an autovacuum that holds the table gives way.
     */
    private static final int[] LOCK_PATIENCE = {50, 50, 100, 100, 200, 400, 700, 1300};

    private static final int ENDINGS_AT_MOST = 20;

    private static final Duration REMOVING_PATIENCE = Duration.ofMinutes(5);

    private final Database database;
    private final EventListener events;

    public Fence(Database database, EventListener events) {
        this.database = database;
        this.events = events;
    }

    /**
     * Raises the fence, one table at a time: holding one lock only, we can never be part of a deadlock with the app.
     * When it returns, every table refuses writes and no writer is in the middle of a transaction that wrote.
     *
     * @param patience how long writers in the middle of a transaction are waited for, before they are ended
     */
    public void raise(Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        try (Session session = database.open("fence")) {
            session.execute(SqlFile.of(Fence.class, "fence.sql").text());
            Set<String> fenced = fenced(session, "t.tgenabled <> 'D'");
            Set<String> lowered = fenced(session, "t.tgenabled = 'D'");
            for (String table :
                    session.query(OfTheApp.sqlFile(Fence.class, "tables.sql").text(), row -> row.getString(1))) {
                if (!fenced.contains(table)) {
                    String change = lowered.contains(table)
                            ? "ALTER TABLE ONLY " + table + " ENABLE TRIGGER " + TRIGGER
                            : "CREATE TRIGGER " + TRIGGER + " BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON " + table
                                    + " FOR EACH STATEMENT EXECUTE FUNCTION dynolift.refuse_writes('" + FenceToken.WORD
                                    + "')";
                    raiseOn(session, table, change, deadline, patience);
                }
            }
        }
    }

    /**
     * Lowers the fence, within the caller's transaction. The triggers are switched off, not dropped: that waits for no
     * reader, and no reader waits for it.
     */
    public static void lower(Session session) {
        for (String table : fenced(session, "t.tgenabled <> 'D'")) {
            session.execute("ALTER TABLE ONLY " + table + " DISABLE TRIGGER " + TRIGGER);
        }
    }

    /** Whether any table still refuses writes. */
    public static boolean stands(Session session) {
        return !fenced(session, "t.tgenabled <> 'D'").isEmpty();
    }

    /**
     * Tells this fence from one that was raised after everything of ours had been taken out: the same number as long as
     * nobody did that. 0 where none was ever raised.
     */
    public static long identity(Session session) {
        return session.number("SELECT coalesce(to_regprocedure('dynolift.refuse_writes()')::oid, 0)::bigint");
    }

    /** Whether every table of the app refuses writes. */
    public static boolean isClosed(Session session) {
        return openTables(session).isEmpty();
    }

    /** Tables of the app that take writes. */
    public static List<String> openTables(Session session) {
        List<String> open = new ArrayList<>(
                session.query(OfTheApp.sqlFile(Fence.class, "tables.sql").text(), row -> row.getString(1)));
        open.removeAll(fenced(session, "t.tgenabled <> 'D'"));
        return open;
    }

    /** How many things of ours a fence consists of that was left standing: its triggers, one function, the schema. */
    public static final String OBJECTS_LEFT_STANDING =
            "SELECT count(*) + 2 FROM pg_trigger WHERE tgname = '" + TRIGGER + "'";

    /** Takes away whatever else of ours is beside a fence, which stands for good from then on. */
    public static void leaveStanding(Session session) {
        Transactions.run(session, () -> {
            session.query(SqlFile.of(Fence.class, "beside_fence.sql").text(), row -> row.getString(1))
                    .forEach(session::execute);
            session.execute("COMMENT ON SCHEMA dynolift IS 'Refuses writes, as the app has moved to another database."
                    + " dynolift data clean --lower-fence --despite-takeover takes it away.'");
        });
    }

    /** Whether the fence was left standing for good: it stands, and nothing else of ours is there. */
    public static boolean isLeftStanding(Session session) {
        return stands(session)
                && !session.yes(
                        "SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace('dynolift'))");
    }

    /** Lowers the fence in a transaction of its own. */
    public void lower() {
        try (Session session = database.open("fence")) {
            Transactions.run(session, () -> lower(session));
        }
    }

    /** Drops the triggers, one table at a time; each waits for the table's readers, and makes nobody wait for long. */
    public static void remove(Session session) {
        for (String table : fenced(session, "true")) {
            Instant deadline = Instant.now().plus(REMOVING_PATIENCE);
            while (!tryTo(
                    session, "DROP TRIGGER " + TRIGGER + " ON " + table, LOCK_PATIENCE[LOCK_PATIENCE.length - 1])) {
                if (Instant.now().isAfter(deadline)) {
                    throw new DynoliftException(
                            ErrorCode.DATABASE,
                            "the trigger " + TRIGGER + " on " + table + " cannot be dropped",
                            "for " + REMOVING_PATIENCE.toMinutes() + " minutes other sessions held locks on it",
                            "Look in pg_stat_activity for long transactions, then run the same command again.");
                }
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            }
        }
    }

    private void raiseOn(Session session, String table, String change, Instant deadline, Duration patience) {
        int endings = 0;
        int tries = 0;
        List<Writer> latest = List.of();
        while (!tryTo(session, change, LOCK_PATIENCE[Math.min(tries, LOCK_PATIENCE.length - 1)])) {
            tries++;
            if (Instant.now().isBefore(deadline)) {
                continue;
            }
            if (++endings > ENDINGS_AT_MOST) {
                throw new DynoliftException(
                        ErrorCode.DATABASE,
                        "the writes to " + table + " of the " + database.side() + " could not be stopped",
                        latest.isEmpty()
                                ? "something that is no session keeps a write lock on it, as a prepared transaction does"
                                : "sessions keep write locks on it although they were ended " + ENDINGS_AT_MOST
                                        + " times; the last ones: " + Writers.words(latest),
                        "Stop the writers yourself (pg_stat_activity shows them, pg_prepared_xacts what waits for a COMMIT"
                                + " PREPARED), then ask for the fence again.");
            }
            latest = Writers.end(session, table);
            if (!latest.isEmpty()) {
                events.on(new Event.Note(
                        Instant.now(),
                        Event.Level.WARNING,
                        "Ended at the " + database.side() + ", as they held write locks on " + table
                                + " for longer than " + patience.toMillis() + " ms: " + Writers.words(latest) + "."));
            }
        }
    }

    private static boolean tryTo(Session session, String change, int millis) {
        session.begin();
        try {
            session.execute("SET LOCAL lock_timeout = " + millis + "; " + change);
            session.commit();
            return true;
        } catch (DatabaseException e) {
            session.rollback();
            if (e.sqlState().equals(DatabaseErrors.LOCK_NOT_AVAILABLE)) {
                return false;
            }
            throw e;
        }
    }

    private static Set<String> fenced(Session session, String condition) {
        return new LinkedHashSet<>(session.query(
                "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_trigger t"
                        + " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE t.tgname = ? AND " + condition,
                row -> row.getString(1),
                TRIGGER));
    }
}
