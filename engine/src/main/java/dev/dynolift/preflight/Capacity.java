package dev.dynolift.preflight;

import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;

/** How many workers both servers bear. */
public final class Capacity {

    private static final int MOST = 8;

    private Capacity() {}

    /**
     * As many as half of the target's processes, because that side works most and RDS allows two processes a core; fewer
     * where connections are scarce at either side (Heroku's Essential plans have 20), at least one.
     */
    public static int jobs(Database source, Database target) {
        try (Session from = source.open("capacity");
                Session to = target.open("capacity")) {
            long cores = to.number("SELECT current_setting('max_worker_processes')::int / 2");
            long bearable = Math.min(
                            FreeConnections.of(from).count(),
                            FreeConnections.of(to).count())
                    - FreeConnections.BESIDE_WORKERS
                    - FreeConnections.LEFT_FOR_OTHERS;
            return (int) Math.max(1, Math.min(bearable, Math.max(2, Math.min(MOST, cores))));
        }
    }
}
