package dev.dynolift.preflight;

import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.SqlFile;
import java.util.function.Consumer;

/**
 * Rows that break a check constraint which was never validated. A target that has the constraint already refuses them,
 * whether it is NOT VALID there or not: to it, every row that arrives is a new one.
 */
final class BrokenChecks implements Check {

    private record Constraint(String schema, String table, String name, String expression) {

        String quotedTable() {
            return Names.qualified(schema, table);
        }

        String label() {
            return name + " of " + schema + "." + table;
        }
    }

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        if (sides.kind().makesDefinitions()) {
            return;
        }
        sides.source().execute("SET LOCAL statement_timeout = '30s'");
        sides
                .source()
                .query(
                        sides.ofSource("unvalidated_checks.sql").text(),
                        row -> new Constraint(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .stream()
                .filter(constraint -> isAtTarget(sides, constraint))
                .forEach(constraint -> look(sides, constraint, found));
    }

    private static boolean isAtTarget(Sides sides, Constraint constraint) {
        return sides.target()
                .yes(
                        SqlFile.of(BrokenChecks.class, "has_check.sql").text(),
                        constraint.quotedTable(),
                        constraint.name());
    }

    private static void look(Sides sides, Constraint constraint, Consumer<Finding> found) {
        String alter = "ALTER TABLE " + constraint.quotedTable() + " DROP CONSTRAINT " + Names.quote(constraint.name());
        String next = "At the target: " + alter
                + ", and add it again NOT VALID when the copy is done; or mend the rows at" + " the source.";
        sides.source().execute("SAVEPOINT broken");
        try {
            // A cursor, because a statement with parameters takes the question mark of an operator for one.
            sides.source()
                    .execute("DECLARE broken CURSOR FOR SELECT 1 FROM " + constraint.quotedTable() + " WHERE NOT ("
                            + constraint.expression() + ")");
            boolean broken = !sides.source().query("FETCH broken", row -> true).isEmpty();
            sides.source().execute("CLOSE broken");
            if (broken) {
                found.accept(Finding.blocking(
                        Side.TARGET,
                        "it has the check constraint " + constraint.label() + ", which rows of the source break",
                        "It is NOT VALID at the source, so that they are there; the target refuses them.",
                        next));
            }
        } catch (DatabaseException e) {
            sides.source().execute("ROLLBACK TO SAVEPOINT broken");
            found.accept(Finding.warning(
                    Side.TARGET,
                    "it has the check constraint " + constraint.label() + ", which rows of the source may break",
                    "It is NOT VALID at the source, and its rows could not be looked at: " + e.why() + ".",
                    next));
        }
    }
}
