package dev.dynolift.plan;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.Severity;
import dev.dynolift.plan.MigrationPlan.Architecture;
import dev.dynolift.plan.MigrationPlan.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the plan from the inventory. Reads nothing but its arguments, so that the same inventory gives the same plan. */
public final class Planner {

    /** That of plans of before one could choose, too. */
    static final Choice<Layout> LAYOUT = Choice.byDefault(
            Layout.TERRAFORM, "one folder and one state for each environment; terragrunt is possible: a tree of units");

    private Planner() {}

    /**
     * The plan for an inventory, with the user's edits of an existing plan file carried over. Writes nothing.
     *
     * @param existing a {@code plan.yaml} that may not exist yet
     * @throws DynoliftException INPUT with all problems of the existing file
     */
    public static MigrationPlan plan(Inventory inventory, Optional<Path> existing) {
        return Replanning.of(inventory, existing, PlanSettings.NONE).plan();
    }

    /**
     * The planner's own plan, as if nobody had ever edited one.
     *
     * @param regions of environments that the user has put elsewhere
     */
    static MigrationPlan own(
            Inventory inventory,
            Choice<Preset> preset,
            Optional<String> region,
            Map<String, String> regions,
            Optional<String> name) {
        Estate estate = new Estate(inventory, preset.value(), region, regions);
        ServicePlanner services = new ServicePlanner(estate);
        SchedulePlanner schedules = new SchedulePlanner(estate, services);
        AddonPlanner addons = new AddonPlanner(estate);
        DatabasePlanner databasePlanner = new DatabasePlanner(estate);
        List<DatabasePlan> databases = databasePlanner.databases(addons);
        List<MysqlPlan> mysqlDatabases = new MysqlPlanner(estate, databasePlanner).databases(addons, names(databases));
        List<CachePlan> caches = new CachePlanner(estate, databasePlanner).caches(addons);
        List<MemcachedPlan> memcaches = new MemcachedPlanner(estate, databasePlanner).caches(addons, names(caches));
        List<SearchPlan> searches = new SearchPlanner(estate, databasePlanner).searches(addons);
        List<DataPlan> data = Stream.of(databases, mysqlDatabases, caches, memcaches, searches)
                .<DataPlan>flatMap(List::stream)
                .toList();
        SettingPlanner settings = new SettingPlanner(estate, addons, data);
        LogDrainPlanner logDrains = new LogDrainPlanner(estate, addons);
        DomainPlanner domains = new DomainPlanner(estate);
        SitePlanner sites = new SitePlanner(estate);
        PipelinePlanner pipelines = new PipelinePlanner(estate);
        List<AppPlan> apps = new ArrayList<>();
        for (HerokuApp app : estate.apps()) {
            Optional<SitePlan> site = sites.site(app);
            List<VariablePlan> variables = site.isPresent() ? List.of() : VariablePlanner.variables(app);
            apps.add(new AppPlan(
                    app.name(),
                    estate.componentOf(app.name()),
                    estate.environmentOf(app.name()),
                    site.isPresent() ? List.of() : services.services(app),
                    services.release(app),
                    schedules.jobs(app),
                    variables,
                    site.isPresent() ? settings.ofSite(app) : settings.settings(app, variables),
                    addons.addons(app, data),
                    site.isPresent() ? logDrains.ofSite(app) : logDrains.drains(app),
                    domains.domains(app),
                    site,
                    AppPlan.SECRETS_BY_ECS,
                    pipelines.pipeline(app),
                    ImagePlanner.image(app)));
        }
        List<EnvironmentPlan> environments = new EnvironmentPlanner(estate).environments();
        new AccountLimits(estate, name.orElseGet(estate::name)).check(environments, apps);
        new DomainFindings(estate).check(apps);
        if (apps.stream()
                .allMatch(app -> app.services().isEmpty()
                        && app.scheduledJobs().isEmpty()
                        && app.site().isEmpty())) {
            estate.find(
                    "nothing-runs",
                    Severity.BLOCKING,
                    estate.name(),
                    "Nothing is known that would run on AWS: no app has a process.",
                    "Terraform would make a network with nothing in it.",
                    "Audit the app at Heroku (`dynolift audit APP --repo DIR`), or write a Procfile and audit again.");
        }
        List<Finding> findings = findings(inventory, estate);
        return new MigrationPlan(
                MigrationPlan.SCHEMA_VERSION,
                estate.name(),
                InventoryFile.hash(inventory),
                estate.region(),
                preset,
                Choice.byDefault(
                        Architecture.X86_64,
                        "as at Heroku; arm64 costs a fifth less, if every library that the app uses has it"),
                LAYOUT,
                StatePlan.of(estate.name()),
                HerokuPlan.of(estate),
                environments,
                apps,
                databases,
                mysqlDatabases,
                caches,
                memcaches,
                searches,
                blockers(findings),
                findings);
    }

    private static Set<String> names(List<? extends DataPlan> data) {
        return data.stream().map(DataPlan::name).collect(Collectors.toCollection(HashSet::new));
    }

    /** The audit's and the plan's findings, the most severe first, each once. */
    private static List<Finding> findings(Inventory inventory, Estate estate) {
        List<Finding> findings = new ArrayList<>();
        // Where both speak of the same thing, what the plan says is more to the point.
        for (Finding audited : inventory.findings()) {
            boolean repeated = estate.findings().stream()
                    .anyMatch(own ->
                            own.id().equals(audited.id()) && own.subject().equals(audited.subject()));
            if (!repeated) {
                findings.add(audited);
            }
        }
        estate.findings().stream().distinct().forEach(findings::add);
        findings.sort(Comparator.comparing(Finding::severity));
        return findings;
    }

    private static List<Blocker> blockers(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.BLOCKING)
                .map(finding -> new Blocker(finding, Choice.byDefault(false, "true lets the move go on regardless")))
                .toList();
    }
}
