package dev.dynolift.estate;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.DependencyGraph;
import dev.dynolift.inventory.DependencyGraph.Edge;
import dev.dynolift.inventory.DependencyGraph.EdgeKind;
import dev.dynolift.inventory.DependencyGraph.Node;
import dev.dynolift.inventory.DependencyGraph.NodeKind;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.inventory.LogDrain;
import dev.dynolift.inventory.Pipeline;
import dev.dynolift.inventory.SettingTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws the graph: from what has been read about apps, add-ons, settings, CI services and AWS. */
public final class Dependencies {

    /** The order in which a pipeline's apps are tried: what breaks in an early one costs least. */
    private static final List<String> STAGES = List.of("test", "review", "development", "staging", "production");

    private final Inventory inventory;
    private final Hosts hosts;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Set<Edge> edges = new LinkedHashSet<>();

    private Dependencies(Inventory inventory) {
        this.inventory = inventory;
        this.hosts = new Hosts(inventory);
    }

    /** The inventory's graph, with an order of migration. */
    public static DependencyGraph of(Inventory inventory) {
        Dependencies drawn = new Dependencies(inventory);
        drawn.draw();
        List<Node> nodes = List.copyOf(drawn.nodes.values());
        List<Edge> edges = List.copyOf(drawn.edges);
        List<String> apps = inventory.apps().stream().map(HerokuApp::name).toList();
        Waves waves = new Waves(apps, edges);
        return new DependencyGraph(nodes, edges, waves.waves(), waves.cycles());
    }

    /** The id of an app's node. */
    static String id(String app) {
        return "app " + app;
    }

    private void draw() {
        inventory.apps().forEach(app -> node(id(app.name()), NodeKind.APP, app.name()));
        for (Database database : inventory.databases()) {
            attach(NodeKind.DATABASE, "database ", database.addon(), database.addon(), database.attachments());
        }
        for (KeyValueStore store : inventory.keyValueStores()) {
            attach(NodeKind.KEY_VALUE_STORE, "key-value store ", store.addon(), store.addon(), store.attachments());
        }
        for (Addon addon : inventory.addons()) {
            List<Attachment> uses = addon.attachments().isEmpty()
                    ? List.of(new Attachment(addon.billingApp(), addon.service()))
                    : addon.attachments();
            attach(NodeKind.ADDON, "add-on ", addon.name(), addon.service(), uses);
        }
        inventory.surroundings().settingTargets().forEach(this::target);
        inventory.apps().forEach(this::drains);
        inventory.surroundings().deliveries().forEach(this::delivery);
        inventory.pipelines().forEach(this::pipeline);
        AwsAccount aws = inventory.surroundings().aws();
        if (aws != null) {
            aws.resources().stream()
                    .filter(resource -> !resource.namedBy().isEmpty())
                    .forEach(this::resource);
        }
    }

    private void attach(NodeKind kind, String prefix, String name, String shown, List<Attachment> uses) {
        String id = prefix + name;
        node(id, kind, shown);
        boolean shared = uses.stream().map(Attachment::app).distinct().count() > 1;
        boolean data = kind != NodeKind.ADDON;
        for (Attachment use : uses) {
            edges.add(new Edge(
                    app(use.app()),
                    id,
                    shared && data ? EdgeKind.SHARES_DATA : EdgeKind.USES,
                    "attachment " + use.name()));
        }
    }

    private void target(SettingTarget target) {
        String name = target.name();
        if (target.kind() != SettingTarget.Kind.HOST || name == null) {
            return;
        }
        String callee = hosts.appAt(name).orElse("");
        if (callee.equals(target.app())) {
            return;
        }
        String id = callee.isEmpty() ? "host " + name : app(callee);
        if (callee.isEmpty()) {
            node(id, NodeKind.OUTSIDE_SERVICE, name);
        }
        edges.add(new Edge(app(target.app()), id, EdgeKind.CALLS, "setting " + target.setting()));
    }

    private void drains(HerokuApp app) {
        for (LogDrain drain : app.drains()) {
            if (drain.addon() == null) {
                node("host " + drain.host(), NodeKind.OUTSIDE_SERVICE, drain.host());
                edges.add(new Edge(id(app.name()), "host " + drain.host(), EdgeKind.LOGS_TO, "log drain"));
            }
        }
        app.details().webhooks().forEach(webhook -> {
            String listener = hosts.appAt(webhook.host()).orElse("");
            String id = listener.isEmpty() ? "host " + webhook.host() : app(listener);
            if (listener.isEmpty()) {
                node(id, NodeKind.OUTSIDE_SERVICE, webhook.host());
            }
            if (!listener.equals(app.name())) {
                edges.add(new Edge(id(app.name()), id, EdgeKind.CALLS, "webhook of Heroku"));
            }
        });
    }

    private void delivery(Delivery delivery) {
        for (Delivery.Deployment deployment : delivery.deployments()) {
            String app = deployment.app();
            if (app != null) {
                String id = "delivery " + delivery.source();
                node(id, NodeKind.DELIVERY, delivery.service() + ": " + delivery.name());
                edges.add(new Edge(id, app(app), EdgeKind.DEPLOYS, deployment.method() + ", " + deployment.place()));
            }
        }
    }

    /** Each stage to the next one that has apps. */
    private void pipeline(Pipeline pipeline) {
        List<String> earlier = List.of();
        for (String stage : STAGES) {
            List<String> here = pipeline.stages().stream()
                    .filter(one -> one.stage().equals(stage))
                    .map(Pipeline.Stage::app)
                    .toList();
            if (here.isEmpty()) {
                continue;
            }
            for (String from : earlier) {
                for (String to : here) {
                    edges.add(new Edge(
                            app(from), app(to), EdgeKind.PROMOTES, "pipeline " + pipeline.name() + ", " + stage));
                }
            }
            earlier = new ArrayList<>(here);
        }
    }

    private void resource(AwsAccount.Resource resource) {
        String id = "aws " + resource.kind() + " " + resource.name();
        node(id, NodeKind.AWS_RESOURCE, resource.kind() + " " + resource.name());
        for (String setting : resource.namedBy()) {
            int space = setting.indexOf(' ');
            edges.add(new Edge(
                    app(setting.substring(0, Math.max(0, space))),
                    id,
                    EdgeKind.USES,
                    "setting " + setting.substring(space + 1)));
        }
    }

    private String app(String name) {
        node(id(name), NodeKind.OTHER_APP, name);
        return id(name);
    }

    private void node(String id, NodeKind kind, String name) {
        nodes.putIfAbsent(id, new Node(id, kind, name));
    }
}
