package dev.dynolift.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A job of Heroku Scheduler. All its times are UTC.
 *
 * @param command a line for a shell
 * @param everyMinutes 10, 60 or 1440
 * @param atMinute of the hour for hourly jobs, since midnight for daily ones; null for every ten minutes, or unknown
 * @param dynoSize in lower case; null when unknown
 * @param source where this was read: "scheduler dashboard", "yours", or "log" for what was seen to run
 */
public record ScheduledJob(
        String command,
        int everyMinutes,
        @Nullable Integer atMinute,
        @Nullable String dynoSize,
        String source) {}
