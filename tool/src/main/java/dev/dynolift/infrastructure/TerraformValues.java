package dev.dynolift.infrastructure;

import dev.dynolift.inventory.Inventory;
import dev.dynolift.market.DynoMetadata;
import dev.dynolift.market.DynoVariables;
import dev.dynolift.naming.AwsName;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.CachePlan;
import dev.dynolift.plan.Choice;
import dev.dynolift.plan.DatabasePlan;
import dev.dynolift.plan.EnvironmentPlan;
import dev.dynolift.plan.LogDrainPlan;
import dev.dynolift.plan.MemcachedPlan;
import dev.dynolift.plan.MysqlPlan;
import dev.dynolift.plan.NetworkPlan;
import dev.dynolift.plan.ReleasePlan;
import dev.dynolift.plan.ScheduledJobPlan;
import dev.dynolift.plan.SearchPlan;
import dev.dynolift.plan.ServicePlan;
import dev.dynolift.plan.ServicePlan.Rollout;
import dev.dynolift.plan.SettingPlan;
import dev.dynolift.plan.VariablePlan;
import dev.dynolift.plan.WebPlan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One environment's {@code terraform.tfvars.json}: the plan's values under the names of the estate's variables. */
public final class TerraformValues {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final EnvironmentEstate estate;

    private final Inventory inventory;

    private TerraformValues(EnvironmentEstate estate, Inventory inventory) {
        this.estate = estate;
        this.inventory = inventory;
    }

    public static String json(EnvironmentEstate estate, Inventory inventory) {
        return text(of(estate, inventory));
    }

    /** The same as a tree. */
    static ObjectNode of(EnvironmentEstate estate, Inventory inventory) {
        return new TerraformValues(estate, inventory).values();
    }

    static String text(ObjectNode values) {
        return JSON.writeValueAsString(values) + "\n";
    }

    private ObjectNode values() {
        EnvironmentPlan environment = estate.environment();
        ObjectNode values = JSON.createObjectNode()
                .put("name", estate.name())
                .put("environment", estate.environmentName())
                .put("region", estate.region())
                .put("cpu_architecture", estate.plan().architecture().value().name())
                .put("log_retention_days", environment.logRetentionDays().value())
                .put("protected", environment.deletionProtection().value());
        if (!estate.account().isEmpty()) {
            values.put("account_id", estate.account());
        }
        if (!environment.encryptionKey().value().isEmpty()) {
            values.put("kms_key_arn", environment.encryptionKey().value());
        }
        if (!estate.hasNetwork()) {
            values.putNull("network");
        } else if (environment.sharesNetwork()) {
            values.putObject("network").put("existing", estate.network().name());
        } else {
            network(values.putObject("network"), environment);
        }
        if (estate.runs()) {
            ArrayNode addresses = values.putObject("alarms").putArray("addresses");
            if (!environment.alarmAddress().value().isEmpty()) {
                addresses.add(environment.alarmAddress().value());
            }
        } else {
            values.putNull("alarms");
        }
        AccessValues.put(values, estate);
        List<WebPlan> webs = estate.apps().values().stream()
                .flatMap(app -> app.webService().stream())
                .flatMap(service -> service.web().stream())
                .toList();
        estate.defaultService().ifPresent(service -> values.putObject("load_balancer")
                .put("default_service", service)
                // One load balancer serves all apps: the most patient of them decides.
                .put(
                        "idle_timeout",
                        webs.stream()
                                .mapToInt(web -> web.idleTimeoutSeconds().value())
                                .max()
                                .orElseThrow())
                .put("redirect_http", webs.stream().allMatch(web -> web.redirectHttp()
                        .value()))
                .put("access_log_days", environment.network().accessLogDays().value())
                .put("firewall", Choice.word(environment.network().firewall().value())));
        DomainValues.put(values, estate, inventory);
        ObjectNode apps = values.putObject("apps");
        estate.apps().forEach((component, app) -> app(apps.putObject(component), app));
        SiteValues.put(values, estate, inventory);
        DeploymentValues.issuers(values.putObject("oidc_issuers"), estate);
        ObjectNode databases = values.putObject("databases");
        estate.databases().forEach(database -> database(databases, database));
        ObjectNode mysqlDatabases = values.putObject("mysql_databases");
        estate.mysqlDatabases().forEach(database -> mysql(mysqlDatabases, database));
        migration(values);
        ObjectNode caches = values.putObject("caches");
        estate.caches().forEach(cache -> cache(caches, cache));
        ObjectNode memcaches = values.putObject("memcaches");
        estate.memcaches().forEach(memcached -> memcached(memcaches, memcached));
        ObjectNode searches = values.putObject("searches");
        estate.searches().forEach(search -> search(searches, search));
        return values;
    }

    private static void network(ObjectNode node, EnvironmentPlan environment) {
        node.put("cidr", environment.vpcCidr().value())
                .put("zone_count", environment.zones().value())
                .put("nat_gateways", environment.natGateways().value())
                .put("flow_logs", Choice.word(environment.network().flowLogs().value()));
        if (environment.network().awsEndpoints().value()) {
            NetworkPlan.ENDPOINTS.forEach(node.putArray("endpoints")::add);
        }
    }

    private void app(ObjectNode node, AppPlan app) {
        ObjectNode environment = node.putObject("environment");
        sorted(app.variables(), VariablePlan::name)
                .filter(variable -> !variable.name().equals("PORT"))
                .forEach(variable ->
                        environment.put(variable.name(), variable.value().value()));
        ObjectNode settings = node.putObject("settings");
        sorted(app.settings(), SettingPlan::name).forEach(setting -> estate.store(app, setting)
                .ifPresent(store -> settings.putObject(setting.name()).put("store", store)));
        if (app.secrets().value() == AppPlan.SecretsBy.RUNTIME) {
            node.put("secrets", Choice.word(app.secrets().value()));
        }
        ObjectNode processes = node.putObject("processes");
        app.services().forEach(service -> process(processes, app, service));
        size(node.putObject("run"), app);
        jobs(node, app);
        if (!app.forwardedDrains().isEmpty()) {
            ObjectNode drains = node.putObject("log_drains");
            sorted(app.forwardedDrains(), LogDrainPlan::name)
                    .forEach(drain -> drains.put(drain.name(), drain.leadsTo()));
        }
        DeploymentValues.app(node, estate, app, inventory);
    }

    private static void process(ObjectNode processes, AppPlan app, ServicePlan service) {
        ObjectNode node = processes
                .putObject(EnvironmentEstate.process(service))
                .put("command", service.command().value())
                .put("cpu", service.cpu().value())
                .put("memory", service.memoryMib().value())
                .put("tasks", service.count().value())
                .put("stop_timeout", service.stopTimeoutSeconds().value())
                .put("singleton", service.rollout().value() == Rollout.ONE_AT_MOST);
        if (service.spot().value()) {
            node.put("spot", true);
        }
        own(node, service.variables());
        if (app.variables().stream().anyMatch(variable -> variable.name().equals(DynoMetadata.DYNO.name()))) {
            node.withObjectProperty("environment").put(DynoMetadata.DYNO.name(), service.name());
        }
        service.scales().ifPresent(scaling -> node.putObject("autoscaling")
                .put("minimum", scaling.minimum().value())
                .put("maximum", scaling.maximum().value())
                .put("cpu_percent", scaling.cpuPercent().value()));
        service.web().ifPresent(web -> {
            node.put("port", web.port().value())
                    .put("health_check_path", web.healthCheckPath().value())
                    .put(
                            "start_timeout",
                            Math.max(60, web.healthCheckGraceSeconds().value()))
                    .put(
                            "deregistration_delay",
                            web.deregistrationDelaySeconds().value())
                    .put("sticky_sessions", web.stickySessions().value());
            ArrayNode hosts = node.putArray("hosts");
            app.domains().forEach(domain -> hosts.add(domain.name()));
        });
    }

    /** Variables of one process alone. */
    private static void own(ObjectNode node, List<VariablePlan> variables) {
        if (!variables.isEmpty()) {
            ObjectNode environment = node.putObject("environment");
            sorted(variables, VariablePlan::name)
                    .forEach(variable ->
                            environment.put(variable.name(), variable.value().value()));
        }
    }

    /** One-off tasks are as large as the release phase, or else as the web processes, or else as the first service. */
    private static void size(ObjectNode node, AppPlan app) {
        Optional<ReleasePlan> release = app.release();
        Optional<ServicePlan> service =
                app.webService().or(() -> app.services().stream().findFirst());
        node.put(
                "cpu",
                release.map(plan -> plan.cpu().value())
                        .or(() -> service.map(plan -> plan.cpu().value()))
                        .orElse(256));
        node.put(
                "memory",
                release.map(plan -> plan.memoryMib().value())
                        .or(() -> service.map(plan -> plan.memoryMib().value()))
                        .orElse(512));
        own(
                node,
                release.map(ReleasePlan::variables)
                        .orElseGet(() -> service.map(ServicePlan::variables).orElse(List.of()).stream()
                                // What its size gives, and nothing that it is told for its own work.
                                .filter(variable -> DynoVariables.NAMES.contains(variable.name()))
                                .toList()));
    }

    private static void jobs(ObjectNode node, AppPlan app) {
        EnvironmentEstate.largestJob(app).ifPresent(largest -> {
            ObjectNode jobs = node.putObject("jobs")
                    .put("cpu", largest.cpu().value())
                    .put("memory", largest.memoryMib().value());
            ObjectNode schedules = jobs.putObject("schedules");
            sorted(app.scheduledJobs(), ScheduledJobPlan::name).forEach(job -> {
                ObjectNode one = schedules
                        .putObject(job.name())
                        .put("command", job.command().value())
                        .put("expression", job.schedule().value())
                        .put("timezone", job.timeZone().value());
                if (!job.enabled().value()) {
                    one.put("enabled", false);
                }
                own(one, job.variables());
            });
        });
    }

    private void database(ObjectNode databases, DatabasePlan database) {
        ObjectNode node = databases.putObject(estate.dataKey(database.name()));
        List<String> apps = estate.components(database.attachments());
        apps.forEach(node.putArray("apps")::add);
        node.put("engine_version", String.valueOf(database.engineMajor().value()))
                .put("instance_class", database.instanceClass().value())
                .put("storage_gib", database.storageGb().value())
                .put("max_storage_gib", database.maxStorageGb().value())
                .put("database_name", AwsName.ofDatabase(apps.isEmpty() ? database.name() : apps.get(0)))
                .put("multi_az", database.multiAz().value())
                .put("backup_retention_days", database.backupDays().value());
    }

    private void mysql(ObjectNode databases, MysqlPlan database) {
        ObjectNode node = databases.putObject(estate.dataKey(database.name()));
        List<String> apps = estate.components(database.attachments());
        apps.forEach(node.putArray("apps")::add);
        node.put("engine_version", database.engineVersion().value())
                .put("instance_class", database.instanceClass().value())
                .put("storage_gib", database.storageGb().value())
                .put("max_storage_gib", database.maxStorageGb().value())
                .put("database_name", AwsName.ofDatabase(apps.isEmpty() ? database.name() : apps.get(0)))
                .put("multi_az", database.multiAz().value())
                .put("backup_retention_days", database.backupDays().value());
    }

    private void migration(ObjectNode values) {
        List<DatabasePlan> moved = estate.moved();
        if (!moved.isEmpty()) {
            ObjectNode migration = values.putObject("migration").put("image_tag", engineTag());
            ObjectNode databases = migration.putObject("databases");
            moved.forEach(database -> databases.put(
                    estate.dataKey(database.name()), Choice.word(database.move().value())));
        }
    }

    /** The engine's image is of the same version as the program that wrote the values. */
    private static String engineTag() {
        String version = TerraformValues.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    private void cache(ObjectNode caches, CachePlan cache) {
        ObjectNode node = caches.putObject(estate.dataKey(cache.name()));
        estate.components(cache.attachments()).forEach(node.putArray("apps")::add);
        node.put("engine", "valkey")
                .put("engine_version", cache.engineVersion().value())
                .put("node_type", cache.nodeType().value())
                .put("nodes", cache.replicas().value() + 1)
                .put("maxmemory_policy", cache.maxmemoryPolicy().value())
                .put("idle_timeout", cache.timeoutSeconds().value());
    }

    private void memcached(ObjectNode memcaches, MemcachedPlan memcached) {
        ObjectNode node = memcaches.putObject(estate.dataKey(memcached.name()));
        estate.components(memcached.attachments()).forEach(node.putArray("apps")::add);
        node.put("node_type", memcached.nodeType().value())
                .put("nodes", memcached.nodes().value())
                .put("tls", memcached.tls().value());
    }

    private void search(ObjectNode searches, SearchPlan search) {
        ObjectNode node = searches.putObject(estate.dataKey(search.name()));
        estate.components(search.attachments()).forEach(node.putArray("apps")::add);
        node.put("engine_version", search.engineVersion().value())
                .put("instance_type", search.instanceType().value())
                .put("nodes", search.nodes().value())
                .put("storage_gib", search.storageGb().value());
    }

    private static <T> Stream<T> sorted(List<T> things, Function<T, String> name) {
        return things.stream().sorted(Comparator.comparing(name));
    }
}
