package dev.dynolift.schema;

import dev.dynolift.catalog.Omissions;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * CHECK constraints that call the app's own functions are dropped before the rows come and added after all of them: a
 * function may read a table that is still empty, or one that it finds only on the app's search path.
 */
final class LateChecks {

    private static final String KIND = "CHECK CONSTRAINT";

    private final List<Constraint> constraints;

    private LateChecks(List<Constraint> constraints) {
        this.constraints = constraints;
    }

    /** @param alter the statement on the owner, to which the change is appended */
    private record Constraint(long oid, String alter, String owner, String name, String definition, String comment) {}

    static LateChecks read(Session source, Omissions omissions) {
        List<Constraint> constraints =
                source.query(SqlFile.of(LateChecks.class, "checks.sql").text(), row -> {
                    boolean ofDomain = row.getBoolean(1);
                    String owner = Names.qualified(row.getString(2), row.getString(3));
                    String name = row.getString(4);
                    String comment = row.getString(7).isEmpty()
                            ? ""
                            : "; COMMENT ON CONSTRAINT " + Names.quote(name) + " ON " + (ofDomain ? "DOMAIN " : "")
                                    + owner + " IS " + Names.literal(row.getString(7));
                    String alter = (ofDomain ? "ALTER DOMAIN " : "ALTER TABLE ") + owner;
                    return new Constraint(row.getLong(8), alter, owner, name, row.getString(5), comment);
                });
        constraints.removeIf(constraint -> omissions.has(Omissions.CONSTRAINTS, constraint.oid()));
        return new LateChecks(constraints);
    }

    /**
     * Archive items that are not to be applied, as the entries here stand for them: pg_dump writes a constraint of its
     * own when a function takes the table's row.
     */
    Set<Archive.Item> replaced(Archive archive) {
        Set<Long> late = constraints.stream().map(Constraint::oid).collect(Collectors.toSet());
        return archive.items().stream()
                .filter(item -> item.kind().equals(KIND) && late.contains(item.oid()))
                .collect(Collectors.toSet());
    }

    /**
     * @param searchPath what the app's sessions search
     * @param replaced items of the archive: their constraints do not come with the table, so none is dropped
     */
    List<SchemaEntry> entries(String searchPath, Set<Archive.Item> replaced) {
        Set<Long> absent = new HashSet<>();
        replaced.forEach(item -> absent.add(item.oid()));
        List<SchemaEntry> entries = new ArrayList<>();
        for (Constraint constraint : constraints) {
            String name = constraint.name() + " of " + constraint.owner();
            String quoted = Names.quote(constraint.name());
            if (!absent.contains(constraint.oid())) {
                String drop = constraint.alter() + " DROP CONSTRAINT " + quoted;
                entries.add(new SchemaEntry(0, Section.PRE_DATA, KIND, name, "", drop));
            }
            String add = constraint.alter() + " ADD CONSTRAINT " + quoted + " " + constraint.definition() + " NOT VALID"
                    + constraint.comment();
            entries.add(new SchemaEntry(0, Section.FOREIGN_KEY, KIND, name, "", add));
            String validate = "SET LOCAL search_path = " + searchPath + "; " + constraint.alter()
                    + " VALIDATE CONSTRAINT " + quoted + "; SET LOCAL search_path = ''";
            entries.add(new SchemaEntry(0, Section.VALIDATION, KIND, name, constraint.owner(), validate));
        }
        return entries;
    }
}
