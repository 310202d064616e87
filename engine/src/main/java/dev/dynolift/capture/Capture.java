package dev.dynolift.capture;

import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Installs and removes the triggers that write changed keys down. One table at a time, each in a short transaction with
 * a short wait for its lock: the app never queues behind us for longer.
 */
public final class Capture {

    /**
     * A queued lock request stops everybody behind it, so it is given up soon and tried again later; not before the
     * server's deadlock timeout of 1 s, for only then an autovacuum that holds the table gives way.
     */
    private static final String LOCK_PATIENCE = "SET LOCAL lock_timeout = '1300ms'";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What the text of a value depends on, for tables whose key is the row's text. */
    private static final String PINNED_TEXT = " SET search_path = '' SET datestyle = 'ISO, YMD'"
            + " SET intervalstyle = 'postgres' SET timezone = 'UTC' SET extra_float_digits = 3"
            + " SET bytea_output = 'hex' SET xmlbinary = 'base64' SET lc_monetary = 'C'";

    private Capture() {}

    /** Installs the capture of one table; does nothing where it is complete. */
    public static void install(Session session, CapturedTable captured) {
        withRetries(captured.table().label(), () -> installOnce(session, captured), session);
    }

    /** Removes triggers, functions and logs of every table that has them. */
    public static void remove(Session session) {
        for (Trigger trigger : triggers(session)) {
            withRetries(
                    trigger.table(),
                    () -> session.execute("DROP TRIGGER IF EXISTS " + trigger.name() + " ON " + trigger.table()),
                    session);
        }
        for (String statement : session.query(
                "SELECT 'DROP FUNCTION dynolift.' || quote_ident(proname) || '()' FROM pg_proc"
                        + " WHERE pronamespace = to_regnamespace('dynolift') AND proname LIKE 'capture\\_%'"
                        + " UNION ALL SELECT 'DROP TABLE dynolift.' || quote_ident(relname) FROM pg_class"
                        + " WHERE relnamespace = to_regnamespace('dynolift') AND relkind = 'r'"
                        + " AND relname LIKE 'changes\\_%'",
                row -> row.getString(1))) {
            session.execute(statement);
        }
    }

    /** Removes log rows that no later round needs: those of transactions that the snapshot saw. */
    public static void purge(Session session, CapturedTable captured, String snapshot) {
        session.update(
                "DELETE FROM " + captured.log() + " WHERE transaction < pg_snapshot_xmax(?::pg_snapshot)"
                        + " AND pg_visible_in_snapshot(transaction, ?::pg_snapshot)",
                snapshot,
                snapshot);
    }

    /** Tables on which somebody has switched our triggers off: what was written to them meanwhile is not known. */
    public static List<String> switchedOff(Session session) {
        return session.query(
                "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'dynolift\\_capture\\_%'"
                        + " AND tgenabled <> 'O'",
                row -> row.getString(1));
    }

    private static void installOnce(Session session, CapturedTable captured) {
        Table table = captured.table();
        if (isComplete(session, captured)) {
            return;
        }
        for (Trigger trigger : triggers(session)) {
            if (trigger.oid() == table.oid() || table.leaves().stream().anyMatch(leaf -> leaf.oid() == trigger.oid())) {
                session.execute("DROP TRIGGER IF EXISTS " + trigger.name() + " ON " + trigger.table());
            }
        }
        session.execute("DROP TABLE IF EXISTS " + captured.log());
        session.execute(fill("log.sql", captured));
        if (!table.isChangedUnderOtherNames()) {
            session.execute(fill("statement_trigger.sql", captured));
            return;
        }
        session.execute(fill("row_trigger.sql", captured));
        SqlFile truncate = SqlFile.of(Capture.class, "truncate_trigger.sql").with("function", captured.functionName());
        if (table.partitioned()) {
            session.execute(truncate.with("table", table.quoted()).text());
        }
        for (Leaf leaf : table.leaves()) {
            session.execute(truncate.with("table", leaf.quoted()).text());
        }
    }

    /** Installed in one transaction, so the log and any one trigger tell that all is there. */
    private static boolean isComplete(Session session, CapturedTable captured) {
        return session.yes(
                "SELECT to_regclass(?) IS NOT NULL AND EXISTS (SELECT FROM pg_trigger WHERE tgrelid = ?"
                        + " AND tgname = 'dynolift_capture_truncate' AND tgenabled = 'O')",
                captured.log(),
                captured.table().oid());
    }

    private static String fill(String file, CapturedTable captured) {
        return SqlFile.of(Capture.class, file)
                .with("settings", captured.table().hasKey() ? " SET search_path = ''" : PINNED_TEXT)
                .with("table", captured.table().quoted())
                .with("log", captured.logName())
                .with("function", captured.functionName())
                .with("key_definitions", captured.keyDefinitions())
                .with("key_names", String.join(", ", captured.keyNames()))
                .with("keys", String.join(", ", captured.keyValues("changed_row")))
                .text();
    }

    private record Trigger(long oid, String table, String name) {}

    private static List<Trigger> triggers(Session session) {
        return session.query(
                "SELECT tgrelid, tgrelid::regclass::text, tgname FROM pg_trigger"
                        + " WHERE tgname LIKE 'dynolift\\_capture\\_%' AND tgparentid = 0",
                row -> new Trigger(row.getLong(1), row.getString(2), row.getString(3)));
    }

    private static void withRetries(String table, Runnable work, Session session) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            session.begin();
            try {
                session.execute(LOCK_PATIENCE);
                work.run();
                session.commit();
                return;
            } catch (DatabaseException e) {
                session.rollback();
                if (!e.sqlState().equals(DatabaseErrors.LOCK_NOT_AVAILABLE)) {
                    throw e;
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new DynoliftException(
                            ErrorCode.DATABASE,
                            "the triggers on " + table + " cannot be changed",
                            "for " + PATIENCE.toMinutes() + " minutes other sessions held locks on it",
                            "Look in pg_stat_activity for long transactions or an anti-wraparound vacuum, then run the"
                                    + " same command again.",
                            e);
                }
                LockSupport.parkNanos(
                        Duration.ofMillis(200 + ThreadLocalRandom.current().nextInt(800))
                                .toNanos());
            }
        }
    }
}
