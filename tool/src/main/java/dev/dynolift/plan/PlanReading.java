package dev.dynolift.plan;

import dev.dynolift.error.Problems;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import dev.dynolift.plan.MigrationPlan.Architecture;
import dev.dynolift.plan.MigrationPlan.Layout;
import dev.dynolift.yaml.Node.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a plan from its document, and refuses what cannot be, everything at once. Not thread-safe. */
final class PlanReading {

    static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern CIDR =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(1[6-9]|2[0-4])");
    /** What the Terraform module takes, too. */
    private static final Pattern E_MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+[.][^@\\s]+");

    /** How the Parameter Store takes the last part of a parameter's name. */
    private static final Pattern SETTING = Pattern.compile("[A-Za-z0-9_.-]+");

    private static final Pattern COMPONENT = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");

    private final String file;
    private final Problems problems;
    private final List<String> environmentNames = new ArrayList<>();

    private PlanReading(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The plan; only to be used when {@code problems} stayed empty. */
    static MigrationPlan plan(String file, Section document, Problems problems, PlanCheck further) {
        return new PlanReading(file, problems).plan(document, further);
    }

    private MigrationPlan plan(Section document, PlanCheck further) {
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
        if (!COMPONENT.matcher(name).matches()) {
            reader.refuse(
                    "name",
                    "`" + name + "` cannot begin names on AWS",
                    "Use at most 40 lower-case letters, digits and dashes, beginning with a letter.");
        }
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
        StatePlan state = reader.section("state").map(StatePlan::read).orElseGet(() -> StatePlan.ofOld(name));
        List<String> appNames = apps.stream().map(AppPlan::name).toList();
        HerokuPlan heroku = reader.section("heroku")
                .map(section -> HerokuPlan.read(section, appNames))
                .orElse(HerokuPlan.NOTHING);
        reader.finish();
        MigrationPlan plan = new MigrationPlan(
                MigrationPlan.SCHEMA_VERSION,
                name,
                inventoryHash,
                region,
                preset,
                architecture,
                layout,
                state,
                heroku,
                environments,
                apps,
                databases,
                mysqlDatabases,
                caches,
                memcaches,
                searches,
                blockers,
                List.of());
        new PlanChecks(file, document, problems).check(plan, further);
        return plan;
    }

    /** Plans of before there were any have none. */
    private static <T> List<T> newer(SectionReader reader, String list, String what, Function<SectionReader, T> item) {
        return reader.has(list) ? reader.items(list, what).stream().map(item).toList() : List.of();
    }

    private EnvironmentPlan environment(SectionReader reader) {
        // An environment of static sites alone has none of these.
        boolean network = reader.has("vpcCidr") || reader.has("zones") || reader.has("natGateways");
        Choice<String> cidr = network ? reader.textChoice("vpcCidr") : EnvironmentPlan.UNUSED_RANGE;
        Optional<AddressRange> range = AddressRange.of(cidr.value());
        if (reader.has("vpcCidr")
                && (range.isEmpty() || !CIDR.matcher(cidr.value()).matches())) {
            reader.refuse(
                    "vpcCidr",
                    "`" + cidr.value() + "` is no address range from /16 to /24",
                    "Write one like 10.0.0.0/16.");
        } else if (range.filter(one -> !one.written().equals(cidr.value())).isPresent()) {
            reader.refuse(
                    "vpcCidr",
                    "`" + cidr.value() + "` does not begin where a range of its size begins",
                    "Write " + range.get().written() + ".");
        }
        Choice<Integer> zones = network ? reader.wholeChoice("zones", 2, 3) : EnvironmentPlan.UNUSED_ZONES;
        Choice<Integer> gateways = network ? reader.wholeChoice("natGateways", 0, 3) : EnvironmentPlan.UNUSED_GATEWAYS;
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
                reader.has("migrationTask") ? reader.flagChoice("migrationTask") : EnvironmentPlan.WHILE_DATA_MOVES,
                reader.section("network").map(NetworkPlan::read).orElse(NetworkPlan.OF_OLD),
                reader.section("access").map(AccessPlan::read).orElse(AccessPlan.NONE),
                reader.section("place").map(PlacePlan::read).orElse(PlacePlan.WITH_THE_PLAN),
                EncryptionKey.read(reader));
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
    static final List<Integer> LOG_RETENTION = List.of(
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
        reader.section("variables").map(VariablePlan::read).ifPresent(variables::addAll);
        List<SettingPlan> settings = new ArrayList<>();
        reader.section("settings").ifPresent(section -> settings(section, variables, settings));
        Set<String> written = written(variables, settings);
        AppPlan app = new AppPlan(
                reader.text("name"),
                component,
                environmentOf(reader),
                reader.items("services", "service").stream()
                        .map(section -> ServiceReading.service(section, written))
                        .toList(),
                reader.section("release").map(section -> ServiceReading.release(section, written)),
                reader.items("scheduledJobs", "scheduled job").stream()
                        .map(section -> ServiceReading.scheduledJob(section, written))
                        .toList(),
                variables,
                settings,
                reader.items("addons", "add-on").stream()
                        .map(PlanReading::addon)
                        .toList(),
                newer(reader, "logDrains", "log drain", LogDrainPlan::read),
                reader.items("domains", "domain").stream()
                        .map(PlanReading::domain)
                        .toList(),
                reader.section("site").map(SiteReading::site),
                reader.has("secrets") ? reader.wordChoice("secrets", AppPlan.SecretsBy.class) : AppPlan.SECRETS_BY_ECS,
                reader.section("pipeline").map(PipelinePlan::read).orElse(PipelinePlan.NONE),
                reader.section("image").map(ImagePlan::read).orElse(ImagePlan.SLIM));
        reader.finish();
        return app;
    }

    /** What somebody has set for the whole app, by name. */
    private static Set<String> written(List<VariablePlan> variables, List<SettingPlan> settings) {
        return Stream.concat(
                        variables.stream()
                                .filter(variable -> variable.value().source() == Source.YOURS)
                                .map(VariablePlan::name),
                        settings.stream().filter(SettingPlan::isHandedOver).map(SettingPlan::name))
                .collect(Collectors.toSet());
    }

    private static void settings(SectionReader section, List<VariablePlan> variables, List<SettingPlan> settings) {
        for (String name : section.names()) {
            Choice<SettingPlan.Destination> destination = section.wordChoice(name, SettingPlan.Destination.class);
            // What Heroku has is taken as it is; its finding is the audit's.
            if (destination.source() == Source.YOURS && !SETTING.matcher(name).matches()) {
                section.refuse(
                        name,
                        "`" + name + "` cannot be the name of a setting on AWS",
                        "Use letters, digits, underscores, dots and dashes: API_TOKEN.");
            }
            boolean hasValue =
                    variables.stream().anyMatch(variable -> variable.name().equals(name));
            if (destination.value() == SettingPlan.Destination.PLAIN && !hasValue) {
                section.refuse(
                        name,
                        "`" + name + "` is to be plain, but has no value under `variables`",
                        "Write its value there, if it may be read by everybody.");
            }
            SettingPlan setting = new SettingPlan(name, destination);
            if (setting.isHandedOver() && hasValue) {
                section.refuse(
                        name,
                        "`" + name + "` goes to " + Choice.word(destination.value())
                                + ", and also has a value under `variables`",
                        "Remove one of the two.");
            }
            settings.add(setting);
        }
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
}
