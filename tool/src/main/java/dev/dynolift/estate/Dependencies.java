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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Draws the graph: from what has been read about apps, add-ons, settings, CI services and AWS. */
public final class Dependencies {

    /** The order in which a pipeline's apps are tried: what breaks in an early one costs least. */
    private static final List<String> STAGES = List.of("test", "review", "development", "staging", "production");

    /** Add-ons that keep what several apps read and write; a shared log or mail service binds nobody. */
    private static final Pattern DATA_SERVICE = Pattern.compile(
            ".*(kafka|amqp|rabbitmq|redis|mongo|mysql|jawsdb|cleardb|mariadb|postgres).*", Pattern.CASE_INSENSITIVE);

    private static final Pattern COOKIES = Pattern.compile("COOKIE|MAIL_FROM|SESSION_DOMAIN|ALLOWED_(HOST|DOMAIN)");
    private static final Pattern HOST_WORD = Pattern.compile("(HOST|DOMAIN)(NAME)?S?");
    /** Beside "HOST" they mean the app that has the setting. */
    private static final Set<String> OWN_WORDS = Set.of(
            "APP",
            "APPLICATION",
            "SITE",
            "WEB",
            "WEBSITE",
            "URL",
            "BASE",
            "ROOT",
            "DEFAULT",
            "CANONICAL",
            "PUBLIC",
            "PRIMARY",
            "MAIN",
            "TRUSTED",
            "TENANT",
            "TENANTS",
            "WILDCARD",
            "NAME",
            "RAILS",
            "DJANGO",
            "LARAVEL",
            "MY",
            "HTTP",
            "HTTPS",
            "TOP",
            "LEVEL",
            "MAILER",
            "ACTION",
            "CUSTOM",
            "SHORT",
            "LINK",
            "PRODUCTION",
            "STAGING");

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
            attach(NodeKind.DATABASE, "database ", database.addon(), database.addon(), true, database.attachments());
        }
        for (KeyValueStore store : inventory.keyValueStores()) {
            attach(
                    NodeKind.KEY_VALUE_STORE,
                    "key-value store ",
                    store.addon(),
                    store.addon(),
                    true,
                    store.attachments());
        }
        for (Addon addon : inventory.addons()) {
            List<Attachment> uses = addon.attachments().isEmpty()
                    ? List.of(new Attachment(addon.billingApp(), addon.service()))
                    : addon.attachments();
            boolean data = DATA_SERVICE.matcher(addon.service()).matches();
            attach(NodeKind.ADDON, "add-on ", addon.name(), addon.service(), data, uses);
        }
        inventory.surroundings().settingTargets().forEach(this::target);
        inventory.apps().forEach(this::drains);
        inventory.surroundings().deliveries().forEach(this::delivery);
        inventory.pipelines().forEach(this::pipeline);
        AwsAccount aws = inventory.surroundings().aws();
        if (aws != null) {
            aws.everywhere().stream()
                    .flatMap(region -> region.resources().stream())
                    .filter(resource -> !resource.namedBy().isEmpty())
                    .forEach(this::resource);
        }
    }

    /** @param data whether apps that share it have to move together */
    private void attach(NodeKind kind, String prefix, String name, String shown, boolean data, List<Attachment> uses) {
        String id = prefix + name;
        node(id, kind, shown);
        List<SettingTarget> copies = targets(SettingTarget.Kind.DATA_SERVICE, name);
        long users = Stream.concat(
                        uses.stream().map(Attachment::app), copies.stream().map(SettingTarget::app))
                .distinct()
                .count();
        EdgeKind use = data && users > 1 ? EdgeKind.SHARES_DATA : EdgeKind.USES;
        // An app with a copied address uses it as much as one with an attachment.
        copies.forEach(copy -> edges.add(new Edge(app(copy.app()), id, use, "setting " + copy.setting())));
        uses.forEach(
                attachment -> edges.add(new Edge(app(attachment.app()), id, use, "attachment " + attachment.name())));
    }

    private List<SettingTarget> targets(SettingTarget.Kind kind, String name) {
        return inventory.surroundings().settingTargets().stream()
                .filter(target -> target.kind() == kind && name.equals(target.name()))
                .toList();
    }

    /** Several apps that name one queue hand work to each other through it. */
    private void queue(String name) {
        List<SettingTarget> uses = targets(SettingTarget.Kind.QUEUE, name);
        if (uses.stream().map(SettingTarget::app).distinct().count() > 1) {
            String id = "aws SQS queue " + name;
            node(id, NodeKind.AWS_RESOURCE, "SQS queue " + name);
            uses.forEach(
                    use -> edges.add(new Edge(app(use.app()), id, EdgeKind.SHARES_DATA, "setting " + use.setting())));
        }
    }

    private void target(SettingTarget target) {
        String name = target.name();
        if (target.kind() == SettingTarget.Kind.QUEUE && name != null) {
            queue(name);
            return;
        }
        if (target.kind() != SettingTarget.Kind.HOST || name == null) {
            return;
        }
        String callee = hosts.appAt(name).orElse("");
        boolean own = callee.isEmpty()
                ? hosts.isOwn(target.app(), name) || ofOneself(target) && hosts.isAbove(name, target.app())
                : callee.equals(target.app());
        if (own) {
            return;
        }
        String id = callee.isEmpty() ? "host " + name : app(callee);
        if (callee.isEmpty()) {
            node(id, NodeKind.OUTSIDE_SERVICE, name);
        }
        edges.add(new Edge(app(target.app()), id, EdgeKind.CALLS, "setting " + target.setting()));
    }

    /** "COOKIE_DOMAIN", "APP_HOST", but not "WORDPRESS_HOST": what stands beside the word names whose host it is. */
    private static boolean ofOneself(SettingTarget target) {
        String setting = target.setting().toUpperCase(Locale.ROOT);
        if (COOKIES.matcher(setting).find()) {
            return true;
        }
        List<String> rest = new ArrayList<>(List.of(setting.split("[_-]+")));
        boolean tells = rest.removeIf(word -> HOST_WORD.matcher(word).matches());
        List<String> own = List.of(target.app().toUpperCase(Locale.ROOT).split("[_-]+"));
        return tells && rest.stream().allMatch(word -> OWN_WORDS.contains(word) || own.contains(word));
    }

    private void drains(HerokuApp app) {
        for (LogDrain drain : app.drains()) {
            if (drain.addon() == null) {
                sendsTo(app, drain.host(), EdgeKind.LOGS_TO, "log drain");
            }
        }
        app.details().webhooks().forEach(webhook -> sendsTo(app, webhook.host(), EdgeKind.CALLS, "webhook of Heroku"));
    }

    /** What Heroku sends to a host in an app's name: to another app, to somebody outside, or to the app itself. */
    private void sendsTo(HerokuApp app, String host, EdgeKind kind, String evidence) {
        if (host.equals(LogDrain.UNKNOWN)) {
            return;
        }
        String listener = hosts.appAt(host).orElse("");
        if (listener.isEmpty() ? hosts.isOwn(app.name(), host) : listener.equals(app.name())) {
            return;
        }
        String id = listener.isEmpty() ? "host " + host : app(listener);
        if (listener.isEmpty()) {
            node(id, NodeKind.OUTSIDE_SERVICE, host);
        }
        edges.add(new Edge(id(app.name()), id, kind, evidence));
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
            String app = app(setting.substring(0, Math.max(0, space)));
            String evidence = "setting " + setting.substring(space + 1);
            if (!edges.contains(new Edge(app, id, EdgeKind.SHARES_DATA, evidence))) {
                edges.add(new Edge(app, id, EdgeKind.USES, evidence));
            }
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
