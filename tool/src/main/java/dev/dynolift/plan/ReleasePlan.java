package dev.dynolift.plan;

/**
 * The release phase: a task that each deploy runs with the new image before the services change; it must end with 0.
 *
 * @param command a line for a shell, as in the Procfile
 * @param timeoutMinutes the deploy gives up after this; Heroku allows 60
 */
public record ReleasePlan(
        Choice<String> command, Choice<Integer> cpu, Choice<Integer> memoryMib, Choice<Integer> timeoutMinutes) {}
