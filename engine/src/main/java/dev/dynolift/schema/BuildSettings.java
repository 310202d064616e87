package dev.dynolift.schema;

import dev.dynolift.postgres.Session;

/**
 * What one build of an index may use, for the number of builds that run side by side. The table of the choice is {@link
 * #of}; measured on two cores: parallel workers save no CPU and cost some, so they pay only where cores are idle, and
 * memory beyond what a sort needs is not touched.
 *
 * @param memoryMegabytes {@code maintenance_work_mem}; checks of foreign keys use it, too
 * @param parallelWorkers {@code max_parallel_maintenance_workers}
 */
record BuildSettings(long memoryMegabytes, int parallelWorkers) {

    private static final long LEAST_MEGABYTES = 64;

    /** More makes a sort slower, as it no longer fits the processor's caches, and 32-bit counters once had a limit. */
    private static final long MOST_MEGABYTES = 1024;

    /** Chooses by the server's size, of which its shared buffers are a quarter on RDS and by most advice. */
    static BuildSettings of(Session target, int jobs) {
        long sharedMegabytes = target.number("SELECT pg_size_bytes(current_setting('shared_buffers')) / 1048576");
        return of(sharedMegabytes, jobs);
    }

    static BuildSettings of(long sharedMegabytes, int jobs) {
        // All builds together may take as much as the shared buffers: half of the memory remains for the disk's cache.
        long fair = sharedMegabytes / Math.max(1, jobs);
        long memory = Math.max(LEAST_MEGABYTES, Math.min(MOST_MEGABYTES, fair));
        // jobs is how many cores the target lends us; a single job leaves some idle.
        return new BuildSettings(memory, jobs == 1 ? 2 : 0);
    }

    /** For the current transaction. */
    void apply(Session session) {
        session.execute("SET LOCAL maintenance_work_mem = '" + memoryMegabytes + "MB';"
                + " SET LOCAL max_parallel_maintenance_workers = " + parallelWorkers
                + "; SET LOCAL max_parallel_workers_per_gather = " + parallelWorkers);
    }
}
