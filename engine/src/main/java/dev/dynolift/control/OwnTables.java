package dev.dynolift.control;

import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;

/**
 * Makes our tables where they are missing, or of an older version. To alter one waits for whoever reads it, as a dump does
 * for hours, and everybody else waits behind that; so nothing is done where it was done before. A comment on one of the
 * tables tells.
 */
final class OwnTables {

    private OwnTables() {}

    /** @param table that the file makes, and that tells which file it was */
    static void install(Session session, String table, SqlFile file) {
        String mark = "tables of dynolift " + Integer.toHexString(file.text().hashCode());
        if (!session.yes("SELECT coalesce(obj_description(to_regclass(?), 'pg_class') = ?, false)", table, mark)) {
            session.execute(file.text() + "; COMMENT ON TABLE " + table + " IS " + Names.literal(mark));
        }
    }
}
