package dev.dynolift.plan;

import java.util.List;

/**
 * The release phase: a task that each deploy runs with the new image before the services change; it must end with 0.
 *
 * @param command a line for a shell, as in the Procfile
 * @param timeoutMinutes the deploy gives up after this; Heroku allows 60
 * @param variables environment variables of its own, beside the app's
 */
public record ReleasePlan(
        Choice<String> command,
        Choice<Integer> cpu,
        Choice<Integer> memoryMib,
        Choice<Integer> timeoutMinutes,
        List<VariablePlan> variables) {

    public ReleasePlan {
        variables = List.copyOf(variables);
    }
}
