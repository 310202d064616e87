package dev.dynolift.traffic;

import java.nio.file.Path;
import java.util.List;

/**
 * How much traffic there is, and of what.
 *
 * @param processes operating-system processes
 * @param writers connections of each process
 * @param pauseMillis a writer's pause between two scripts, in milliseconds
 * @param scale what scripts see as {@code :scale}
 */
public record TrafficPlan(int processes, int writers, int pauseMillis, String scale, List<WeightedScript> scripts) {

    public TrafficPlan {
        scripts = List.copyOf(scripts);
    }

    /**
     * A script and how often it is chosen beside the others.
     *
     * @param weight 1 or more
     */
    public record WeightedScript(Path file, int weight) {}
}
