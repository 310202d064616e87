package dev.dynolift.fence;

import dev.dynolift.error.Problems;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.postgres.Transactions;
import java.util.ArrayList;
import java.util.List;

/**
 * On a receiver that does not let us take the replica role, as Heroku: takes foreign keys and the app's triggers out of
 * the way of our writes, with their definitions kept beside the data, and puts them back. A cascade of a live foreign
 * key would delete rows that a round has just written (facts, finding 9). All of it runs in the caller's transaction.
 */
public final class LooseEnds {

    private static final String LABEL = "kind || ' ' || name || ' of ' || table_name";

    private static final String UNDEFINED_OBJECT = "42704";

    private static final String UNDEFINED_TABLE = "42P01";

    private LooseEnds() {}

    /** Drops and disables what is there, keeping how to put it back; does nothing a second time. */
    public static void suspend(Session session) {
        for (String file : List.of("foreign_keys.sql", "user_triggers.sql")) {
            for (Suspension suspension : session.query(
                    SqlFile.of(LooseEnds.class, file).text(),
                    row -> new Suspension(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6)))) {
                session.update(
                        "INSERT INTO dynolift.suspended (kind, table_name, name, restore, validate)"
                                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, table_name, name) DO UPDATE"
                                + " SET restore = excluded.restore, validate = excluded.validate, restored_at = NULL",
                        suspension.kind(),
                        suspension.table(),
                        suspension.name(),
                        suspension.restore(),
                        suspension.validate());
                session.execute(suspension.suspend());
            }
        }
    }

    /** Puts everything back, foreign keys without looking at the rows that are there where PostgreSQL allows that. */
    public static void restore(Session session) {
        for (Pending pending : pending(session, "restored_at IS NULL")) {
            session.execute(pending.statement());
            session.update("UPDATE dynolift.suspended SET restored_at = now() WHERE number = ?", pending.number());
        }
    }

    /** Lets the server check the rows under the foreign keys that were put back; readers and writers go on meanwhile. */
    public static void validate(Session session) {
        for (String statement : session.query(
                "SELECT validate FROM dynolift.suspended WHERE restored_at IS NOT NULL AND validate <> ''",
                row -> row.getString(1))) {
            session.execute(statement);
        }
    }

    /**
     * Puts back what is still out of the way, each in a transaction of its own, so that one that cannot come back keeps
     * no other away.
     *
     * @param problems takes those that the server refuses, with the statement that would bring each back
     * @return what came back: "foreign key orders_user_id_fkey of public.orders"
     */
    public static List<String> restoreEach(Session session, Problems problems) {
        List<String> restored = new ArrayList<>();
        for (Pending pending : pending(session, "restored_at IS NULL")) {
            try {
                Transactions.run(session, () -> {
                    session.execute("SET LOCAL lock_timeout = '10s'");
                    session.execute(pending.statement());
                    session.update(
                            "UPDATE dynolift.suspended SET restored_at = now() WHERE number = ?", pending.number());
                });
                restored.add(pending.label());
            } catch (DatabaseException e) {
                problems.add(pending.label(), e.why(), pending.statement());
            }
        }
        return restored;
    }

    /** Lets the server check the rows under what was put back; answers the foreign keys that rows break. */
    public static List<String> validateEach(Session session) {
        List<String> broken = new ArrayList<>();
        for (Pending pending : session.query(
                "SELECT number, validate, " + LABEL
                        + " FROM dynolift.suspended WHERE restored_at IS NOT NULL AND validate <> ''",
                row -> new Pending(row.getLong(1), row.getString(2), row.getString(3)))) {
            try {
                session.execute(pending.statement());
            } catch (DatabaseException e) {
                // Not there: the app has dropped it since.
                if (!e.sqlState().equals(UNDEFINED_OBJECT) && !e.sqlState().equals(UNDEFINED_TABLE)) {
                    broken.add(pending.label());
                }
            }
        }
        return broken;
    }

    private record Suspension(
            String kind, String table, String name, String suspend, String restore, String validate) {}

    private record Pending(long number, String statement, String label) {}

    private static List<Pending> pending(Session session, String condition) {
        return session.query(
                "SELECT number, restore, " + LABEL + " FROM dynolift.suspended WHERE " + condition + " ORDER BY number",
                row -> new Pending(row.getLong(1), row.getString(2), row.getString(3)));
    }
}
