package dev.dynolift.schema;

import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;

/** Whose the objects at the target will be: the database's owner's, who is the app and not the master user. */
final class Ownership {

    private Ownership() {}

    /** Acts as the owner until RESET ROLE or the transaction's end, when we may act as it and are not it. */
    static void take(Session session) {
        session.query(
                        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
                                + " AND pg_has_role(datdba, 'MEMBER') AND pg_get_userbyid(datdba) <> session_user",
                        row -> row.getString(1))
                .forEach(role -> session.execute("SET LOCAL ROLE " + Names.quote(role)));
    }
}
