package dev.dynolift.estate;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.LogDrain;
import dev.dynolift.inventory.Pipeline;
import dev.dynolift.inventory.SettingTarget;
import dev.dynolift.inventory.SketchedApp;
import dev.dynolift.inventory.Surroundings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Builds inventories whose apps depend on each other. */
public final class Estates {

    private final List<HerokuApp> apps = new ArrayList<>();
    private final List<Database> databases = new ArrayList<>();
    private final List<Addon> addons = new ArrayList<>();
    private final List<Domain> domains = new ArrayList<>();
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final List<SettingTarget> targets = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();

    public Estates app(String name) {
        apps.add(SketchedApp.called(name)
                .region("eu")
                .drains(List.of(new LogDrain("https", "logs.example.com", null)))
                .app());
        domains.add(new Domain(name, name + "-0123456789ab.herokuapp.com", false, null, null));
        return this;
    }

    public Estates domain(String app, String host) {
        domains.add(new Domain(app, host, true, "young-1.herokudns.com", "cert issued"));
        return this;
    }

    public Estates database(String addon, String... users) {
        List<Attachment> attachments = new ArrayList<>();
        for (String user : users) {
            attachments.add(new Attachment(user, "DATABASE"));
        }
        databases.add(new Database(
                addon,
                addon,
                "standard-0",
                null,
                15,
                null,
                null,
                null,
                null,
                false,
                false,
                null,
                null,
                users[0],
                attachments));
        return this;
    }

    public Estates calls(String app, String setting, String host) {
        targets.add(new SettingTarget(app, setting, SettingTarget.Kind.HOST, host));
        return this;
    }

    public Estates names(String app, String setting, SettingTarget.Kind kind, String name) {
        targets.add(new SettingTarget(app, setting, kind, name));
        return this;
    }

    public Estates addon(String name, String service, String... users) {
        List<Attachment> attachments = new ArrayList<>();
        for (String user : users) {
            attachments.add(new Attachment(user, "QUEUE"));
        }
        addons.add(new Addon(name, name, service, "x", null, "provisioned", users[0], List.of(), attachments));
        return this;
    }

    public Estates pipeline(String name, String staging, String production) {
        pipelines.add(new Pipeline(
                name,
                name,
                List.of(new Pipeline.Stage(staging, "staging"), new Pipeline.Stage(production, "production")),
                false));
        return this;
    }

    public Estates deploys(String source, String app) {
        deliveries.add(new Delivery(
                "Semaphore",
                "Production",
                source,
                List.of(),
                List.of(),
                List.of(),
                List.of(new Delivery.Deployment(app, "git push", source + ":8")),
                List.of()));
        return this;
    }

    /** The inventory with its graph. */
    public Inventory drawn() {
        Inventory bare = new Inventory(
                        Inventory.SCHEMA_VERSION,
                        Instant.parse("2026-11-21T12:00:00Z"),
                        "test",
                        apps,
                        databases,
                        List.of(),
                        addons,
                        domains,
                        pipelines,
                        List.of())
                .withSurroundings(new Surroundings(targets, deliveries, List.of(), List.of(), null, null, List.of()));
        return bare.withSurroundings(bare.surroundings().withGraph(Dependencies.of(bare)));
    }

    /** Forty apps as a company has them: a shop with two databases, services behind it, tools around it, and a knot. */
    public static Inventory forty() {
        Estates estate = new Estates();
        List<String> services = List.of(
                "catalog",
                "pricing",
                "stock",
                "orders",
                "payments",
                "invoices",
                "shipping",
                "returns",
                "search",
                "reviews",
                "mailer",
                "images",
                "accounts",
                "sessions",
                "loyalty",
                "subscriptions",
                "reports",
                "feeds");
        for (String name : List.of("storefront", "admin")) {
            estate.app(name + "-staging").app(name).pipeline(name, name + "-staging", name);
        }
        services.forEach(estate::app);
        for (int i = 1; i <= 18; i++) {
            estate.app("tool-" + i);
            estate.calls("tool-" + i, "HOOK_URL", "hooks.slack.com");
        }
        estate.database("postgresql-shop", "storefront", "admin")
                .database("postgresql-tools", "tool-1", "tool-2", "tool-3");
        services.forEach(name -> estate.database("postgresql-" + name, name));
        for (String callee : List.of("catalog", "pricing", "orders", "accounts", "search")) {
            estate.calls("storefront", callee.toUpperCase() + "_URL", callee + "-0123456789ab.herokuapp.com");
        }
        estate.calls("admin", "REPORTS_URL", "reports.herokuapp.com")
                .calls("orders", "STOCK_URL", "stock-0123456789ab.herokuapp.com")
                .calls("orders", "PAYMENTS_URL", "payments-0123456789ab.herokuapp.com")
                .calls("payments", "INVOICES_URL", "invoices-0123456789ab.herokuapp.com")
                .calls("invoices", "MAILER_URL", "mailer-0123456789ab.herokuapp.com")
                .calls("shipping", "RETURNS_URL", "returns-0123456789ab.herokuapp.com")
                .calls("returns", "SHIPPING_URL", "shipping-0123456789ab.herokuapp.com")
                .calls("stock", "SHIPPING_URL", "shipping-0123456789ab.herokuapp.com")
                .calls("accounts", "SESSIONS_URL", "sessions-0123456789ab.herokuapp.com")
                .calls("payments", "STRIPE_URL", "api.stripe.com")
                .calls("subscriptions", "PAYMENTS_URL", "payments-0123456789ab.herokuapp.com")
                .calls("mailer", "SMTP_HOST", "smtp.sendgrid.net")
                .calls("feeds", "CATALOG_URL", "catalog-0123456789ab.herokuapp.com")
                .deploys(".semaphore/production.yml", "storefront");
        return estate.drawn();
    }
}
