package dev.dynolift.plan;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Pipeline;
import dev.dynolift.inventory.Severity;
import dev.dynolift.market.AwsRegions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What all parts of the planner share while one plan is made: the inventory, the apps' places in it, and the findings
 * so far. Not thread-safe.
 */
final class Estate {

    private static final Pattern STAGE_IN_NAME =
            Pattern.compile("-(production|prod|live|staging|stage|stg|development|dev|qa|uat|test)$");

    /** In the order in which the plan lists them; the first is the one to be most careful with. */
    private static final List<String> ENVIRONMENTS = List.of("production", "staging", "development");

    private final Inventory inventory;
    private final Preset preset;
    private final Choice<String> region;
    private final Map<String, String> regions;
    private final Map<String, Choice<String>> environments = new LinkedHashMap<>();
    private final Map<String, Choice<String>> components = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** @param regions of environments that the user has put elsewhere */
    Estate(Inventory inventory, Preset preset, Optional<String> wantedRegion, Map<String, String> regions) {
        this.inventory = inventory;
        this.preset = preset;
        this.regions = Map.copyOf(regions);
        this.region = wantedRegion.map(name -> Choice.yours(name, "")).orElseGet(this::detectRegion);
        inventory.apps().forEach(app -> environments.put(app.name(), environment(app)));
        Set<String> taken = new HashSet<>();
        for (HerokuApp app : inventory.apps()) {
            Choice<String> component = component(app);
            String place = Objects.requireNonNull(environments.get(app.name())).value() + "/";
            if (!taken.add(place + component.value())) {
                component = Choice.byDefault(
                        slug(app.name()), "its Heroku name, since another app would share a shorter one");
                taken.add(place + component.value());
            }
            components.put(app.name(), component);
        }
    }

    Inventory inventory() {
        return inventory;
    }

    Preset preset() {
        return preset;
    }

    Choice<String> region() {
        return region;
    }

    /** The region that an environment is in, whose prices its things have. */
    String regionOf(String environment) {
        return regions.getOrDefault(environment, region.value());
    }

    /** The apps that are planned, production first. */
    List<HerokuApp> apps() {
        return inventory.apps().stream()
                .sorted(Comparator.comparingInt(
                        app -> rank(environmentOf(app.name()).value())))
                .toList();
    }

    boolean has(String appName) {
        return environments.containsKey(appName);
    }

    Choice<String> environmentOf(String appName) {
        Choice<String> environment = environments.get(appName);
        return environment == null ? Choice.byDefault("production", "its app is not part of this plan") : environment;
    }

    Choice<String> componentOf(String appName) {
        return Objects.requireNonNull(components.get(appName));
    }

    boolean isProduction(String environment) {
        return environment.equals("production");
    }

    /** The names of all environments, the most careful first. */
    List<String> environmentNames() {
        return environments.values().stream()
                .map(Choice::value)
                .distinct()
                .sorted(Comparator.comparingInt(Estate::rank).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    void find(String id, Severity severity, String subject, String what, String why, String next) {
        findings.add(new Finding(id, severity, subject, what, why, next, "plan"));
    }

    List<Finding> findings() {
        return findings;
    }

    /** A name for the whole: the pipeline's, the only app's, what the apps' names begin with. */
    String name() {
        List<HerokuApp> apps = inventory.apps();
        if (inventory.pipelines().size() == 1) {
            Pipeline pipeline = inventory.pipelines().get(0);
            Set<String> staged = new HashSet<>();
            pipeline.stages().forEach(stage -> staged.add(stage.app()));
            if (apps.stream().allMatch(app -> staged.contains(app.name()))) {
                return slug(pipeline.name());
            }
        }
        List<String> names =
                components.values().stream().map(Choice::value).distinct().toList();
        if (names.isEmpty()) {
            return "estate";
        }
        String prefix = names.get(0);
        for (String name : names) {
            while (!name.startsWith(prefix)) {
                prefix = prefix.substring(0, prefix.length() - 1);
            }
        }
        prefix = prefix.replaceAll("-+$", "");
        return prefix.length() >= 3 ? prefix : "estate";
    }

    /** The text as a name on AWS: lower-case letters, digits and dashes. */
    static String slug(String text) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        if (slug.isEmpty() || !Character.isLetter(slug.charAt(0))) {
            slug = "app-" + slug;
        }
        return slug.length() <= 40 ? slug : slug.substring(0, 40).replaceAll("-+$", "");
    }

    private Choice<String> detectRegion() {
        Map<String, Integer> votes = new TreeMap<>();
        for (HerokuApp app : inventory.apps()) {
            if (app.region() != null) {
                votes.merge(app.region(), 1, Integer::sum);
            }
        }
        Optional<String> most = votes.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .map(Map.Entry::getKey);
        if (most.isEmpty()) {
            return Choice.byDefault(
                    "us-east-1", "no region is known; nearest to your users is best, and hard to change later");
        }
        Optional<String> known = AwsRegions.of(most.get());
        String region = known.orElse("us-east-1");
        if (known.isEmpty()) {
            return Choice.byDefault(
                    region, "Heroku's region " + most.get() + " is not known here; hard to change later");
        }
        return Choice.detected(
                region,
                "where Heroku's region " + most.get() + " runs, so that data moves over the shortest way"
                        + (votes.size() > 1 ? "; some apps are in other regions of Heroku's" : ""));
    }

    private static Choice<String> environment(HerokuApp app) {
        String stage = app.pipelineStage();
        if (stage != null) {
            String name =
                    switch (stage) {
                        case "production", "staging", "development" -> stage;
                        default -> "development";
                    };
            return Choice.detected(name, "the app's stage in its Heroku pipeline is " + stage);
        }
        String name = app.name();
        if (name.matches(".*-(staging|stage|stg|qa|uat)$")) {
            return Choice.detected("staging", "by the app's name; it is in no pipeline");
        }
        if (name.matches(".*-(development|dev|test)$")) {
            return Choice.detected("development", "by the app's name; it is in no pipeline");
        }
        return Choice.byDefault("production", "the app is in no pipeline");
    }

    private Choice<String> component(HerokuApp app) {
        for (Pipeline pipeline : inventory.pipelines()) {
            Set<String> stages = new HashSet<>();
            boolean one = pipeline.stages().stream().allMatch(stage -> stages.add(stage.stage()));
            if (one && pipeline.stages().stream().anyMatch(stage -> stage.app().equals(app.name()))) {
                return Choice.detected(slug(pipeline.name()), "the pipeline's name; its apps are one component");
            }
        }
        String name = STAGE_IN_NAME.matcher(app.name()).replaceFirst("");
        return Choice.detected(slug(name), "the app's name; begins the names of everything it gets on AWS");
    }

    private static int rank(String environment) {
        int index = ENVIRONMENTS.indexOf(environment);
        return index < 0 ? ENVIRONMENTS.size() : index;
    }
}
