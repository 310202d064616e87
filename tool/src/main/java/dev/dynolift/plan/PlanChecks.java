package dev.dynolift.plan;

import dev.dynolift.error.Problems;
import dev.dynolift.plan.DomainPlan.DnsManagement;
import dev.dynolift.yaml.Node;
import dev.dynolift.yaml.Node.Items;
import dev.dynolift.yaml.Node.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What no section can tell by itself: whether the plan's parts fit together. */
final class PlanChecks {

    private final String file;
    private final Section document;
    private final Problems problems;

    PlanChecks(String file, Section document, Problems problems) {
        this.file = file;
        this.document = document;
        this.problems = problems;
    }

    void check(MigrationPlan plan, PlanCheck further) {
        networks(plan);
        sharedNetworks(plan);
        keys(plan);
        components(plan);
        regenerated(plan);
        newZones(plan);
        processVariables(plan);
        assetHosts(plan);
        waysOut(plan);
        commands(plan);
        further.check(
                plan,
                (environment, key, what, next) ->
                        refuse("environments", environment, key, "environment " + environment + ": " + what, next));
        if (plan.layout().value() == MigrationPlan.Layout.TERRAGRUNT
                && plan.state().place().value() == StatePlan.Place.LOCAL
                && document.get("state") != null) {
            problems.add(
                    file + ":" + Objects.requireNonNull(document.get("state")).line(),
                    "a tree of units whose states are local would keep each in a cache of Terragrunt's, which people empty",
                    "Write `place: s3` or `place: terraform-cloud`.");
        }
    }

    /** Only an image that somebody else describes has a command of its own. */
    private void commands(MigrationPlan plan) {
        for (AppPlan app : plan.apps()) {
            for (ServicePlan service : app.services()) {
                if (service.command().value().isBlank() && app.image().base().value() != ImagePlan.Base.OWN) {
                    refuse(
                            "apps",
                            app.name(),
                            "services",
                            "app " + app.name() + ", service " + service.name() + ": `command` is empty",
                            "Write the line that it runs; only with `base: own` an image may have its own (CMD).");
                }
            }
        }
    }

    /** The engine reads at Heroku, which no endpoint of AWS's leads to. */
    private void waysOut(MigrationPlan plan) {
        for (EnvironmentPlan environment : plan.environments()) {
            boolean moves = environment.migrationTask().value()
                    && plan.databasesIn(environment.name()).stream()
                            .anyMatch(database -> database.move().value() != DatabasePlan.Move.FRESH);
            if (plan.networkOf(environment).isClosed() && moves) {
                refuse(
                        "environments",
                        environment.name(),
                        "natGateways",
                        "environment " + environment.name()
                                + ": nothing in it has a way out, and dynolift's engine reads the databases at Heroku",
                        "Keep `natGateways: 1` until the data is moved and `migrationTask: false`.");
            }
        }
    }

    private void networks(MigrationPlan plan) {
        List<EnvironmentPlan> seen = new ArrayList<>();
        for (EnvironmentPlan environment : plan.environments()) {
            if (environment.sharesNetwork()) {
                continue;
            }
            for (EnvironmentPlan other : seen) {
                if (overlap(environment.vpcCidr().value(), other.vpcCidr().value())) {
                    refuse(
                            "environments",
                            environment.name(),
                            "vpcCidr",
                            "environment " + environment.name() + ": its addresses overlap with those of "
                                    + other.name(),
                            "Give each environment a range of its own.");
                }
            }
            seen.add(environment);
        }
    }

    private void sharedNetworks(MigrationPlan plan) {
        for (EnvironmentPlan environment : plan.environments()) {
            SharedNetworks.problem(plan, environment)
                    .ifPresent(problem -> refuse(
                            "environments",
                            environment.name(),
                            "place.network",
                            "environment " + environment.name() + ": " + problem.what(),
                            problem.next()));
        }
    }

    private void keys(MigrationPlan plan) {
        for (EnvironmentPlan environment : plan.environments()) {
            EncryptionKey.problem(plan, environment)
                    .ifPresent(problem -> refuse(
                            "environments",
                            environment.name(),
                            "encryptionKey",
                            "environment " + environment.name() + ": " + problem.what(),
                            problem.next()));
        }
    }

    private void components(MigrationPlan plan) {
        Map<String, String> seen = new HashMap<>();
        for (AppPlan app : plan.apps()) {
            String place = app.component().value() + " in " + app.environment().value();
            String other = seen.putIfAbsent(place, app.name());
            if (other != null) {
                refuse(
                        "apps",
                        app.name(),
                        "component",
                        "app " + app.name() + ": " + other + " is component " + place + " already",
                        "Give one of them another component or environment.");
            }
        }
    }

    private void regenerated(MigrationPlan plan) {
        Set<String> made = new HashSet<>();
        plan.environments().stream()
                .flatMap(environment -> plan.dataIn(environment.name()).stream())
                .flatMap(data -> data.attachments().stream())
                .forEach(attachment -> made.add(attachment.toString()));
        for (AppPlan app : plan.apps()) {
            for (SettingPlan setting : app.settings()) {
                if (setting.destination().value() == SettingPlan.Destination.REGENERATED
                        && !made.contains(app.name() + ":" + setting.name())) {
                    refuse(
                            "apps",
                            app.name(),
                            "settings." + setting.name(),
                            "app " + app.name() + ", settings: no database, cache or search domain makes `"
                                    + setting.name() + "`",
                            "Add " + app.name() + ":" + setting.name()
                                    + " to the `attachments` of one, or let its value be copied.");
                }
            }
        }
    }

    /** A zone is made once, by one environment; the others find it. */
    private void newZones(MigrationPlan plan) {
        Map<String, String> makers = new HashMap<>();
        for (AppPlan app : plan.apps()) {
            for (DomainPlan domain : app.domains()) {
                String environment = app.environment().value();
                String zone = domain.zone().value();
                if (domain.dns().value() == DnsManagement.ROUTE53_NEW
                        && !makers.computeIfAbsent(zone, unused -> environment).equals(environment)) {
                    refuse(
                            "apps",
                            app.name(),
                            "domains",
                            "app " + app.name() + ", domain " + domain.name() + ": " + makers.get(zone)
                                    + " makes the zone " + zone + " already",
                            "Write `dns: route53` here, and apply " + makers.get(zone) + " first.");
                }
            }
        }
    }

    /** What one process has of its own is no setting of the app, too: ECS takes no name twice. */
    private void processVariables(MigrationPlan plan) {
        for (AppPlan app : plan.apps()) {
            Set<String> own =
                    ProcessVariables.all(app).stream().map(VariablePlan::name).collect(Collectors.toSet());
            app.settings().stream()
                    .filter(setting -> setting.isHandedOver() && own.contains(setting.name()))
                    .forEach(setting -> refuse(
                            "apps",
                            app.name(),
                            "settings." + setting.name(),
                            "app " + app.name() + ": `" + setting.name() + "` goes to "
                                    + Choice.word(setting.destination().value())
                                    + ", and also has a value under the `variables` of a process",
                            "Remove one of the two."));
        }
    }

    /** CloudFront's address is a variable, and ECS takes no name twice. */
    private void assetHosts(MigrationPlan plan) {
        for (AppPlan app : plan.apps()) {
            String name = app.image().assetsVariable().value();
            boolean taken = app.settings().stream()
                            .anyMatch(setting -> setting.name().equals(name)
                                    && setting.destination().value() != SettingPlan.Destination.DROPPED)
                    || Stream.concat(app.variables().stream(), ProcessVariables.all(app).stream())
                            .anyMatch(variable -> variable.name().equals(name));
            if (app.image().usesCdn() && taken) {
                refuse(
                        "apps",
                        app.name(),
                        "image",
                        "app " + app.name() + ", image: `" + name + "` is a setting of the app already",
                        "Let it be `dropped` (settings." + name + "), as CloudFront's address takes its place; or write"
                                + " `assets: baked`, if it names a CDN that goes on asking the app.");
            }
        }
    }

    private void refuse(String list, String name, String path, String what, String next) {
        @Nullable
        Node node = document.get(list) instanceof Items items
                ? items.named(name).<Node>map(section -> section).orElse(null)
                : null;
        for (String key : path.split("\\.", 2)) {
            if (node instanceof Section section && section.get(key) != null) {
                node = section.get(key);
            }
        }
        problems.add(file + ":" + (node == null ? 1 : node.line()), what, next);
    }

    private static boolean overlap(String left, String right) {
        // What is no range is refused elsewhere.
        return AddressRange.of(left)
                .flatMap(one -> AddressRange.of(right).filter(one::overlaps))
                .isPresent();
    }
}
