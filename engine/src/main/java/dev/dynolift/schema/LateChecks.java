package dev.dynolift.schema;

import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.List;

/**
 * CHECK constraints that call the app's own functions are dropped before the rows come and added after all of them: a
 * function may read a table that is still empty, or one that it finds only on the app's search path.
 */
final class LateChecks {

    private static final String KIND = "CHECK CONSTRAINT";

    private LateChecks() {}

    /** @param searchPath what the app's sessions search */
    static List<SchemaEntry> entries(Session source, String searchPath) {
        List<SchemaEntry> entries = new ArrayList<>();
        source.query(SqlFile.of(LateChecks.class, "checks.sql").text(), row -> {
            boolean ofDomain = row.getBoolean(1);
            String owner = Names.qualified(row.getString(2), row.getString(3));
            String alter = (ofDomain ? "ALTER DOMAIN " : "ALTER TABLE ") + owner;
            String constraint = Names.quote(row.getString(4));
            String name = row.getString(4) + " of " + owner;
            String comment = row.getString(7).isEmpty()
                    ? ""
                    : "; COMMENT ON CONSTRAINT " + constraint + " ON " + (ofDomain ? "DOMAIN " : "") + owner + " IS "
                            + Names.literal(row.getString(7));
            String drop = alter + " DROP CONSTRAINT " + constraint;
            String add = alter + " ADD CONSTRAINT " + constraint + " " + row.getString(5) + " NOT VALID" + comment;
            String validate = "SET LOCAL search_path = " + searchPath + "; " + alter + " VALIDATE CONSTRAINT "
                    + constraint + "; SET LOCAL search_path = ''";
            entries.add(new SchemaEntry(0, Section.PRE_DATA, KIND, name, "", drop));
            entries.add(new SchemaEntry(0, Section.FOREIGN_KEY, KIND, name, "", add));
            return entries.add(new SchemaEntry(0, Section.VALIDATION, KIND, name, owner, validate));
        });
        return entries;
    }
}
