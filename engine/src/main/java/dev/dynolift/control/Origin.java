package dev.dynolift.control;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Session;

/**
 * Which database a move reads, whatever its address.
 *
 * @param server its number from its making, which a follower shares; empty where the server hides it
 * @param database its number in the server
 */
public record Origin(String server, String database) {

    /** Reads it. */
    public static Origin of(Session session) {
        boolean told = session.yes("SELECT has_function_privilege('pg_control_system()', 'execute')");
        return new Origin(
                told ? session.text("SELECT system_identifier::text FROM pg_control_system()") : "",
                session.text("SELECT oid::text FROM pg_database WHERE datname = current_database()"));
    }

    /** Whether both may be in the same server, or in its follower, as far as they tell. */
    public boolean mayShareServerWith(Origin other) {
        return server.isEmpty() || other.server.isEmpty() || server.equals(other.server);
    }

    @Override
    public String toString() {
        return server + "/" + database;
    }

    /**
     * Keeps in mind where a move began; from then on every other database is refused.
     *
     * @throws DynoliftException (GATE) when it is another one
     */
    public static void require(Session sender, Session receiver, ProgressStore progress) {
        String here = of(sender).toString();
        String began = progress.origin(receiver).orElse("");
        if (began.isEmpty()) {
            progress.beginAt(receiver, here);
        } else if (!began.equals(here)) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the " + sender.side() + "'s URL leads to another database than the one that the move began on",
                    "that was number " + began + ", and this is " + here,
                    "Check the URL. If the database was made anew, what was moved has nothing to go on from: `dynolift data"
                            + " clean`, empty the target, and begin the move again.");
        }
    }
}
