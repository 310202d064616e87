package dev.dynolift.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One time that Scheduler has started a job. {@code dynoSize} is null when only the log told of it. */
public record SchedulerRun(
        String app, String command, Instant at, @Nullable String dynoSize) {}
