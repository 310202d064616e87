package dev.dynolift.plan;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.Pipeline;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.SketchedApp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Inventories for tests: a coffee subscription's shop with a staging app, and estates of many apps. */
public final class Inventories {

    private Inventories() {}

    public static Inventory crema() {
        HerokuApp production = app("crema", "production", "standard-2x", 2);
        HerokuApp staging = app("crema-staging", "staging", "basic", 1);
        return inventory(
                List.of(production, staging),
                List.of(
                        database("postgresql-curved-1", "standard-0", 15, 9_800_000_000L, "crema"),
                        database("postgresql-flat-2", "essential-0", 15, 200_000_000L, "crema-staging")),
                List.of(store("redis-round-1", "premium-0", "crema")),
                List.of(
                        addon("papertrail-1", "papertrail", "choklad", "crema", "PAPERTRAIL_API_TOKEN"),
                        addon("sendgrid-1", "sendgrid", "bronze", "crema", "SENDGRID_API_KEY"),
                        addon("scheduler-1", "scheduler", "standard", "crema")));
    }

    public static Inventory inventory(
            List<HerokuApp> apps, List<Database> databases, List<KeyValueStore> stores, List<Addon> addons) {
        List<Pipeline.Stage> stages = new ArrayList<>();
        for (HerokuApp app : apps) {
            if (app.pipelineStage() != null) {
                stages.add(new Pipeline.Stage(app.name(), app.pipelineStage()));
            }
        }
        return new Inventory(
                1,
                Instant.parse("2026-11-20T10:00:00Z"),
                "https://api.heroku.com",
                apps,
                databases,
                stores,
                addons,
                List.of(
                        new Domain(apps.get(0).name(), "www.crema.example", true, "x.herokudns.com", "cert issued"),
                        new Domain(apps.get(0).name(), "crema-1a2b.herokuapp.com", false, null, null)),
                List.of(new Pipeline("p", "crema", stages, false)),
                List.of(new Finding(
                        "request-timeout",
                        Severity.INFO,
                        apps.get(0).name(),
                        "Requests of more than 30 seconds will succeed.",
                        "Heroku cuts them.",
                        "Nothing.",
                        "audit")));
    }

    public static HerokuApp app(String name, @Nullable String stage, String size, int web) {
        return app(
                name,
                stage,
                List.of(
                        process("web", "bundle exec puma -C config/puma.rb", web, size),
                        process("worker", "bundle exec sidekiq", 1, size),
                        process("clock", "bundle exec clockwork clock.rb", 2, size)),
                List.of(
                        setting("DATABASE_URL", ConfigVar.Kind.ATTACHMENT, 120, false, null),
                        setting("RAILS_MAX_THREADS", ConfigVar.Kind.PLAIN, 1, false, null),
                        setting("STRIPE_KEY", ConfigVar.Kind.SECRET, 107, false, null),
                        setting("BIG_KEY", ConfigVar.Kind.SECRET, 6000, false, null),
                        setting("TEMPLATE", ConfigVar.Kind.PLAIN, 20, true, null),
                        setting("NOTHING", ConfigVar.Kind.EMPTY, 0, false, null),
                        setting("HEROKU_APP_NAME", ConfigVar.Kind.HEROKU_ONLY, 5, false, null),
                        setting("PAPERTRAIL_API_TOKEN", ConfigVar.Kind.ATTACHMENT, 30, false, "papertrail-1"),
                        setting("SENDGRID_API_KEY", ConfigVar.Kind.ATTACHMENT, 30, false, "sendgrid-1"),
                        setting("SECRET_KEY_BASE", ConfigVar.Kind.SLUG_ONLY, 128, false, null)));
    }

    public static HerokuApp app(
            String name, @Nullable String stage, List<ProcessType> processes, List<ConfigVar> settings) {
        return SketchedApp.called(name)
                .id("id-" + name)
                .stage(stage)
                .buildpacks(List.of("heroku/ruby"))
                .processes(processes)
                .release("bundle exec rails db:migrate")
                .settings(settings)
                .jobs(List.of(
                        new ScheduledJob(
                                "bundle exec rake subscription:renew", 1440, 540, "basic", "scheduler dashboard"),
                        new ScheduledJob("bundle exec rake cart:sweep", 60, 20, "basic", "scheduler dashboard"),
                        new ScheduledJob("bundle exec rake queue:poll", 10, null, "basic", "scheduler dashboard")))
                .code(rails())
                .app();
    }

    public static ProcessType process(String type, String command, int quantity, String size) {
        return new ProcessType(type, command, quantity, size, "formation");
    }

    public static ConfigVar setting(
            String name, ConfigVar.Kind kind, int bytes, boolean braces, @Nullable String owner) {
        return new ConfigVar(name, kind, bytes, false, braces, ConfigVar.Shape.TEXT, owner);
    }

    public static Database database(String addon, String plan, int major, long bytes, String app) {
        return new Database(
                "id-" + addon,
                addon,
                plan,
                5000,
                major,
                bytes,
                12,
                20,
                120,
                false,
                false,
                List.of("pg_stat_statements", "pgcrypto"),
                null,
                app,
                List.of(new Attachment(app, "DATABASE")));
    }

    public static KeyValueStore store(String addon, String plan, String app) {
        return new KeyValueStore(
                "id-" + addon,
                addon,
                plan,
                1500,
                50,
                40,
                "noeviction",
                300,
                "7.2.4",
                app,
                List.of(new Attachment(app, "REDIS")));
    }

    public static Addon addon(String name, String service, String plan, String app, String... settings) {
        return addon(name, service, plan, 700, app, settings);
    }

    public static Addon addon(String name, String service, String plan, int cents, String app, String... settings) {
        return new Addon(
                "id-" + name,
                name,
                service,
                plan,
                cents,
                "provisioned",
                app,
                List.of(settings),
                List.of(new Attachment(app, service.toUpperCase(Locale.ROOT))));
    }

    private static RepositoryFacts rails() {
        return new RepositoryFacts(
                "ruby",
                List.of(new Library("rails", "7.1.3")),
                List.of(new Library("puma", "6.4.2")),
                "3.3.4",
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                List.of(),
                List.of(),
                null,
                false,
                false,
                false,
                false,
                true,
                false,
                true,
                true,
                25,
                true,
                false,
                "/up",
                List.of(),
                List.of(),
                null);
    }
}
