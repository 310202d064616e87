package dev.dynolift.plan;

import java.util.List;
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
 * @param spot whether it runs on spare capacity, which AWS takes back at two minutes' notice
 * @param scaling between how many tasks it scales by itself, if it does: see {@link #scales}
 * @param web how requests reach it; empty for workers
 * @param variables environment variables of its own, beside the app's
 */
public record ServicePlan(
        String name,
        Choice<String> command,
        Choice<Integer> cpu,
        Choice<Integer> memoryMib,
        Choice<Integer> count,
        Choice<Integer> stopTimeoutSeconds,
        Choice<Rollout> rollout,
        Choice<Boolean> spot,
        Optional<ScalingPlan> scaling,
        Optional<WebPlan> web,
        List<VariablePlan> variables) {

    public ServicePlan {
        variables = List.copyOf(variables);
    }

    /** Unless it was asked for; also in plans of before it could be. */
    static final Choice<Boolean> NO_SPOT = Choice.byDefault(
            false,
            "true: spare capacity for about a third of the price; AWS ends tasks at two minutes' notice and may have none,"
                    + " so for jobs that are tried again");

    /** Between how many tasks it scales; empty where {@code count} is all that decides. */
    public Optional<ScalingPlan> scales() {
        return scaling.filter(one -> one.enabled().value());
    }

    /** What happens to running tasks while a new version starts. */
    public enum Rollout {
        /** New tasks start before old ones stop (minimum healthy 100 %, maximum 200 %). */
        ROLLING,
        /** The old task stops before the new one starts (0 %, 100 %), so that there are never two. */
        ONE_AT_MOST
    }
}
