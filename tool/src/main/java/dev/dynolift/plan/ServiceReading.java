package dev.dynolift.plan;

import dev.dynolift.market.FargateSizes;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what runs of an app: its services, its release phase, its scheduled jobs; {@code ofTheApp} is what somebody wrote for all of them. */
final class ServiceReading {

    /** How EventBridge Scheduler takes a schedule's name. */
    private static final Pattern SCHEDULE_NAME = Pattern.compile("[0-9A-Za-z_.-]{1,64}");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\r\\n\\t]]");

    private ServiceReading() {}

    static ServicePlan service(SectionReader reader, Set<String> ofTheApp) {
        // Without one, the image's own is run.
        Choice<String> command = checked(reader, reader.textChoice("command"));
        Choice<Integer> cpu = reader.wholeChoice("cpu", 256, 16384);
        Choice<Integer> memory = reader.wholeChoice("memoryMib", 512, 122880);
        checkPair(reader, cpu.value(), memory.value());
        Choice<Integer> count = reader.wholeChoice("count", 0, 5000);
        Choice<Integer> stop = reader.wholeChoice("stopTimeoutSeconds", 1, 120);
        Choice<ServicePlan.Rollout> rollout = reader.wordChoice("rollout", ServicePlan.Rollout.class);
        if (rollout.value() == ServicePlan.Rollout.ONE_AT_MOST && count.value() > 1) {
            reader.refuse(
                    "count",
                    count.value() + " tasks of a service that must never run twice",
                    "Write `count: 1`, or `rollout: rolling`.");
        }
        Choice<Boolean> spot = reader.has("spot") ? reader.flagChoice("spot") : ServicePlan.NO_SPOT;
        if (spot.value() && reader.has("web")) {
            reader.refuse(
                    "spot",
                    "Spot takes tasks away while they answer requests",
                    "Write `spot: false`; Spot is for workers whose jobs are tried again.");
        }
        ServicePlan service = new ServicePlan(
                reader.text("name"),
                command,
                cpu,
                memory,
                count,
                stop,
                rollout,
                spot,
                reader.section("scaling").map(section -> scaling(section, count.value(), rollout.value())),
                reader.section("web").map(ServiceReading::web),
                ProcessVariables.read(reader, ofTheApp));
        reader.finish();
        return service;
    }

    private static ScalingPlan scaling(SectionReader reader, int count, ServicePlan.Rollout rollout) {
        ScalingPlan scaling = new ScalingPlan(
                reader.has("enabled") ? reader.flagChoice("enabled") : ScalingPlan.WANTED,
                reader.wholeChoice("minimum", 0, 5000),
                reader.wholeChoice("maximum", 1, 5000),
                reader.wholeChoice("cpuPercent", 10, 95));
        int minimum = scaling.minimum().value();
        int maximum = scaling.maximum().value();
        if (minimum > maximum) {
            reader.refuse("minimum", "at least " + minimum + " tasks and at most " + maximum, "Swap the two.");
        } else if (scaling.enabled().value() && count != 0 && (count < minimum || count > maximum)) {
            reader.refuse(
                    "minimum",
                    "`count` is " + count + ", and the service scales between " + minimum + " and " + maximum,
                    "Write a `count` between the two.");
        }
        if (rollout == ServicePlan.Rollout.ONE_AT_MOST && maximum > 1) {
            reader.refuse("maximum", maximum + " tasks of a service that must never run twice", "Write 1 for both.");
        }
        reader.finish();
        return scaling;
    }

    private static WebPlan web(SectionReader reader) {
        Choice<String> path = reader.filledChoice("healthCheckPath");
        if (!path.value().isEmpty() && !path.value().startsWith("/")) {
            reader.refuse("healthCheckPath", "`" + path.value() + "` does not begin with /", "");
        }
        WebPlan web = new WebPlan(
                reader.wholeChoice("port", 1, 65535),
                path,
                reader.wholeChoice("healthCheckGraceSeconds", 0, 7200),
                reader.wholeChoice("idleTimeoutSeconds", 1, 4000),
                reader.wholeChoice("deregistrationDelaySeconds", 0, 3600),
                reader.flagChoice("stickySessions"),
                reader.flagChoice("redirectHttp"));
        reader.finish();
        return web;
    }

    static ReleasePlan release(SectionReader reader, Set<String> ofTheApp) {
        ReleasePlan release = new ReleasePlan(
                checked(reader, reader.filledChoice("command")),
                reader.wholeChoice("cpu", 256, 16384),
                reader.wholeChoice("memoryMib", 512, 122880),
                reader.wholeChoice("timeoutMinutes", 1, 1440),
                ProcessVariables.read(reader, ofTheApp));
        checkPair(reader, release.cpu().value(), release.memoryMib().value());
        reader.finish();
        return release;
    }

    static ScheduledJobPlan scheduledJob(SectionReader reader, Set<String> ofTheApp) {
        ScheduledJobPlan job = new ScheduledJobPlan(
                reader.text("name"),
                checked(reader, reader.filledChoice("command")),
                reader.filledChoice("schedule"),
                reader.filledChoice("timeZone"),
                reader.wholeChoice("cpu", 256, 16384),
                reader.wholeChoice("memoryMib", 512, 122880),
                reader.flagChoice("enabled"),
                ProcessVariables.read(reader, ofTheApp));
        checkPair(reader, job.cpu().value(), job.memoryMib().value());
        if (!SCHEDULE_NAME.matcher(job.name()).matches()) {
            reader.refuse(
                    "name",
                    "`" + job.name() + "` cannot be the name of a schedule on AWS",
                    "Use at most 64 letters, digits, dashes, dots and underscores: nightly-report.");
        }
        String schedule = job.schedule().value();
        if (!schedule.isBlank()) {
            ScheduleExpression.problem(schedule)
                    .ifPresent(why -> reader.refuse(
                            "schedule",
                            "`" + schedule + "` is no schedule: " + why,
                            "Write one like rate(10 minutes) or cron(0 9 * * ? *)."));
        }
        try {
            if (!job.timeZone().value().isBlank()) {
                ZoneId.of(job.timeZone().value());
            }
        } catch (DateTimeException e) {
            reader.refuse(
                    "timeZone", "`" + job.timeZone().value() + "` is no time zone", "Write one like Europe/Berlin.");
        }
        reader.finish();
        return job;
    }

    private static Choice<String> checked(SectionReader reader, Choice<String> command) {
        WrittenSecrets.refuseIn(reader, command);
        if (CONTROL.matcher(command.value()).find()) {
            reader.refuse(
                    "command",
                    "there is a control character in this `command`, which no shell takes from ECS",
                    "Write it without; a line's end and a tab are fine.");
        }
        return command;
    }

    private static void checkPair(SectionReader reader, int cpu, int memoryMib) {
        if (!reader.has("cpu") || !reader.has("memoryMib") || FargateSizes.isValid(cpu, memoryMib)) {
            return;
        }
        Optional<String> memory = FargateSizes.memoryFor(cpu);
        if (memory.isEmpty()) {
            reader.refuse(
                    "cpu", "Fargate has no " + cpu + " CPU units", "Use 256, 512, 1024, 2048, 4096, 8192 or 16384.");
        } else {
            reader.refuse(
                    "memoryMib",
                    "Fargate has no task with " + cpu + " CPU units and " + memoryMib + " MiB",
                    "With " + cpu + " CPU units it takes " + memory.get() + ".");
        }
    }
}
