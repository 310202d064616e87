package dev.dynolift.preflight;

import dev.dynolift.postgres.SqlFile;
import java.util.List;
import java.util.function.Consumer;

/** Whether both servers can bear the sessions that the work needs. */
final class Connections implements Check {

    /** Beside the workers: engine, control, record, snapshot, rounds, and pg_dump. */
    static final int BESIDE_WORKERS = 6;

    /** So many should be left for the app and for people. */
    static final int LEFT_FOR_OTHERS = 5;

    private record Room(long free, String limit) {}

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        String query = SqlFile.of(Connections.class, "connections.sql").text();
        for (Side side : List.of(Side.SOURCE, Side.TARGET)) {
            Room room = sides.session(side).one(query, row -> new Room(row.getLong(1), row.getString(2)));
            judge(side, room, sides.jobs(), found);
        }
    }

    private static void judge(Side side, Room room, int jobs, Consumer<Finding> found) {
        int needed = jobs + BESIDE_WORKERS;
        String what =
                room.free() + " connections are free (" + room.limit() + "), and --jobs " + jobs + " needs " + needed;
        if (room.free() < needed) {
            long possible = room.free() - BESIDE_WORKERS;
            found.accept(Finding.blocking(
                    side,
                    what,
                    "Workers would be refused in the middle of the work, and the app beside them.",
                    possible >= 1
                            ? "Use --jobs " + possible + ", end sessions that are not needed, or raise the limit."
                            : "End sessions that are not needed, or raise the limit (a larger plan)."));
        } else if (room.free() < needed + LEFT_FOR_OTHERS) {
            found.accept(Finding.warning(
                    side,
                    what,
                    "Few are left for the app and for people.",
                    "Use fewer --jobs, or end sessions that are not needed."));
        }
    }
}
