package dev.dynolift.generate;

import dev.dynolift.dockerfile.ComposeFiles;
import dev.dynolift.dockerfile.ImageFiles;
import dev.dynolift.dockerfile.ImageSource;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Problems;
import dev.dynolift.infrastructure.CacheLogin;
import dev.dynolift.infrastructure.HerokuFiles;
import dev.dynolift.infrastructure.ImportBlocks;
import dev.dynolift.infrastructure.InfrastructureReadme;
import dev.dynolift.infrastructure.OwnKey;
import dev.dynolift.infrastructure.StateFiles;
import dev.dynolift.infrastructure.TerraformModules;
import dev.dynolift.infrastructure.TerraformValues;
import dev.dynolift.infrastructure.TerragruntTree;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.manifest.FileTree;
import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.manifest.Generation;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.pipeline.PipelineFiles;
import dev.dynolift.pipeline.PipelineStage;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.DataPlan;
import dev.dynolift.plan.DistantData;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.secret.CommandSecrets;
import dev.dynolift.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a plan as files that the user will own: {@code infra/} (Terraform: hand-written modules, and values for each
 * environment), {@code image/} and {@code ci/} (for each app). No file holds the value of a setting. Files that were edited by hand
 * are kept; what is not generated is said. Thread-safe, but a workspace takes one run at a time.
 */
public final class Generator {

    /** "x-execution", the longest name made of a service's, has to fit AWS's 64 characters for roles. */
    private static final int LONGEST_SERVICE = 54;

    private static final int LONGEST_DATABASE = 53;

    private static final Pattern NODE_BUILD = Pattern.compile("\\b(npm|npx|yarn|pnpm|node)\\b");

    private static final Pattern MAJOR = Pattern.compile("\\d+");

    /** What Heroku's buildpack takes when package.json asks for nothing. */
    private static final String USUAL_NODE = "22";

    /** Of {@code infra/}, beside those of the environments. */
    private static final Set<String> FOLDERS = Set.of("modules", "state", "heroku");

    private Generator() {}

    /** As below, with the inventory that stands in the workspace. */
    public static Generation generate(MigrationPlan plan, Path workspace) {
        return generate(plan, InventoryFile.read(new Workspace(workspace).inventory()), workspace);
    }

    /**
     * Brings the generated files of a workspace up to date. The same plan and inventory change nothing.
     *
     * @throws dev.dynolift.error.DynoliftException INPUT when names collide or are too long for AWS; FILE
     */
    public static Generation generate(MigrationPlan plan, Inventory inventory, Path workspace) {
        check(plan);
        List<String> notes = new ArrayList<>();
        List<GeneratedFile> files = new ArrayList<>(TerraformModules.files());
        boolean units = plan.layout().value() == MigrationPlan.Layout.TERRAGRUNT;
        if (units) {
            files.addAll(TerragruntTree.root(plan));
        }
        files.addAll(StateFiles.bucket(plan));
        files.addAll(HerokuFiles.of(plan, inventory, notes));
        for (EnvironmentEstate estate : EnvironmentEstate.of(plan)) {
            files.addAll(units ? TerragruntTree.environment(estate, inventory) : environment(estate, inventory));
            files.addAll(ImportBlocks.files(estate));
            OwnKey.changed(estate, workspace).ifPresent(notes::add);
            note(estate, notes);
        }
        files.add(GeneratedFile.text("infra/README.md", InfrastructureReadme.text(plan)));
        CacheLogin.script(EnvironmentEstate.of(plan)).ifPresent(files::add);
        components(plan).forEach((component, app) -> {
            files.addAll(image(plan, component, app, inventory, notes));
            files.addAll(PipelineFiles.of(component, PipelineStage.of(plan, component), notes));
        });
        sites(plan)
                .forEach((component, app) -> files.addAll(PipelineFiles.ofSite(
                        component, PipelineStage.of(plan, component), node(app, inventory), notes)));
        return new Generation(FileTree.write(workspace, files), notes);
    }

    private static List<GeneratedFile> environment(EnvironmentEstate estate, Inventory inventory) {
        String folder = estate.environmentName();
        List<GeneratedFile> files = new ArrayList<>(TerraformModules.environment(folder));
        files.add(GeneratedFile.text(
                "infra/" + folder + "/terraform.tfvars.json", TerraformValues.json(estate, inventory)));
        StateFiles.backend(estate).ifPresent(files::add);
        return files;
    }

    /**
     * One app for each component: apps that differ only by environment share an image. It fetches settings as soon as one of
     * them wants that; where nobody tells it from which place, it fetches none.
     */
    static Map<String, AppPlan> components(MigrationPlan plan) {
        Map<String, AppPlan> components = new LinkedHashMap<>();
        EnvironmentEstate.of(plan).forEach(estate -> estate.apps()
                .forEach((component, app) -> components.merge(
                        component,
                        app,
                        (first, other) -> other.secrets().value() == AppPlan.SecretsBy.RUNTIME
                                ? first.withSecrets(other.secrets())
                                : first)));
        return components;
    }

    private static Map<String, AppPlan> sites(MigrationPlan plan) {
        Map<String, AppPlan> sites = new LinkedHashMap<>();
        EnvironmentEstate.of(plan).forEach(estate -> estate.sites().forEach(sites::putIfAbsent));
        return sites;
    }

    /** The major version of Node.js that a site's build runs on, if it does. */
    private static Optional<String> node(AppPlan site, Inventory inventory) {
        boolean needed = site.site()
                .map(each -> each.build().value())
                .filter(build -> NODE_BUILD.matcher(build).find())
                .isPresent();
        return needed
                ? Optional.of(inventory
                        .app(site.name())
                        .flatMap(app -> Optional.ofNullable(app.repository()))
                        .flatMap(code -> Optional.ofNullable(code.nodeVersion()))
                        .map(MAJOR::matcher)
                        .filter(Matcher::find)
                        .map(Matcher::group)
                        .orElse(USUAL_NODE))
                : Optional.empty();
    }

    private static List<GeneratedFile> image(
            MigrationPlan plan, String component, AppPlan app, Inventory inventory, List<String> notes) {
        Optional<HerokuApp> heroku = inventory.app(app.name());
        RepositoryFacts facts = heroku.map(HerokuApp::repository).orElse(null);
        if (heroku.isEmpty() || facts == null) {
            notes.add("The repository of " + component
                    + " was not read, so no Dockerfile was generated: run `dynolift audit` again with --repo.");
            return List.of();
        }
        List<GeneratedFile> files =
                new ArrayList<>(ImageFiles.of(new ImageSource(component, app, heroku.get(), facts), notes));
        files.addAll(
                ComposeFiles.of(component, app, plan.dataIn(app.environment().value())));
        return files;
    }

    private static void check(MigrationPlan plan) {
        Problems problems = new Problems();
        Set<String> environments = new HashSet<>();
        for (EnvironmentEstate estate : EnvironmentEstate.of(plan)) {
            String environment = estate.environmentName();
            if (!environments.add(environment) || FOLDERS.contains(environment)) {
                problems.add(
                        "environment " + environment,
                        "two environments, or an environment and what all of them share, would have the folder "
                                + environment,
                        "Give one of them another name.");
            }
            if (environment.length() > 20) {
                problems.add(
                        "environment " + environment,
                        "it begins the names of things on AWS and is longer than 20 characters",
                        "Choose a shorter name.");
            }
            Set<String> components = new HashSet<>();
            for (AppPlan app : plan.appsIn(estate.environment().name())) {
                if (!components.add(EnvironmentEstate.component(app))) {
                    problems.add(
                            "app " + app.name(),
                            "another app of " + environment + " is component " + EnvironmentEstate.component(app)
                                    + " too",
                            "Give one of them another component.");
                }
                checkServices(estate, app, problems);
                checkCommands(app, problems);
                checkSettings(estate, app, problems);
            }
            Set<String> data = new HashSet<>();
            // All of them are instances of RDS, where each has a name of its own.
            Stream.concat(estate.databases().stream(), estate.mysqlDatabases().stream())
                    .forEach(database -> checkDatabase(estate, database, data, problems));
        }
        ImportBlocks.check(
                plan, (environment, key, what, next) -> problems.add("environment " + environment, what, next));
        problems.throwIfAny(ErrorCode.INPUT, "the plan cannot be generated");
    }

    private static void checkDatabase(
            EnvironmentEstate estate, DataPlan database, Set<String> taken, Problems problems) {
        String name = estate.dataName(database.name());
        if (!taken.add(name)) {
            problems.add(
                    "database " + database.name(),
                    "it would be " + name + " on AWS, which is taken",
                    "Give it another name.");
        }
        if (name.length() > LONGEST_DATABASE) {
            problems.add(
                    "database " + database.name(),
                    name + " is longer than " + LONGEST_DATABASE + " characters",
                    "Choose a shorter name for the database or the environment.");
        }
    }

    private static void checkServices(EnvironmentEstate estate, AppPlan app, Problems problems) {
        Set<String> processes = new HashSet<>(Set.of("run", "schedule", "dynolift"));
        app.services().forEach(service -> {
            String name = estate.serviceName(app, service);
            if (!processes.add(EnvironmentEstate.process(service))) {
                problems.add(
                        "app " + app.name(),
                        "the process " + service.name() + " would be " + name + " on AWS, which is taken",
                        "Give it another name.");
            }
            if (name.length() > LONGEST_SERVICE) {
                problems.add(
                        "app " + app.name(),
                        name + " is longer than " + LONGEST_SERVICE + " characters",
                        "Give the app a shorter component.");
            }
        });
    }

    /** Nobody writes a secret down, so what stood in its place cannot run. */
    private static void checkCommands(AppPlan app, Problems problems) {
        Map<String, String> commands = new LinkedHashMap<>();
        app.services()
                .forEach(service -> commands.put(
                        "services." + service.name(), service.command().value()));
        app.release()
                .ifPresent(release -> commands.put("release", release.command().value()));
        app.scheduledJobs()
                .forEach(job -> commands.put(
                        "scheduledJobs." + job.name(), job.command().value()));
        commands.forEach((place, command) -> {
            if (command.contains(CommandSecrets.PLACEHOLDER)) {
                problems.add(
                        "apps." + app.name() + "." + place + ".command",
                        "a key or password stood in it, which dynolift keeps nowhere: `" + command + "`",
                        "Put the value into a setting, and write the command into plan.yaml with the setting's name, as in"
                                + " $TOKEN.");
            }
        });
    }

    private static void checkSettings(EnvironmentEstate estate, AppPlan app, Problems problems) {
        String component = EnvironmentEstate.component(app);
        if (estate.stored(app, "parameter") > 0 && (component.startsWith("aws") || component.startsWith("ssm"))) {
            problems.add(
                    "app " + app.name(),
                    "its settings would be at /" + component
                            + ", and the Parameter Store keeps names that begin with aws or ssm for AWS",
                    "Give the app another component.");
        }
    }

    private static void note(EnvironmentEstate estate, List<String> notes) {
        String defaultService = estate.defaultService().orElse("");
        estate.apps().forEach((component, app) -> {
            boolean isDefault = app.webService()
                    .filter(service -> defaultService.equals(component + "-" + EnvironmentEstate.process(service)))
                    .isPresent();
            if (app.webService().isPresent() && !isDefault && app.domains().isEmpty()) {
                notes.add(component + " shares the load balancer of " + estate.environmentName()
                        + " and has no domain by which its requests could be told: give it one in plan.yaml.");
            }
        });
        notes.addAll(DistantData.notes(estate.plan(), estate.environment().name()));
    }
}
