package dev.dynolift.plan;

import java.util.Optional;

/**
 * One process type as an ECS service on Fargate.
 *
 * @param name the process type's name in the Procfile
 * @param command a line for a shell, as in the Procfile
 * @param cpu in units of 1/1024 of a virtual processor
 * @param memoryMib in MiB; with {@code cpu} always a pair that Fargate has
 * @param count tasks that run; 0 keeps the service ready but stopped
 * @param stopTimeoutSeconds between SIGTERM and SIGKILL, at most 120
 * @param scaling between how many tasks it scales by itself; empty where {@code count} is all that decides
 * @param web how requests reach it; empty for workers
 */
public record ServicePlan(
        String name,
        Choice<String> command,
        Choice<Integer> cpu,
        Choice<Integer> memoryMib,
        Choice<Integer> count,
        Choice<Integer> stopTimeoutSeconds,
        Choice<Rollout> rollout,
        Optional<ScalingPlan> scaling,
        Optional<WebPlan> web) {

    /** What happens to running tasks while a new version starts. */
    public enum Rollout {
        /** New tasks start before old ones stop (minimum healthy 100 %, maximum 200 %). */
        ROLLING,
        /** The old task stops before the new one starts (0 %, 100 %), so that there are never two. */
        ONE_AT_MOST
    }
}
