package dev.dynolift.plan;

/**
 * Between how many tasks a service scales by itself.
 *
 * @param minimum that run even when nobody comes
 * @param maximum that run however many come
 * @param cpuPercent of the processors, which tasks are added or taken away to keep: AWS scales by no percentile of
 *     response times, as Heroku does
 */
public record ScalingPlan(Choice<Integer> minimum, Choice<Integer> maximum, Choice<Integer> cpuPercent) {}
