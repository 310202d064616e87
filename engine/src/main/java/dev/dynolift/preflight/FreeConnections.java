package dev.dynolift.preflight;

import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;

/**
 * How many more sessions a role can open at a server.
 *
 * @param count by the tightest of its limits
 * @param limit which limit that is
 */
record FreeConnections(long count, String limit) {

    /** Beside the workers: engine, control, record, snapshot, rounds, and pg_dump. */
    static final int BESIDE_WORKERS = 6;

    /** So many should be left for the app and for people. */
    static final int LEFT_FOR_OTHERS = 5;

    static FreeConnections of(Session session) {
        return session.one(
                SqlFile.of(FreeConnections.class, "connections.sql").text(),
                row -> new FreeConnections(row.getLong(1), row.getString(2)));
    }
}
