package dev.dynolift.plan;

import dev.dynolift.yaml.Node.Section;
import java.util.List;
import java.util.Set;

/** Lays a plan out as a document. */
final class PlanWriting {

    private static final String VARIABLES = "Plain environment variables. Never put a secret here.";
    private static final String SETTINGS =
            "Where each config var's value goes: ssm-parameter, secrets-manager, plain, dropped, regenerated.";
    private static final String SITE = "Files and nothing else: a bucket, and CloudFront in front of it.";

    /** Comments that stand in every app's section. */
    static final Set<String> OF_EACH_APP = Set.of(VARIABLES, SETTINGS, SITE);

    private PlanWriting() {}

    static Section document(MigrationPlan plan) {
        return new SectionBuilder()
                .note(
                        "What will be on AWS for " + plan.name()
                                + ". Made by `dynolift plan` from inventory.json; yours to edit.",
                        "Behind each value stands where it comes from and what it means for you:",
                        "  detected   read from what runs at Heroku",
                        "  default    dynolift's own habit",
                        "  yours      written by you: it stays when `dynolift plan` runs again",
                        "Delete a line and run `dynolift plan` to get dynolift's own value back. findings.md says what is left to do.",
                        "Next: dynolift generate")
                .fact("dynolift", "plan")
                .fact("schemaVersion", (long) plan.schemaVersion())
                .choice(
                        "name",
                        Choice.byDefault(
                                plan.name(),
                                "begins the names of things on AWS; not to be changed once they are there"))
                .fact("inventoryHash", plan.inventoryHash())
                .choice("region", plan.region())
                .choice("preset", plan.preset())
                .choice("architecture", plan.architecture())
                .choice("layout", plan.layout())
                .note("Where Terraform keeps what it knows of all this.")
                .section("state", plan.state().section())
                .note("What still runs at Heroku.")
                .section("heroku", plan.heroku().section())
                .note(
                        "Each environment has a network of its own unless `place` says otherwise; nothing in one can reach another.")
                .items("environments", plan.environments(), environment -> environment(plan, environment))
                .note(
                        plan.apps().size() > Brevity.FEW
                                ? new String[] {
                                    "One for each Heroku app. A line that an app does not have says the same as that of the first app which has",
                                    "it (for add-ons: the first of its service; without `component`: the app's own name); write one of your own to",
                                    "change it for this app alone."
                                }
                                : new String[] {"One for each Heroku app."})
                .items("apps", plan.apps(), PlanWriting::app)
                .note("Heroku Postgres databases, each an RDS instance.")
                .items("databases", plan.databases(), PlanWriting::database)
                .note("MySQL add-ons, each an RDS instance that starts empty; you move the data.")
                .items("mysqlDatabases", plan.mysqlDatabases(), PlanWriting::mysql)
                .note("Heroku Key-Value Stores, each an ElastiCache replication group (cluster mode off, TLS on).")
                .items("caches", plan.caches(), PlanWriting::cache)
                .note("memcached add-ons, each memcached on ElastiCache without a login.")
                .items("memcaches", plan.memcaches(), PlanWriting::memcached)
                .note("Elasticsearch add-ons, each an OpenSearch domain that starts empty.")
                .items("searches", plan.searches(), PlanWriting::search)
                .note("What stops `dynolift generate`. `accepted: true` goes on regardless, at your own risk.")
                .items("blockers", plan.blockers(), PlanWriting::blocker)
                .build();
    }

    /** What a network is like is asked of nobody who has none. */
    private static SectionBuilder environment(MigrationPlan plan, EnvironmentPlan environment) {
        SectionBuilder section = new SectionBuilder().fact("name", environment.name());
        boolean network = plan.hasNetwork(environment);
        if (network) {
            section.choice("vpcCidr", environment.vpcCidr())
                    .choice("zones", environment.zones())
                    .choice("natGateways", environment.natGateways());
        }
        section.choice("logRetentionDays", environment.logRetentionDays())
                .choice("deletionProtection", environment.deletionProtection());
        if (network) {
            section.choice("alarmAddress", environment.alarmAddress());
        }
        section.choice("imports", environment.imports());
        if (network) {
            section.choice("migrationTask", environment.migrationTask());
        }
        section.choice("encryptionKey", environment.encryptionKey())
                .section("place", environment.place().section());
        if (network) {
            section.section("network", environment.network().section());
        }
        return section.note("Who may do what, for those who must answer to an auditor.")
                .section("access", environment.access().section());
    }

    private static SectionBuilder app(AppPlan app) {
        SectionBuilder section = new SectionBuilder()
                .fact("name", app.name())
                .choice("component", app.component())
                .choice("environment", app.environment())
                .items("services", app.services(), PlanWriting::service);
        app.release().ifPresent(release -> section.section("release", release(release)));
        section.items("scheduledJobs", app.scheduledJobs(), PlanWriting::scheduledJob);
        SectionBuilder variables = new SectionBuilder();
        app.variables().forEach(variable -> variables.choice(variable.name(), variable.value()));
        section.note(VARIABLES).section("variables", variables);
        SectionBuilder settings = new SectionBuilder();
        app.settings().forEach(setting -> settings.choice(setting.name(), setting.destination()));
        section.note(SETTINGS)
                .section("settings", settings)
                .choice("secrets", app.secrets())
                .section("pipeline", app.pipeline().section());
        if (app.site().isEmpty()) {
            section.section("image", app.image().section());
        }
        section.items("addons", app.addons(), PlanWriting::addon);
        if (app.site().isEmpty()) {
            section.items("logDrains", app.logDrains(), LogDrainPlan::section);
        }
        section.items("domains", app.domains(), PlanWriting::domain);
        app.site().ifPresent(site -> section.note(SITE).section("site", site(site)));
        return section;
    }

    private static SectionBuilder service(ServicePlan service) {
        SectionBuilder section = new SectionBuilder()
                .fact("name", service.name())
                .choice("command", service.command())
                .choice("cpu", service.cpu())
                .choice("memoryMib", service.memoryMib())
                .choice("count", service.count())
                .choice("stopTimeoutSeconds", service.stopTimeoutSeconds())
                .choice("rollout", service.rollout());
        if (service.web().isEmpty()) {
            section.choice("spot", service.spot());
        }
        service.scaling()
                .ifPresent(scaling -> section.section(
                        "scaling",
                        new SectionBuilder()
                                .choice("enabled", scaling.enabled())
                                .choice("minimum", scaling.minimum())
                                .choice("maximum", scaling.maximum())
                                .choice("cpuPercent", scaling.cpuPercent())));
        service.web()
                .ifPresent(web -> section.section(
                        "web",
                        new SectionBuilder()
                                .choice("port", web.port())
                                .choice("healthCheckPath", web.healthCheckPath())
                                .choice("healthCheckGraceSeconds", web.healthCheckGraceSeconds())
                                .choice("idleTimeoutSeconds", web.idleTimeoutSeconds())
                                .choice("deregistrationDelaySeconds", web.deregistrationDelaySeconds())
                                .choice("stickySessions", web.stickySessions())
                                .choice("redirectHttp", web.redirectHttp())));
        ProcessVariables.write(section, service.variables());
        return section;
    }

    private static SectionBuilder release(ReleasePlan release) {
        SectionBuilder section = new SectionBuilder()
                .choice("command", release.command())
                .choice("cpu", release.cpu())
                .choice("memoryMib", release.memoryMib())
                .choice("timeoutMinutes", release.timeoutMinutes());
        ProcessVariables.write(section, release.variables());
        return section;
    }

    private static SectionBuilder scheduledJob(ScheduledJobPlan job) {
        SectionBuilder section = new SectionBuilder()
                .fact("name", job.name())
                .choice("command", job.command())
                .choice("schedule", job.schedule())
                .choice("timeZone", job.timeZone())
                .choice("cpu", job.cpu())
                .choice("memoryMib", job.memoryMib())
                .choice("enabled", job.enabled());
        ProcessVariables.write(section, job.variables());
        return section;
    }

    private static SectionBuilder addon(AddonPlan addon) {
        return new SectionBuilder()
                .fact("name", addon.name())
                .fact("service", addon.service())
                .fact("plan", addon.plan())
                .choice("strategy", addon.strategy())
                .fact("target", addon.target())
                .fact("next", addon.next());
    }

    private static SectionBuilder domain(DomainPlan domain) {
        return new SectionBuilder()
                .fact("name", domain.name())
                .choice("dns", domain.dns())
                .choice("zone", domain.zone())
                .choice("certificate", domain.certificate());
    }

    private static SectionBuilder site(SitePlan site) {
        return new SectionBuilder()
                .choice("root", site.root())
                .choice("build", site.build())
                .choice("singlePage", site.singlePage())
                .choice("cleanUrls", site.cleanUrls())
                .choice("errorPage", site.errorPage())
                .items("routes", site.routes(), route -> new SectionBuilder()
                        .fact("name", route.path())
                        .choice("file", route.file()))
                .items("redirects", site.redirects(), redirect -> new SectionBuilder()
                        .fact("name", redirect.path())
                        .choice("url", redirect.url())
                        .choice("status", redirect.status()))
                .items("headers", site.headers(), headers -> new SectionBuilder()
                        .fact("name", headers.path())
                        .choice("values", headers.values()))
                .choice("longCachePaths", site.longCachePaths())
                .choice("certificate", site.certificate());
    }

    private static SectionBuilder database(DatabasePlan database) {
        return new SectionBuilder()
                .fact("name", database.name())
                .fact("herokuAddon", database.herokuAddon())
                .fact("sourceMajor", (long) database.sourceMajor())
                .fact("sourceBytes", database.sourceBytes())
                .fact("extensions", database.extensions())
                .fact("attachments", attachments(database.attachments()))
                .choice("environment", database.environment())
                .choice("engineMajor", database.engineMajor())
                .choice("instanceClass", database.instanceClass())
                .choice("storageGb", database.storageGb())
                .choice("maxStorageGb", database.maxStorageGb())
                .choice("multiAz", database.multiAz())
                .choice("backupDays", database.backupDays())
                .choice("move", database.move());
    }

    private static SectionBuilder cache(CachePlan cache) {
        return new SectionBuilder()
                .fact("name", cache.name())
                .fact("herokuAddon", cache.herokuAddon())
                .fact("memoryMb", (long) cache.memoryMb())
                .fact("attachments", attachments(cache.attachments()))
                .choice("environment", cache.environment())
                .choice("engineVersion", cache.engineVersion())
                .choice("nodeType", cache.nodeType())
                .choice("replicas", cache.replicas())
                .choice("maxmemoryPolicy", cache.maxmemoryPolicy())
                .choice("timeoutSeconds", cache.timeoutSeconds())
                .choice("move", cache.move());
    }

    private static SectionBuilder mysql(MysqlPlan mysql) {
        return new SectionBuilder()
                .fact("name", mysql.name())
                .fact("herokuAddon", mysql.herokuAddon())
                .fact("attachments", attachments(mysql.attachments()))
                .choice("environment", mysql.environment())
                .choice("engineVersion", mysql.engineVersion())
                .choice("instanceClass", mysql.instanceClass())
                .choice("storageGb", mysql.storageGb())
                .choice("maxStorageGb", mysql.maxStorageGb())
                .choice("multiAz", mysql.multiAz())
                .choice("backupDays", mysql.backupDays());
    }

    private static SectionBuilder memcached(MemcachedPlan memcached) {
        return new SectionBuilder()
                .fact("name", memcached.name())
                .fact("herokuAddon", memcached.herokuAddon())
                .fact("attachments", attachments(memcached.attachments()))
                .choice("environment", memcached.environment())
                .choice("nodeType", memcached.nodeType())
                .choice("nodes", memcached.nodes())
                .choice("tls", memcached.tls());
    }

    private static SectionBuilder search(SearchPlan search) {
        return new SectionBuilder()
                .fact("name", search.name())
                .fact("herokuAddon", search.herokuAddon())
                .fact("attachments", attachments(search.attachments()))
                .choice("environment", search.environment())
                .choice("engineVersion", search.engineVersion())
                .choice("instanceType", search.instanceType())
                .choice("nodes", search.nodes())
                .choice("storageGb", search.storageGb());
    }

    private static List<String> attachments(List<AttachmentPlan> attachments) {
        return attachments.stream().map(AttachmentPlan::toString).toList();
    }

    private static SectionBuilder blocker(Blocker blocker) {
        return new SectionBuilder()
                .fact("name", blocker.name())
                .fact("rule", blocker.finding().id())
                .fact("subject", blocker.finding().subject())
                .fact("what", blocker.finding().what())
                .fact("why", blocker.finding().why())
                .fact("next", blocker.finding().next())
                .fact("source", blocker.finding().source())
                .choice("accepted", blocker.accepted());
    }
}
