package dev.dynolift.control;

import java.time.Duration;

/**
 * How an engine works.
 *
 * @param jobs workers that copy and build indexes side by side
 * @param roundPause between two rounds while there is nothing to catch up
 * @param verifyBudget the time in each round for comparing rows
 * @param writerPatience how long the fence waits for writers in the middle of a transaction before it ends them
 * @param bytesPerSecond that a copy may take from the source; {@link Long#MAX_VALUE} for no limit
 * @param outagePatience how long a live move waits for a server that cannot be reached, before it gives up
 * @param repairs whether a live move mends the rows that were found to differ, before it goes on
 */
public record EngineSettings(
        int jobs,
        Duration roundPause,
        Duration verifyBudget,
        Duration writerPatience,
        long bytesPerSecond,
        Duration outagePatience,
        boolean repairs) {

    /** Somebody who is away for a holiday finds it at work. */
    public static final Duration WITHOUT_END = Duration.ofDays(36_500);

    public static EngineSettings defaults() {
        return new EngineSettings(
                Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors())),
                Duration.ofMillis(200),
                Duration.ofMillis(500),
                Duration.ofSeconds(3),
                Long.MAX_VALUE,
                WITHOUT_END,
                false);
    }

    public EngineSettings withJobs(int count) {
        return new EngineSettings(
                count, roundPause, verifyBudget, writerPatience, bytesPerSecond, outagePatience, repairs);
    }

    public EngineSettings withBytesPerSecond(long limit) {
        return new EngineSettings(jobs, roundPause, verifyBudget, writerPatience, limit, outagePatience, repairs);
    }

    public EngineSettings withOutagePatience(Duration patience) {
        return new EngineSettings(jobs, roundPause, verifyBudget, writerPatience, bytesPerSecond, patience, repairs);
    }

    public EngineSettings withRepairs(boolean wanted) {
        return new EngineSettings(
                jobs, roundPause, verifyBudget, writerPatience, bytesPerSecond, outagePatience, wanted);
    }
}
