package dev.dynolift.plan;

import dev.dynolift.error.Problems;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import dev.dynolift.market.FargateSizes;
import dev.dynolift.plan.MigrationPlan.Architecture;
import dev.dynolift.plan.MigrationPlan.Layout;
import dev.dynolift.yaml.Node.Section;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a plan from its document, and refuses what cannot be, everything at once. Not thread-safe. */
final class PlanReading {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern CIDR =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(1[6-9]|2[0-4])");
    /** What the Terraform module takes, too. */
    private static final Pattern E_MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+[.][^@\\s]+");

    private static final Pattern COMPONENT = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");

    private final String file;
    private final Problems problems;
    private final List<String> environmentNames = new ArrayList<>();

    private PlanReading(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The plan; only to be used when {@code problems} stayed empty. */
    static MigrationPlan plan(String file, Section document, Problems problems) {
        return new PlanReading(file, problems).plan(document);
    }

    private MigrationPlan plan(Section document) {
        SectionReader reader = new SectionReader(file, "", document, problems);
        if (!reader.text("dynolift").equals("plan")) {
            reader.refuse("dynolift", "`dynolift: plan` must say that this is a plan", "");
        }
        reader.whole("schemaVersion", 1, MigrationPlan.SCHEMA_VERSION);
        Choice<String> region = reader.filledChoice("region");
        if (!region.value().isEmpty() && !REGION.matcher(region.value()).matches()) {
            reader.refuse("region", "`" + region.value() + "` is no AWS region", "Write one like eu-west-1.");
        }
        Choice<Preset> preset = reader.wordChoice("preset", Preset.class);
        Choice<Architecture> architecture = reader.wordChoice("architecture", Architecture.class);
        Choice<Layout> layout = reader.has("layout") ? reader.wordChoice("layout", Layout.class) : Planner.LAYOUT;
        String name = reader.text("name");
        String inventoryHash = reader.text("inventoryHash");
        List<EnvironmentPlan> environments = reader.items("environments", "environment").stream()
                .map(this::environment)
                .toList();
        environments.forEach(environment -> environmentNames.add(environment.name()));
        List<AppPlan> apps = reader.items("apps", "app").stream().map(this::app).toList();
        DataReading data = new DataReading(this);
        List<DatabasePlan> databases = reader.items("databases", "database").stream()
                .map(data::database)
                .toList();
        List<MysqlPlan> mysqlDatabases = newer(reader, "mysqlDatabases", "MySQL database", data::mysql);
        List<CachePlan> caches =
                reader.items("caches", "cache").stream().map(data::cache).toList();
        List<MemcachedPlan> memcaches = newer(reader, "memcaches", "memcached", data::memcached);
        List<SearchPlan> searches = newer(reader, "searches", "search", data::search);
        List<Blocker> blockers = reader.items("blockers", "blocker").stream()
                .map(PlanReading::blocker)
                .toList();
        reader.finish();
        MigrationPlan plan = new MigrationPlan(
                MigrationPlan.SCHEMA_VERSION,
                name,
                inventoryHash,
                region,
                preset,
                architecture,
                layout,
                environments,
                apps,
                databases,
                mysqlDatabases,
                caches,
                memcaches,
                searches,
                blockers,
                List.of());
        new PlanChecks(file, document, problems).check(plan);
        return plan;
    }

    /** Plans of before there were any have none. */
    private static <T> List<T> newer(SectionReader reader, String list, String what, Function<SectionReader, T> item) {
        return reader.has(list) ? reader.items(list, what).stream().map(item).toList() : List.of();
    }

    private EnvironmentPlan environment(SectionReader reader) {
        Choice<String> cidr = reader.textChoice("vpcCidr");
        if (reader.has("vpcCidr") && !CIDR.matcher(cidr.value()).matches()) {
            reader.refuse(
                    "vpcCidr",
                    "`" + cidr.value() + "` is no address range from /16 to /24",
                    "Write one like 10.0.0.0/16.");
        }
        Choice<Integer> zones = reader.wholeChoice("zones", 2, 3);
        Choice<Integer> gateways = reader.wholeChoice("natGateways", 0, 3);
        if (gateways.value() > zones.value()) {
            reader.refuse(
                    "natGateways",
                    gateways.value() + " NAT gateways in " + zones.value() + " zones",
                    "Write at most one for each zone.");
        }
        EnvironmentPlan environment = new EnvironmentPlan(
                reader.text("name"),
                cidr,
                zones,
                gateways,
                reader.wholeChoice("logRetentionDays", 1, 3653),
                reader.flagChoice("deletionProtection"),
                reader.has("alarmAddress") ? reader.textChoice("alarmAddress") : EnvironmentPlan.NOBODY_TOLD,
                reader.has("imports") ? reader.textsChoice("imports") : EnvironmentPlan.NOTHING_IMPORTED,
                reader.has("migrationTask") ? reader.flagChoice("migrationTask") : EnvironmentPlan.WHILE_DATA_MOVES);
        String address = environment.alarmAddress().value();
        if (!address.isEmpty() && !E_MAIL.matcher(address).matches()) {
            reader.refuse("alarmAddress", "`" + address + "` is no e-mail address", "Write one, or \"\" for nobody.");
        }
        if (!LOG_RETENTION.contains(environment.logRetentionDays().value()) && reader.has("logRetentionDays")) {
            reader.refuse(
                    "logRetentionDays",
                    "CloudWatch keeps no logs for "
                            + environment.logRetentionDays().value() + " days",
                    "Use one of " + LOG_RETENTION + ".");
        }
        reader.finish();
        return environment;
    }

    /** The periods that CloudWatch Logs offers. */
    private static final List<Integer> LOG_RETENTION = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private AppPlan app(SectionReader reader) {
        Choice<String> component = reader.filledChoice("component");
        if (!component.value().isEmpty()
                && !COMPONENT.matcher(component.value()).matches()) {
            reader.refuse(
                    "component",
                    "`" + component.value() + "` cannot be a name on AWS",
                    "Use at most 40 lower-case letters, digits and dashes, beginning with a letter.");
        }
        List<VariablePlan> variables = new ArrayList<>();
        reader.section("variables").ifPresent(section -> section.names()
                .forEach(name -> variables.add(new VariablePlan(name, section.textChoice(name)))));
        List<SettingPlan> settings = new ArrayList<>();
        reader.section("settings").ifPresent(section -> settings(section, variables, settings));
        AppPlan app = new AppPlan(
                reader.text("name"),
                component,
                environmentOf(reader),
                reader.items("services", "service").stream().map(this::service).toList(),
                reader.section("release").map(this::release),
                reader.items("scheduledJobs", "scheduled job").stream()
                        .map(this::scheduledJob)
                        .toList(),
                variables,
                settings,
                reader.items("addons", "add-on").stream()
                        .map(PlanReading::addon)
                        .toList(),
                reader.items("domains", "domain").stream()
                        .map(PlanReading::domain)
                        .toList(),
                reader.section("site").map(SiteReading::site),
                reader.has("secrets") ? reader.wordChoice("secrets", AppPlan.SecretsBy.class) : AppPlan.SECRETS_BY_ECS,
                reader.section("pipeline").map(PipelinePlan::read).orElse(PipelinePlan.NONE));
        reader.finish();
        return app;
    }

    private static void settings(SectionReader section, List<VariablePlan> variables, List<SettingPlan> settings) {
        for (String name : section.names()) {
            Choice<SettingPlan.Destination> destination = section.wordChoice(name, SettingPlan.Destination.class);
            boolean hasValue =
                    variables.stream().anyMatch(variable -> variable.name().equals(name));
            if (destination.value() == SettingPlan.Destination.PLAIN && !hasValue) {
                section.refuse(
                        name,
                        "`" + name + "` is to be plain, but has no value under `variables`",
                        "Write its value there, if it may be read by everybody.");
            }
            if (destination.value() != SettingPlan.Destination.PLAIN
                    && destination.value() != SettingPlan.Destination.DROPPED
                    && hasValue) {
                section.refuse(
                        name,
                        "`" + name + "` goes to " + Choice.word(destination.value())
                                + ", and also has a value under `variables`",
                        "Remove one of the two.");
            }
            settings.add(new SettingPlan(name, destination));
        }
    }

    private ServicePlan service(SectionReader reader) {
        Choice<String> command = reader.filledChoice("command");
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
        ServicePlan service = new ServicePlan(
                reader.text("name"),
                command,
                cpu,
                memory,
                count,
                stop,
                rollout,
                reader.section("scaling").map(section -> scaling(section, count.value(), rollout.value())),
                reader.section("web").map(this::web));
        reader.finish();
        return service;
    }

    private static ScalingPlan scaling(SectionReader reader, int count, ServicePlan.Rollout rollout) {
        ScalingPlan scaling = new ScalingPlan(
                reader.wholeChoice("minimum", 0, 5000),
                reader.wholeChoice("maximum", 1, 5000),
                reader.wholeChoice("cpuPercent", 10, 95));
        int minimum = scaling.minimum().value();
        int maximum = scaling.maximum().value();
        if (minimum > maximum) {
            reader.refuse("minimum", "at least " + minimum + " tasks and at most " + maximum, "Swap the two.");
        } else if (count != 0 && (count < minimum || count > maximum)) {
            reader.refuse(
                    "minimum",
                    "`count` is " + count + ", and the service scales between " + minimum + " and " + maximum,
                    "Write a `count` between the two.");
        }
        if (rollout == ServicePlan.Rollout.ONE_AT_MOST && maximum > 1) {
            reader.refuse("maximum", maximum + " tasks of a service that must never run twice", "Remove `scaling`.");
        }
        reader.finish();
        return scaling;
    }

    private WebPlan web(SectionReader reader) {
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

    private ReleasePlan release(SectionReader reader) {
        ReleasePlan release = new ReleasePlan(
                reader.filledChoice("command"),
                reader.wholeChoice("cpu", 256, 16384),
                reader.wholeChoice("memoryMib", 512, 122880),
                reader.wholeChoice("timeoutMinutes", 1, 1440));
        checkPair(reader, release.cpu().value(), release.memoryMib().value());
        reader.finish();
        return release;
    }

    private ScheduledJobPlan scheduledJob(SectionReader reader) {
        ScheduledJobPlan job = new ScheduledJobPlan(
                reader.text("name"),
                reader.filledChoice("command"),
                reader.filledChoice("schedule"),
                reader.filledChoice("timeZone"),
                reader.wholeChoice("cpu", 256, 16384),
                reader.wholeChoice("memoryMib", 512, 122880),
                reader.flagChoice("enabled"));
        checkPair(reader, job.cpu().value(), job.memoryMib().value());
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

    private static AddonPlan addon(SectionReader reader) {
        AddonPlan addon = new AddonPlan(
                reader.text("name"),
                reader.text("service"),
                reader.text("plan"),
                reader.wordChoice("strategy", AddonPlan.Strategy.class),
                reader.text("target"),
                reader.text("next"));
        reader.finish();
        return addon;
    }

    private static DomainPlan domain(SectionReader reader) {
        String written = reader.text("name");
        String name = DomainPlan.name(written).orElse(written);
        DomainPlan domain = new DomainPlan(
                name,
                reader.wordChoice("dns", DomainPlan.DnsManagement.class),
                // Plans of before there was one have none.
                reader.has("zone") ? reader.textChoice("zone") : DomainPlan.zoneByName(name),
                reader.flagChoice("certificate"));
        if (DomainPlan.name(written).isEmpty()) {
            reader.refuse("name", "`" + written + "` is no host name", "");
        } else if (!DomainPlan.isIn(name, domain.zone().value())) {
            reader.refuse(
                    "zone",
                    name + " cannot stand in a zone `" + domain.zone().value() + "`",
                    "Write the zone whose name it ends with.");
        }
        reader.finish();
        return domain;
    }

    private static Blocker blocker(SectionReader reader) {
        reader.text("name");
        Finding finding = new Finding(
                reader.text("rule"),
                Severity.BLOCKING,
                reader.text("subject"),
                reader.text("what"),
                reader.text("why"),
                reader.text("next"),
                reader.text("source"));
        Blocker blocker = new Blocker(finding, reader.flagChoice("accepted"));
        reader.finish();
        return blocker;
    }

    /** The environment that something belongs to; it must be one of the plan's. */
    Choice<String> environmentOf(SectionReader reader) {
        Choice<String> environment = reader.filledChoice("environment");
        if (!environment.value().isEmpty() && !environmentNames.contains(environment.value())) {
            reader.refuse(
                    "environment",
                    "there is no environment `" + environment.value() + "`",
                    "Use one of " + String.join(", ", environmentNames) + ".");
        }
        return environment;
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
