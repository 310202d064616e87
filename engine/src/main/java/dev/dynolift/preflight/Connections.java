package dev.dynolift.preflight;

import java.util.List;
import java.util.function.Consumer;

/** Whether both servers can bear the sessions that the work needs. */
final class Connections implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        for (Side side : List.of(Side.SOURCE, Side.TARGET)) {
            judge(side, FreeConnections.of(sides.session(side)), sides.jobs(), found);
        }
    }

    private static void judge(Side side, FreeConnections free, int jobs, Consumer<Finding> found) {
        int needed = jobs + FreeConnections.BESIDE_WORKERS;
        String what =
                free.count() + " connections are free (" + free.limit() + "), and --jobs " + jobs + " needs " + needed;
        if (free.count() < needed) {
            long possible = free.count() - FreeConnections.BESIDE_WORKERS;
            found.accept(Finding.blocking(
                    side,
                    what,
                    "Workers would be refused in the middle of the work, and the app beside them.",
                    possible >= 1
                            ? "Use --jobs " + possible + ", end sessions that are not needed, or raise the limit."
                            : "End sessions that are not needed, or raise the limit (a larger plan)."));
        } else if (free.count() < needed + FreeConnections.LEFT_FOR_OTHERS) {
            found.accept(Finding.warning(
                    side,
                    what,
                    "Few are left for the app and for people.",
                    "Use fewer --jobs, or end sessions that are not needed."));
        }
    }
}
