package dev.dynolift.plan;

import java.util.List;
import java.util.Optional;

/**
 * What the user asks the planner for, on the command line.
 *
 * @param preset empty keeps the plan's own, or standard
 * @param values {@code path=value}, applied after everything else: {@code apps.crema.services.web.count=2}
 */
public record PlanSettings(Optional<Preset> preset, List<String> values) {

    /** Nothing asked for. */
    public static final PlanSettings NONE = new PlanSettings(Optional.empty(), List.of());

    public PlanSettings {
        values = List.copyOf(values);
    }
}
