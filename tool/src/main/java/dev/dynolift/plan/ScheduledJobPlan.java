package dev.dynolift.plan;

import java.util.List;

/**
 * One job of Heroku Scheduler as an EventBridge schedule that runs a task.
 *
 * @param name unique in its app; lower-case words with dashes
 * @param command a line for a shell
 * @param schedule an EventBridge Scheduler expression: {@code rate(10 minutes)}, {@code cron(0 9 * * ? *)}
 * @param timeZone an IANA name; Heroku's is UTC
 * @param enabled false creates the schedule switched off
 * @param variables environment variables of its own, beside the app's
 */
public record ScheduledJobPlan(
        String name,
        Choice<String> command,
        Choice<String> schedule,
        Choice<String> timeZone,
        Choice<Integer> cpu,
        Choice<Integer> memoryMib,
        Choice<Boolean> enabled,
        List<VariablePlan> variables) {

    public ScheduledJobPlan {
        variables = List.copyOf(variables);
    }
}
