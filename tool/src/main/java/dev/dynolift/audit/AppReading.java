package dev.dynolift.audit;

import dev.dynolift.audit.DeploymentReading.Deployment;
import dev.dynolift.inventory.AppDetails.Unread;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.LogDrain;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.RoleCount;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.inventory.Severity;
import dev.dynolift.secret.Address;
import dev.dynolift.secret.CommandSecrets;
import dev.dynolift.surroundings.SettingClues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one app: everything that belongs to it alone. */
final class AppReading {

    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]{0,20}+)://");

    private final Questions questions;
    private final AddonReading addons;
    private final PipelineReading pipelines;
    private final DynoPrices prices;
    private final SettingClues clues;
    private final DataAddresses addresses;
    private final AppDetailsReading details;
    private final AuditOptions options;
    private final boolean onlyApp;
    private final CodeOfApps code;

    AppReading(
            Questions questions,
            AddonReading addons,
            PipelineReading pipelines,
            DynoPrices prices,
            AuditOptions options,
            boolean onlyApp,
            LoadReading loads,
            SettingClues clues,
            DataAddresses addresses,
            CodeOfApps code) {
        this.code = code;
        this.questions = questions;
        this.addresses = addresses;
        this.clues = clues;
        this.addons = addons;
        this.pipelines = pipelines;
        this.prices = prices;
        this.options = options;
        this.onlyApp = onlyApp;
        this.details = new AppDetailsReading(questions, loads);
    }

    /** @param app the answer to {@code /apps/NAME} */
    HerokuApp read(JsonNode app) {
        String name = Text.of(app, "name");
        String path = "/apps/" + name;
        String id = Text.orNull(app, "id");
        AddonReading.OfApp attached = addons.read(name);
        Map<String, String> owners = attached.owners();
        Deployment deployment = new DeploymentReading(questions).read(name);
        if (deployment.newestFailed()) {
            questions.find(new Finding(
                    "release-failed",
                    Severity.WARNING,
                    name,
                    "The newest release of " + name + " failed.",
                    "What runs is older than what was deployed last; the checkout may be ahead of both.",
                    "Look at `heroku releases -a " + name + "`, and move what runs well.",
                    path + "/releases",
                    Facts.DEPLOYED));
        }
        JsonNode formation = questions.list(name, path + "/formation");
        List<ProcessType> processes = processes(formation, deployment);
        JsonNode values = questions.object(name, path + "/config-vars");
        RepositoryFacts repository = code.of(values);
        List<ConfigVar> configVars = new SettingReading(questions, clues, addresses).read(name, values, owners);
        List<Unread> unread = unread(formation, values, attached);
        JsonNode collaborators = questions.list(name, path + "/collaborators");
        List<ScheduledJob> jobs = new ScheduleReading(questions)
                .read(
                        name,
                        id,
                        addons.hasService(name, "scheduler") || owners.containsKey("SCHEDULER_URL"),
                        repository,
                        options.writtenJobs(name, onlyApp),
                        options.observedJobs(name));
        return new HerokuApp(
                id,
                name,
                Text.orNull(app, "region.name"),
                Text.orNull(app, "stack.name"),
                generation(app),
                app.path("maintenance").asBoolean(false),
                app.path("acm").asBoolean(false),
                Text.orNull(app, "team.name"),
                Text.orNull(app, "space.name"),
                pipelines.stageOf(name, id),
                isFir(app) ? List.of() : buildpacks(name),
                processes,
                releaseCommand(deployment, repository),
                configVars,
                jobs,
                features(name),
                drains(name, app),
                people(collaborators),
                deployment.release(),
                unread.contains(Unread.FORMATION) ? null : prices.monthlyCents(processes),
                repository,
                details.read(app, processes, deployment, unread, collaborators));
    }

    private static List<Unread> unread(JsonNode formation, JsonNode values, AddonReading.OfApp attached) {
        List<Unread> unread = new ArrayList<>();
        if (formation.isMissingNode()) {
            unread.add(Unread.FORMATION);
        }
        if (values.isMissingNode()) {
            unread.add(Unread.SETTINGS);
        }
        if (!attached.complete()) {
            unread.add(Unread.ADDONS);
        }
        return unread;
    }

    List<Domain> domains(String app) {
        List<Domain> domains = new ArrayList<>();
        for (JsonNode domain : questions.list(app, "/apps/" + app + "/domains")) {
            domains.add(new Domain(
                    app,
                    Text.of(domain, "hostname"),
                    Text.of(domain, "kind").equals("custom"),
                    Text.orNull(domain, "cname"),
                    Text.orNull(domain, "acm_status"),
                    Text.orNull(domain, "acm_status_reason")));
        }
        return domains;
    }

    /** Of an app or a space: a word, or an object with a name. */
    static @Nullable String generation(JsonNode json) {
        String text = Text.orNull(json, "generation");
        return text == null ? Text.orNull(json, "generation.name") : text;
    }

    /** Whether the app runs on the newer platform, which has images and no slugs, telemetry and no log drains. */
    static boolean isFir(JsonNode app) {
        return "fir".equals(generation(app));
    }

    /** The formation says how many; the slug has the commands of processes that never ran, too. */
    private static List<ProcessType> processes(JsonNode formation, Deployment deployment) {
        List<ProcessType> processes = new ArrayList<>();
        for (JsonNode process : formation) {
            String type = Text.of(process, "type");
            if (!type.equals("release")) {
                processes.add(new ProcessType(
                        type,
                        CommandSecrets.masked(Text.of(process, "command")),
                        process.path("quantity").asInt(0),
                        dynoSize(process),
                        "formation"));
            }
        }
        String source = deployment.image() == null ? "slug" : "image";
        deployment.processTypes().forEach((type, command) -> {
            boolean known = type.equals("release")
                    || processes.stream().anyMatch(process -> process.type().equals(type));
            if (!known) {
                processes.add(new ProcessType(type, command, 0, null, source));
            }
        });
        // The one that takes traffic first, then the running ones: the order in which people think of them.
        processes.sort(
                Comparator.comparing((ProcessType process) -> !process.type().equals("web"))
                        .thenComparing(process -> process.quantity() == 0)
                        .thenComparing(ProcessType::type));
        return processes;
    }

    /** @param process an element of the formation */
    static String dynoSize(JsonNode process) {
        String size = Text.of(process, "dyno_size.name");
        return (size.isEmpty() ? Text.of(process, "size") : size).toLowerCase(Locale.ROOT);
    }

    private static @Nullable String releaseCommand(Deployment deployment, @Nullable RepositoryFacts repository) {
        String command = deployment.processTypes().get("release");
        return command == null && deployment.processTypes().isEmpty() && repository != null
                ? repository.procfile().get("release")
                : command;
    }

    private List<String> buildpacks(String app) {
        List<JsonNode> installations = new ArrayList<>();
        questions.optionalList(app, "/apps/" + app + "/buildpack-installations").forEach(installations::add);
        installations.sort(Comparator.comparingInt(
                installation -> installation.path("ordinal").asInt(0)));
        return installations.stream()
                .map(installation -> installation.path("buildpack"))
                .map(buildpack ->
                        Text.of(buildpack, "name").isEmpty() ? Text.of(buildpack, "url") : Text.of(buildpack, "name"))
                .map(Address::withoutLogin)
                .toList();
    }

    private List<String> features(String app) {
        List<String> features = new ArrayList<>();
        for (JsonNode feature : questions.list(app, "/apps/" + app + "/features")) {
            if (feature.path("enabled").asBoolean(false)) {
                features.add(Text.of(feature, "name"));
            }
        }
        return features;
    }

    private List<LogDrain> drains(String app, JsonNode answer) {
        List<LogDrain> drains = new ArrayList<>();
        if (!isFir(answer)) {
            for (JsonNode drain : questions.list(app, "/apps/" + app + "/log-drains")) {
                drains.add(drain(Text.of(drain, "url"), Text.orNull(drain, "addon.name")));
            }
            return drains;
        }
        for (JsonNode drain : questions.optionalList(app, "/apps/" + app + "/telemetry-drains")) {
            drains.add(drain(Text.of(drain, "exporter.endpoint"), null));
        }
        return drains;
    }

    static LogDrain drain(String address, @Nullable String addon) {
        Matcher scheme = SCHEME.matcher(address);
        return new LogDrain(
                scheme.lookingAt() ? scheme.group(1) : LogDrain.UNKNOWN,
                Address.host(address).orElse(LogDrain.UNKNOWN),
                addon);
    }

    private static List<RoleCount> people(JsonNode collaborators) {
        Map<RoleCount, Integer> counts = new LinkedHashMap<>();
        for (JsonNode person : collaborators) {
            String role = Text.of(person, "role");
            List<String> permissions = new ArrayList<>();
            person.path("permissions").forEach(permission -> permissions.add(Text.of(permission, "name")));
            permissions.removeIf(String::isEmpty);
            counts.merge(
                    new RoleCount(
                            role.isEmpty() ? "collaborator" : role,
                            1,
                            permissions.stream().sorted().toList()),
                    1,
                    Integer::sum);
        }
        return counts.entrySet().stream()
                .map(count -> new RoleCount(
                        count.getKey().role(), count.getValue(), count.getKey().permissions()))
                .sorted(Comparator.comparing(RoleCount::role)
                        .thenComparing(count -> count.permissions().toString()))
                .toList();
    }
}
