package dev.dynolift.naming;

import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.AttachmentPlan;
import dev.dynolift.plan.CachePlan;
import dev.dynolift.plan.DatabasePlan;
import dev.dynolift.plan.DomainPlan;
import dev.dynolift.plan.EnvironmentPlan;
import dev.dynolift.plan.MemcachedPlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.MysqlPlan;
import dev.dynolift.plan.ScheduledJobPlan;
import dev.dynolift.plan.SearchPlan;
import dev.dynolift.plan.ServicePlan;
import dev.dynolift.plan.SettingPlan;
import dev.dynolift.plan.SettingPlan.Destination;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One environment of a plan with the names that its things get on AWS. */
public record EnvironmentEstate(MigrationPlan plan, EnvironmentPlan environment) {

    /** All environments of a plan, in its order. */
    public static List<EnvironmentEstate> of(MigrationPlan plan) {
        return plan.environments().stream()
                .map(environment -> new EnvironmentEstate(plan, environment))
                .toList();
    }

    /** The environment's name on AWS, and its folder's: {@code production}. */
    public String environmentName() {
        return AwsName.of(environment.name());
    }

    /** The AWS region that it is in. */
    public String region() {
        return plan.regionOf(environment);
    }

    /** The account that it must be in, twelve digits; empty for any. */
    public String account() {
        return environment.place().account().value();
    }

    /** What begins the names of the environment's own things: {@code crema-production}. */
    public String name() {
        return named(environmentName());
    }

    /** What begins the names of the things of an environment with that name on AWS. */
    public String named(String environmentName) {
        return AwsName.of(plan.name()) + "-" + environmentName;
    }

    /** The environment whose network it is in: itself, unless it shares another's. */
    public EnvironmentEstate network() {
        return new EnvironmentEstate(plan, plan.networkOf(environment));
    }

    /** Whether anything here runs or keeps data; an environment of static sites alone has no network, and nothing to watch. */
    public boolean runs() {
        return plan.runs(environment);
    }

    /** Whether it has a network, its own or another's. */
    public boolean hasNetwork() {
        return environment.sharesNetwork() ? runs() : plan.hasNetwork(environment);
    }

    /** The environment's apps that run something, by the name they have on AWS. */
    public Map<String, AppPlan> apps() {
        return byComponent(app -> app.site().isEmpty());
    }

    /** Those that are files and nothing else, by the name they have on AWS. */
    public Map<String, AppPlan> sites() {
        return byComponent(app -> app.site().isPresent());
    }

    /** Both: all that is deployed, by the name it has on AWS. */
    public Map<String, AppPlan> deployed() {
        return byComponent(app -> true);
    }

    private Map<String, AppPlan> byComponent(Predicate<AppPlan> wanted) {
        Map<String, AppPlan> apps = new LinkedHashMap<>();
        plan.appsIn(environment.name()).stream().filter(wanted).forEach(app -> apps.putIfAbsent(component(app), app));
        return apps;
    }

    /** Whether ACM is asked for a certificate of a domain. */
    public boolean isCertified(DomainPlan domain) {
        return sites().values().stream()
                .filter(app -> app.domains().contains(domain))
                .flatMap(app -> app.site().stream())
                .findFirst()
                .map(site -> site.asksFor(domain))
                .orElseGet(() -> domain.certificate().value());
    }

    /** The domains of apps and sites, each once. */
    public List<DomainPlan> allDomains() {
        Set<String> seen = new HashSet<>();
        return Stream.concat(domains().stream(), sites().values().stream().flatMap(site -> site.domains().stream()))
                .filter(domain -> seen.add(domain.name()))
                .toList();
    }

    /** The domains of the apps that answer requests, each once. */
    public List<DomainPlan> domains() {
        Set<String> seen = new HashSet<>();
        return apps().values().stream()
                .filter(app -> app.webService().isPresent())
                .flatMap(app -> app.domains().stream())
                .filter(domain -> seen.add(domain.name()))
                .toList();
    }

    /** An app's name on AWS, the same in each environment: {@code crema}. */
    public static String component(AppPlan app) {
        return AwsName.of(app.component().value());
    }

    /** A process's name on AWS. */
    public static String process(ServicePlan service) {
        return AwsName.of(service.name());
    }

    /** A service's name on AWS: {@code crema-production-web}. */
    public String serviceName(AppPlan app, ServicePlan service) {
        return component(app) + "-" + environmentName() + "-" + process(service);
    }

    /** Its PostgreSQL databases, in the plan's order. */
    public List<DatabasePlan> databases() {
        return plan.databasesIn(environment.name());
    }

    /** The databases whose data the engine's task moves; none when it is not wanted, or no longer. */
    public List<DatabasePlan> moved() {
        return environment.migrationTask().value()
                ? databases().stream()
                        .filter(database -> database.move().value() != DatabasePlan.Move.FRESH)
                        .toList()
                : List.of();
    }

    /** Its Redis and Valkey caches, in the plan's order. */
    public List<CachePlan> caches() {
        return plan.cachesIn(environment.name());
    }

    /** Its MySQL databases, in the plan's order. */
    public List<MysqlPlan> mysqlDatabases() {
        return plan.mysqlDatabasesIn(environment.name());
    }

    /** Its memcached caches, in the plan's order. */
    public List<MemcachedPlan> memcaches() {
        return plan.memcachesIn(environment.name());
    }

    /** Its search domains, in the plan's order. */
    public List<SearchPlan> searches() {
        return plan.searchesIn(environment.name());
    }

    /** A database's or cache's name inside the environment: {@code crema-staging} of crema's staging is {@code main}. */
    public String dataKey(String name) {
        String key = AwsName.of(name);
        for (String prefix : List.of(AwsName.of(plan.name()), environmentName())) {
            key = key.equals(prefix) ? "main" : key.startsWith(prefix + "-") ? key.substring(prefix.length() + 1) : key;
        }
        return Character.isDigit(key.charAt(0)) ? AwsName.of(name) : key;
    }

    /** A database's or cache's name on AWS: {@code crema-production-main}. */
    public String dataName(String name) {
        return name() + "-" + dataKey(name);
    }

    /** The components in this environment that are attached to a database or cache. */
    public List<String> components(List<AttachmentPlan> attachments) {
        return apps().entrySet().stream()
                .filter(app -> attachments.stream()
                        .anyMatch(attachment ->
                                attachment.app().equals(app.getValue().name())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The service that gets what no host name claims: {@code crema-web}; the first app's that serves requests. */
    public Optional<String> defaultService() {
        return apps().entrySet().stream()
                .flatMap(app ->
                        app.getValue().webService().stream().map(service -> app.getKey() + "-" + process(service)))
                .findFirst();
    }

    /** Where a setting's value will be kept, or empty when it is kept nowhere. */
    public Optional<String> store(AppPlan app, SettingPlan setting) {
        return switch (setting.destination().value()) {
            case SSM_PARAMETER -> Optional.of("parameter");
            // Only a secret has versions that wait until the cache knows the login in them.
            case REGENERATED -> Optional.of(plan.leadsToCache(app, setting) ? "secret" : "parameter");
            case SECRETS_MANAGER -> Optional.of("secret");
            case PLAIN, DROPPED -> Optional.empty();
        };
    }

    /** How many settings of an app are kept in a store. */
    public long stored(AppPlan app, String store) {
        return app.settings().stream()
                .filter(setting -> store(app, setting).filter(store::equals).isPresent())
                .count();
    }

    /** The secrets in which a cache's URL is kept, one for each name by which an app finds it: {@code crema/production/REDIS_URL}. */
    public List<String> secrets(CachePlan cache) {
        return apps().entrySet().stream()
                .flatMap(app -> app.getValue().settings().stream()
                        .filter(setting -> setting.destination().value() == Destination.REGENERATED)
                        .map(SettingPlan::name)
                        .filter(name -> cache.attachments()
                                .contains(new AttachmentPlan(app.getValue().name(), name)))
                        .sorted()
                        .map(name -> app.getKey() + "/" + environmentName() + "/" + name))
                .toList();
    }

    /** All jobs of an app share one size, the largest that one of them has. */
    public static Optional<ScheduledJobPlan> largestJob(AppPlan app) {
        return app.scheduledJobs().stream()
                .max(Comparator.<ScheduledJobPlan>comparingInt(
                                job -> job.memoryMib().value())
                        .thenComparing(job -> job.cpu().value()));
    }
}
