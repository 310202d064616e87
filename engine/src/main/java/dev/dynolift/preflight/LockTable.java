package dev.dynolift.preflight;

import dev.dynolift.catalog.OfTheApp;
import dev.dynolift.postgres.SqlFile;
import java.util.function.Consumer;

/** Whether as many tables can be locked at once as a dump locks, and as one transaction creates. */
final class LockTable implements Check {

    /** A new table brings a table for what is stored out of line, and that one's index. */
    private static final int LOCKS_PER_NEW_TABLE = 3;

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        long tables = sides.source()
                .number(OfTheApp.sqlFile(LockTable.class, "relations.sql").text());
        judge(sides, Side.SOURCE, tables, found);
        if (!sides.begun()) {
            judge(sides, Side.TARGET, tables * LOCKS_PER_NEW_TABLE, found);
        }
    }

    private static void judge(Sides sides, Side side, long needed, Consumer<Finding> found) {
        long room = sides.session(side)
                .number(SqlFile.of(LockTable.class, "lock_table.sql").text());
        if (needed > room) {
            found.accept(Finding.warning(
                    side,
                    "its lock table has room for " + room + " objects, and about " + needed + " are locked at once",
                    (side == Side.SOURCE
                                    ? "pg_dump locks every table"
                                    : "All definitions are created in one transaction")
                            + "; the server may run out of shared memory.",
                    "Raise max_locks_per_transaction (on RDS in the parameter group) and restart it."));
        }
    }
}
