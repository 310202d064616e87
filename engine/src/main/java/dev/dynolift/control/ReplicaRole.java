package dev.dynolift.control;

import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;

/**
 * The setting with which a session's writes fire neither the app's triggers nor foreign keys nor our capture. RDS lets
 * its master user have it, Heroku lets nobody (facts, findings 6 and 7).
 */
public final class ReplicaRole {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private ReplicaRole() {}

    /**
     * Takes the role for the session where that is allowed, and reads it back.
     *
     * @return false when this server does not let us
     */
    public static boolean tryToTake(Session session) {
        try {
            session.execute("SET session_replication_role = replica");
        } catch (DatabaseException e) {
            if (e.sqlState().equals(INSUFFICIENT_PRIVILEGE)) {
                return false;
            }
            throw e;
        }
        return session.text("SHOW session_replication_role").equals("replica");
    }

    /** Takes it where that is allowed, for as long as the work lasts. */
    public static void during(Session session, Runnable work) {
        String before = session.text("SHOW session_replication_role");
        boolean taken = tryToTake(session);
        try {
            work.run();
        } finally {
            if (taken) {
                session.execute("SET session_replication_role = " + before);
            }
        }
    }
}
