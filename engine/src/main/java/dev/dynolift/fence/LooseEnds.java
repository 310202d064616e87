package dev.dynolift.fence;

import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * On a receiver that does not let us take the replica role, as Heroku: takes foreign keys and the app's triggers out of
 * the way of our writes, with their definitions kept beside the data, and puts them back. A cascade of a live foreign
 * key would delete rows that a round has just written (facts, finding 9). All but the validation runs in the caller's
 * transaction.
 */
public final class LooseEnds {

    /** SQLSTATEs of an object or a table that is not there: the app has dropped it since. */
    private static final Set<String> GONE = Set.of("42704", "42P01");

    /**
     * A foreign key or a trigger that is out of the way.
     *
     * @param statement what brings it back, or checks it
     * @param label "foreign key orders_user_id_fkey of public.orders"
     */
    public record LooseEnd(long number, String statement, String label) {}

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

    /** What is still out of the way, in the order in which it went. */
    public static List<LooseEnd> out(Session session) {
        return looseEnds(session, "restore", "restored_at IS NULL");
    }

    /** Puts one of them back, a foreign key without looking at the rows that are there where PostgreSQL allows that. */
    public static void restore(Session session, LooseEnd end) {
        session.execute(end.statement());
        session.update("UPDATE dynolift.suspended SET restored_at = now() WHERE number = ?", end.number());
    }

    /**
     * Does not put a foreign key back that the other side has given up; returns whether it was out of the way.
     *
     * @param name its table's and its own, as SQL writes them
     */
    public static boolean forget(Session session, String name) {
        Optional<Long> number = foreignKey(session, name);
        number.ifPresent(out -> session.update("DELETE FROM dynolift.suspended WHERE number = ?", out));
        return number.isPresent();
    }

    /** Whether a foreign key, by its table's name and its own, is out of the way. */
    public static boolean isOut(Session session, String name) {
        return foreignKey(session, name).isPresent();
    }

    /** All that is out of the way: its kind, and its name behind its table's, as SQL writes them. */
    public static Set<String> names(Session session) {
        return Set.copyOf(
                session.query(SqlFile.of(LooseEnds.class, "suspended.sql").text(), row -> row.getString(1)));
    }

    private static Optional<Long> foreignKey(Session session, String name) {
        return session
                .query(SqlFile.of(LooseEnds.class, "suspended_foreign_key.sql").text(), row -> row.getLong(1), name)
                .stream()
                .findFirst();
    }

    /**
     * Lets the server check the rows under the foreign keys that were put back; readers and writers go on meanwhile.
     *
     * @return the foreign keys that rows break, by their labels; they stay NOT VALID
     */
    public static List<String> validate(Session session) {
        List<String> broken = new ArrayList<>();
        for (LooseEnd end : looseEnds(session, "validate", "restored_at IS NOT NULL AND validate <> ''")) {
            try {
                session.execute(end.statement());
            } catch (DatabaseException e) {
                if (e.sqlState().equals(DatabaseErrors.FOREIGN_KEY_VIOLATION)) {
                    broken.add(end.label());
                } else if (!GONE.contains(e.sqlState())) {
                    throw e;
                }
            }
        }
        return broken;
    }

    private record Suspension(
            String kind, String table, String name, String suspend, String restore, String validate) {}

    private static List<LooseEnd> looseEnds(Session session, String statement, String condition) {
        return session.query(
                "SELECT number, " + statement + ", kind || ' ' || name || ' of ' || table_name FROM dynolift.suspended"
                        + " WHERE " + condition + " ORDER BY number",
                row -> new LooseEnd(row.getLong(1), row.getString(2), row.getString(3)));
    }
}
