package dev.dynolift.plan;

/**
 * Between how many tasks a service scales by itself.
 *
 * @param enabled false leaves the number to {@code count}, also where Heroku scales
 * @param minimum that run even when nobody comes
 * @param maximum that run however many come
 * @param cpuPercent of the processors, which tasks are added or taken away to keep: AWS scales by no percentile of
 *     response times, as Heroku does
 */
public record ScalingPlan(
        Choice<Boolean> enabled, Choice<Integer> minimum, Choice<Integer> maximum, Choice<Integer> cpuPercent) {

    /** Whoever writes of scaling wants it; also in plans of before it could be switched off. */
    static final Choice<Boolean> WANTED = Choice.byDefault(true, "false: `count` tasks, whatever comes");
}
