package dev.dynolift.plan;

import dev.dynolift.inventory.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What will be on AWS for a whole estate. Immutable; written to and read from {@code plan.yaml} by {@link PlanFile}.
 *
 * @param schemaVersion of the file's format, 1
 * @param name of the estate; begins the names of things on AWS
 * @param inventoryHash SHA-256 of the inventory that the plan was made from, in hexadecimal
 * @param state where Terraform keeps what it knows
 * @param heroku what of Heroku is taken into Terraform
 * @param blockers the findings that stop what follows unless accepted
 * @param findings what the audit and the planner found, most severe first, blockers too; empty in a plan that was read
 *     from a file, since {@code findings.md} holds them
 */
public record MigrationPlan(
        int schemaVersion,
        String name,
        String inventoryHash,
        Choice<String> region,
        Choice<Preset> preset,
        Choice<Architecture> architecture,
        Choice<Layout> layout,
        StatePlan state,
        HerokuPlan heroku,
        List<EnvironmentPlan> environments,
        List<AppPlan> apps,
        List<DatabasePlan> databases,
        List<MysqlPlan> mysqlDatabases,
        List<CachePlan> caches,
        List<MemcachedPlan> memcaches,
        List<SearchPlan> searches,
        List<Blocker> blockers,
        List<Finding> findings) {

    /** The only format so far. */
    public static final int SCHEMA_VERSION = 1;

    public MigrationPlan {
        environments = List.copyOf(environments);
        apps = List.copyOf(apps);
        databases = List.copyOf(databases);
        mysqlDatabases = List.copyOf(mysqlDatabases);
        caches = List.copyOf(caches);
        memcaches = List.copyOf(memcaches);
        searches = List.copyOf(searches);
        blockers = List.copyOf(blockers);
        findings = List.copyOf(findings);
    }

    /** The processor that tasks run on. */
    public enum Architecture {
        X86_64,
        ARM64
    }

    /** How the Terraform files are laid out. */
    public enum Layout {
        /** A root module for each environment. */
        TERRAFORM,
        /** A tree of small units, each with a state of its own, which Terragrunt joins. */
        TERRAGRUNT
    }

    /** The environment of that name, if the plan has it. */
    public Optional<EnvironmentPlan> environment(String environmentName) {
        return environments.stream()
                .filter(environment -> environment.name().equals(environmentName))
                .findFirst();
    }

    /** The region that an environment is in: its own, or else the plan's. */
    public String regionOf(EnvironmentPlan environment) {
        String own = environment.place().region().value();
        return own.isEmpty() ? region.value() : own;
    }

    /** The environment whose network an environment is in: itself, unless it shares another's. */
    public EnvironmentPlan networkOf(EnvironmentPlan environment) {
        return environment(environment.place().network().value()).orElse(environment);
    }

    /**
     * Whether an environment has a network: not when all of it are static sites, unless one that runs something is in its network.
     */
    public boolean hasNetwork(EnvironmentPlan environment) {
        return runs(environment)
                || environments.stream()
                        .filter(other -> other.place().network().value().equals(environment.name()))
                        .anyMatch(this::runs);
    }

    /** Whether anything in an environment runs or keeps data: all but one of static sites alone. */
    public boolean runs(EnvironmentPlan environment) {
        String name = environment.name();
        List<AppPlan> here = appsIn(name);
        return here.isEmpty()
                || here.stream().anyMatch(app -> app.site().isEmpty())
                || !databasesIn(name).isEmpty()
                || !mysqlDatabasesIn(name).isEmpty()
                || !cachesIn(name).isEmpty()
                || !memcachesIn(name).isEmpty()
                || !searchesIn(name).isEmpty();
    }

    /** The apps of one environment, in the plan's order. */
    public List<AppPlan> appsIn(String environmentName) {
        return apps.stream()
                .filter(app -> app.environment().value().equals(environmentName))
                .toList();
    }

    /** The databases of one environment, in the plan's order. */
    public List<DatabasePlan> databasesIn(String environmentName) {
        return databases.stream()
                .filter(database -> database.environment().value().equals(environmentName))
                .toList();
    }

    /** The MySQL databases of one environment, in the plan's order; not those whose add-on stays. */
    public List<MysqlPlan> mysqlDatabasesIn(String environmentName) {
        return built(mysqlDatabases, environmentName);
    }

    /** The caches of one environment, in the plan's order. */
    public List<CachePlan> cachesIn(String environmentName) {
        return caches.stream()
                .filter(cache -> cache.environment().value().equals(environmentName))
                .toList();
    }

    /** The memcached clusters of one environment, in the plan's order; not those whose add-on stays. */
    public List<MemcachedPlan> memcachesIn(String environmentName) {
        return built(memcaches, environmentName);
    }

    /** The search domains of one environment, in the plan's order; not those whose add-on stays. */
    public List<SearchPlan> searchesIn(String environmentName) {
        return built(searches, environmentName);
    }

    /** All that keeps data in one environment. */
    public List<DataPlan> dataIn(String environmentName) {
        return Stream.of(
                        databasesIn(environmentName),
                        mysqlDatabasesIn(environmentName),
                        cachesIn(environmentName),
                        memcachesIn(environmentName),
                        searchesIn(environmentName))
                .<DataPlan>flatMap(List::stream)
                .toList();
    }

    /** Whether an app finds one of the caches by this setting, whose value then holds the login of it. */
    public boolean leadsToCache(AppPlan app, SettingPlan setting) {
        AttachmentPlan address = new AttachmentPlan(app.name(), setting.name());
        return setting.destination().value() == SettingPlan.Destination.REGENERATED
                && caches.stream().anyMatch(cache -> cache.attachments().contains(address));
    }

    private <T extends DataPlan> List<T> built(List<T> planned, String environmentName) {
        return planned.stream()
                .filter(data -> data.environment().value().equals(environmentName))
                .filter(data -> apps.stream()
                        .flatMap(app -> app.addons().stream())
                        .filter(addon -> addon.name().equals(data.herokuAddon()))
                        .allMatch(addon -> addon.strategy().value() == AddonPlan.Strategy.REPLACE))
                .toList();
    }

    /** The blockers that nobody has accepted. */
    public List<Blocker> openBlockers() {
        return blockers.stream().filter(blocker -> !blocker.accepted().value()).toList();
    }

    /** The same, those that say the same of different things together. */
    public List<FindingGroup> openGroups() {
        return FindingGroup.of(openBlockers().stream().map(Blocker::finding).toList());
    }

    /** The same plan without its findings, as the plan file holds it. */
    public MigrationPlan withoutFindings() {
        return withFindings(List.of());
    }

    /** The same plan with these findings. */
    MigrationPlan withFindings(List<Finding> found) {
        return new MigrationPlan(
                schemaVersion,
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
                found);
    }
}
