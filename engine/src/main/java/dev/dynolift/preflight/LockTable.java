package dev.dynolift.preflight;

import dev.dynolift.catalog.OfTheApp;
import dev.dynolift.postgres.SqlFile;
import java.util.function.Consumer;

/**
 * Whether both sides can lock as much at once as the work does. A server that cannot refuses others, too: the app's own
 * statements fail with "out of shared memory" while a dump fills its table.
 */
final class LockTable implements Check {

    private static final SqlFile ROOM = SqlFile.of(LockTable.class, "lock_table.sql");

    /**
     * An idle server found room for 1.6 to 1.7 times what its table is sized for, of major 14 and 17 alike; beyond three
     * halves a dump does not only risk to fail.
     */
    private static final double ROOM_AT_MOST = 1.5;

    private record Locked(long dumped, long largestTree) {}

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        Locked locked = sides.source()
                .one(
                        OfTheApp.sqlFile(LockTable.class, "locked_at_once.sql").text(),
                        row -> new Locked(row.getLong(1), row.getLong(2)));
        long atSource = sides.source().number(ROOM.text());
        long atTarget = sides.target().number(ROOM.text());
        if (sides.kind().makesDefinitions() && !sides.begun() && locked.dumped() > atSource) {
            judgeDump(locked.dumped(), atSource, found);
        }
        long read = locked.largestTree() * sides.jobs();
        judgeTree(Side.SOURCE, read, atSource, found);
        judgeTree(Side.TARGET, read, atTarget, found);
    }

    private static void judgeDump(long tables, long room, Consumer<Finding> found) {
        String what =
                "its lock table has room for about " + room + " objects, and pg_dump locks all " + tables + " tables";
        String next =
                "Give it a larger one: max_locks_per_transaction and a restart; at Heroku a fork with a plan of more"
                        + " connections. Or make the definitions schema by schema (pg_dump --schema-only -n … locks those alone)"
                        + " and copy with --rows-only.";
        found.accept(
                tables > room * ROOM_AT_MOST
                        ? Finding.blocking(
                                Side.SOURCE,
                                what,
                                "It would end with \"out of shared memory\", and so would the app's own statements meanwhile.",
                                next)
                        : Finding.warning(
                                Side.SOURCE,
                                what,
                                "It may end with \"out of shared memory\", and so may the app's own statements meanwhile.",
                                next));
    }

    private static void judgeTree(Side side, long locks, long room, Consumer<Finding> found) {
        if (locks > room) {
            found.accept(Finding.warning(
                    side,
                    "its lock table has room for about " + room
                            + " objects, and reading the largest partitioned table locks " + locks,
                    "Each session locks all of its partitions with their indexes; the server may run out of shared memory.",
                    "Take fewer --jobs, or raise max_locks_per_transaction (on RDS in the parameter group) and restart"
                            + " it."));
        }
    }
}
