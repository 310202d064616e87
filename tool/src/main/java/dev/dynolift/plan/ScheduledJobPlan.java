package dev.dynolift.plan;

/**
 * One job of Heroku Scheduler as an EventBridge schedule that runs a task.
 *
 * @param name unique in its app; lower-case words with dashes
 * @param command a line for a shell
 * @param schedule an EventBridge Scheduler expression: {@code rate(10 minutes)}, {@code cron(0 9 * * ? *)}
 * @param timeZone an IANA name; Heroku's is UTC
 * @param enabled false creates the schedule switched off
 */
public record ScheduledJobPlan(
        String name,
        Choice<String> command,
        Choice<String> schedule,
        Choice<String> timeZone,
        Choice<Integer> cpu,
        Choice<Integer> memoryMib,
        Choice<Boolean> enabled) {}
