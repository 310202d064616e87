package dev.dynolift.preflight;

import dev.dynolift.postgres.DatabaseException;
import java.util.function.Consumer;

/**
 * Functions behind indexes and generated columns that find other objects by the search path only. Definitions are
 * created with an empty one, as by pg_restore, so such an index cannot be built there. Our own session's path is empty
 * too: computing the expression for a few rows shows it.
 */
final class Expressions implements Check {

    private record Expression(String name, String table, String text) {}

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        sides.source().execute("SET LOCAL statement_timeout = '5s'");
        sides.source()
                .query(
                        sides.ofSource("expressions.sql").text(),
                        row -> new Expression(row.getString(1), row.getString(2), row.getString(3)))
                .forEach(expression -> compute(sides, expression, found));
    }

    private static void compute(Sides sides, Expression expression, Consumer<Finding> found) {
        sides.source().execute("SAVEPOINT expression");
        try {
            sides.source()
                    .query(
                            "SELECT ROW(" + expression.text() + ") IS NULL FROM " + expression.table() + " LIMIT 100",
                            row -> true);
        } catch (DatabaseException e) {
            sides.source().execute("ROLLBACK TO SAVEPOINT expression");
            if (isNotFound(e.sqlState())) {
                found.accept(Finding.blocking(
                        Side.SOURCE,
                        "the " + expression.name() + " of " + expression.table()
                                + " calls a function that needs a search_path",
                        "Definitions are created with an empty one, and there it fails: " + e.why() + ".",
                        "ALTER FUNCTION … SET search_path = public (or whatever it needs) at the source, or name the schema"
                                + " inside it."));
            }
        }
    }

    /** A function, type, table, schema or dictionary was not found. */
    private static boolean isNotFound(String sqlState) {
        return sqlState.startsWith("42") && !sqlState.equals("42501") || sqlState.equals("3F000");
    }
}
