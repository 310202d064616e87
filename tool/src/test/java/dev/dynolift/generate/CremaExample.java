package dev.dynolift.generate;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SketchedApp;
import dev.dynolift.plan.AccessPlan;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.AttachmentPlan;
import dev.dynolift.plan.CachePlan;
import dev.dynolift.plan.Choice;
import dev.dynolift.plan.DatabasePlan;
import dev.dynolift.plan.DomainPlan;
import dev.dynolift.plan.EnvironmentPlan;
import dev.dynolift.plan.HerokuPlan;
import dev.dynolift.plan.ImagePlan;
import dev.dynolift.plan.LogDrainPlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.NetworkPlan;
import dev.dynolift.plan.PipelinePlan;
import dev.dynolift.plan.PlacePlan;
import dev.dynolift.plan.Preset;
import dev.dynolift.plan.ReleasePlan;
import dev.dynolift.plan.ScalingPlan;
import dev.dynolift.plan.ScheduledJobPlan;
import dev.dynolift.plan.SearchPlan;
import dev.dynolift.plan.ServicePlan;
import dev.dynolift.plan.SettingPlan;
import dev.dynolift.plan.SettingPlan.Destination;
import dev.dynolift.plan.StatePlan;
import dev.dynolift.plan.VariablePlan;
import dev.dynolift.plan.WebPlan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The coffee-subscription shop of story P, in two environments: what an audit and a plan say about it. */
public final class CremaExample {

    private CremaExample() {}

    public static Inventory inventory() {
        return new Inventory(
                1,
                Instant.parse("2026-11-01T09:00:00Z"),
                "https://api.heroku.com",
                List.of(app("crema"), app("crema-staging")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    public static MigrationPlan plan() {
        return plan("bundle exec puma -C config/puma.rb");
    }

    /** The plan with another command for the web process. */
    static MigrationPlan plan(String webCommand) {
        return new MigrationPlan(
                1,
                "crema",
                InventoryFile.hash(inventory()),
                chosen("us-east-1"),
                chosen(Preset.STANDARD),
                chosen(MigrationPlan.Architecture.X86_64),
                chosen(MigrationPlan.Layout.TERRAFORM),
                new StatePlan(chosen(StatePlan.Place.S3), chosen("crema-terraform"), chosen("")),
                new HerokuPlan(chosen(false), chosen(List.of())),
                List.of(
                        environment("production", "10.20.0.0/16", 1, true),
                        environment("staging", "10.21.0.0/16", 0, false)),
                List.of(
                        appPlan("crema", "production", 2, webCommand),
                        appPlan("crema-staging", "staging", 1, webCommand)),
                List.of(
                        database("crema", "crema", "production", "db.t4g.medium", 64, true),
                        database("crema-staging", "crema-staging", "staging", "db.t4g.micro", 20, false)),
                List.of(),
                List.of(new CachePlan(
                        "redis",
                        "redis-regular-12345",
                        50,
                        List.of(new AttachmentPlan("crema", "REDIS_URL")),
                        chosen("production"),
                        chosen("8.0"),
                        chosen("cache.t4g.micro"),
                        chosen(0),
                        chosen("noeviction"),
                        chosen(300),
                        chosen(CachePlan.Move.COPY))),
                List.of(),
                List.of(new SearchPlan(
                        "search",
                        "bonsai-octagonal-22360",
                        List.of(new AttachmentPlan("crema", "BONSAI_URL")),
                        chosen("production"),
                        chosen("OpenSearch_2.19"),
                        chosen("t3.small.search"),
                        chosen(1),
                        chosen(10))),
                List.of(),
                List.of());
    }

    /** The plan with something in production that the account has already. */
    static MigrationPlan importing(String... things) {
        MigrationPlan plan = plan();
        EnvironmentPlan production = plan.environments().get(0);
        return new MigrationPlan(
                plan.schemaVersion(),
                plan.name(),
                plan.inventoryHash(),
                plan.region(),
                plan.preset(),
                plan.architecture(),
                plan.layout(),
                plan.state(),
                plan.heroku(),
                List.of(
                        new EnvironmentPlan(
                                production.name(),
                                production.vpcCidr(),
                                production.zones(),
                                production.natGateways(),
                                production.logRetentionDays(),
                                production.deletionProtection(),
                                production.alarmAddress(),
                                chosen(List.of(things)),
                                production.migrationTask(),
                                production.network(),
                                production.access(),
                                production.place(),
                                production.encryptionKey()),
                        plan.environments().get(1)),
                plan.apps(),
                plan.databases(),
                plan.mysqlDatabases(),
                plan.caches(),
                plan.memcaches(),
                plan.searches(),
                List.of(),
                List.of());
    }

    private static EnvironmentPlan environment(String name, String cidr, int gateways, boolean isProtected) {
        return new EnvironmentPlan(
                name,
                chosen(cidr),
                chosen(2),
                chosen(gateways),
                chosen(30),
                chosen(isProtected),
                chosen("on-call@crema.example"),
                chosen(List.of()),
                chosen(isProtected),
                new NetworkPlan(
                        chosen(false),
                        chosen(NetworkPlan.FlowLogs.REJECTED),
                        chosen(30),
                        chosen(isProtected ? NetworkPlan.Firewall.COUNT : NetworkPlan.Firewall.NONE)),
                new AccessPlan(
                        chosen(isProtected),
                        chosen(List.of()),
                        chosen(1),
                        chosen(isProtected),
                        chosen(400),
                        chosen(AccessPlan.Lock.GOVERNANCE)),
                new PlacePlan(chosen(""), chosen(""), chosen("")),
                chosen(""));
    }

    private static AppPlan appPlan(String name, String environment, int webs, String webCommand) {
        return new AppPlan(
                name,
                chosen("crema"),
                chosen(environment),
                List.of(
                        new ServicePlan(
                                "web",
                                chosen(webCommand),
                                chosen(512),
                                chosen(1024),
                                chosen(webs),
                                chosen(30),
                                chosen(ServicePlan.Rollout.ROLLING),
                                chosen(false),
                                environment.equals("production")
                                        ? Optional.of(new ScalingPlan(chosen(true), chosen(2), chosen(6), chosen(60)))
                                        : Optional.empty(),
                                Optional.of(new WebPlan(
                                        chosen(5000),
                                        chosen("/up"),
                                        chosen(90),
                                        chosen(60),
                                        chosen(30),
                                        chosen(false),
                                        chosen(true))),
                                List.of(new VariablePlan("WEB_CONCURRENCY", chosen("2")))),
                        new ServicePlan(
                                "worker",
                                chosen("bundle exec sidekiq -t 25"),
                                chosen(256),
                                chosen(512),
                                chosen(1),
                                chosen(35),
                                chosen(ServicePlan.Rollout.ROLLING),
                                chosen(environment.equals("staging")),
                                Optional.empty(),
                                Optional.empty(),
                                List.of())),
                Optional.of(new ReleasePlan(
                        chosen("bundle exec rake db:migrate"), chosen(256), chosen(512), chosen(60), List.of())),
                List.of(new ScheduledJobPlan(
                        "subscription-renew",
                        chosen("bundle exec rake subscription:renew"),
                        chosen("cron(0 9 * * ? *)"),
                        chosen("UTC"),
                        chosen(256),
                        chosen(512),
                        chosen(true),
                        List.of(new VariablePlan("WEB_CONCURRENCY", chosen("1"))))),
                List.of(
                        new VariablePlan("RAILS_ENV", chosen("production")),
                        new VariablePlan("LANG", chosen("en_US.UTF-8")),
                        new VariablePlan("MALLOC_ARENA_MAX", chosen("2")),
                        new VariablePlan("PUMA_PERSISTENT_TIMEOUT", chosen("95")),
                        new VariablePlan("RAILS_MAX_THREADS", chosen("5")),
                        new VariablePlan("EMPTY_ON_HEROKU", chosen(""))),
                List.of(
                        new SettingPlan("DATABASE_URL", chosen(Destination.REGENERATED)),
                        // Staging has no cache of its own.
                        new SettingPlan(
                                "REDIS_URL",
                                chosen(name.equals("crema") ? Destination.REGENERATED : Destination.DROPPED)),
                        new SettingPlan(
                                "BONSAI_URL",
                                chosen(name.equals("crema") ? Destination.REGENERATED : Destination.DROPPED)),
                        new SettingPlan("SECRET_KEY_BASE", chosen(Destination.SSM_PARAMETER)),
                        new SettingPlan("STRIPE_SECRET_KEY", chosen(Destination.SSM_PARAMETER)),
                        new SettingPlan("SIGNING_CERTIFICATES", chosen(Destination.SECRETS_MANAGER)),
                        new SettingPlan("RAILS_MAX_THREADS", chosen(Destination.PLAIN)),
                        new SettingPlan("HEROKU_APP_NAME", chosen(Destination.DROPPED))),
                List.of(),
                name.equals("crema")
                        ? List.of(
                                new LogDrainPlan("logs-crema-example", "https://logs.crema.example", chosen(true)),
                                new LogDrainPlan("papertrail", "syslog+tls://logs0.papertrailapp.com", chosen(false)))
                        : List.of(),
                name.equals("crema")
                        ? List.of(new DomainPlan(
                                "www.crema.example",
                                chosen(DomainPlan.DnsManagement.BY_HAND),
                                chosen("crema.example"),
                                chosen(true)))
                        : List.of(),
                Optional.empty(),
                chosen(AppPlan.SecretsBy.ECS),
                new PipelinePlan(
                        chosen(PipelinePlan.Service.GITHUB), chosen("crema-coffee/crema"), chosen("main"), chosen("")),
                new ImagePlan(
                        chosen(ImagePlan.Base.SLIM),
                        chosen(ImagePlan.Assets.BAKED),
                        chosen("public"),
                        chosen(""),
                        chosen("RAILS_ASSET_HOST")));
    }

    private static DatabasePlan database(
            String name, String app, String environment, String instance, int storage, boolean multiAz) {
        return new DatabasePlan(
                name,
                "postgresql-curly-" + storage,
                15,
                10L << 30,
                List.of("pg_stat_statements", "pg_trgm"),
                List.of(new AttachmentPlan(app, "DATABASE_URL")),
                chosen(environment),
                chosen(17),
                chosen(instance),
                chosen(storage),
                chosen(storage * 4),
                chosen(multiAz),
                chosen(7),
                chosen(DatabasePlan.Move.LIVE));
    }

    private static HerokuApp app(String name) {
        return SketchedApp.called(name)
                .id("01234567-89ab-cdef-0123-456789abcdef")
                .buildpacks(List.of(
                        "heroku/nodejs", "heroku/ruby", "https://github.com/gaffneyc/heroku-buildpack-jemalloc"))
                .release("bundle exec rake db:migrate")
                .settings(List.of(secret("BUNDLE_GEMS__CONTRIBSYS__COM"), secret("STRIPE_SECRET_KEY")))
                .code(facts("ruby", "7.1.3"))
                .app();
    }

    private static ConfigVar secret(String name) {
        return new ConfigVar(name, ConfigVar.Kind.SECRET, 32, false, false, ConfigVar.Shape.HEXADECIMAL, null);
    }

    public static RepositoryFacts facts(String language, String rails) {
        return new RepositoryFacts(
                language,
                List.of(new Library("rails", rails)),
                List.of(
                        new Library("bootsnap", "1.18.3"),
                        new Library("image_processing", "1.12.2"),
                        new Library("pg", "1.5.6"),
                        new Library("puma", "6.4.2"),
                        new Library("sidekiq", "7.2.1")),
                "3.3.4",
                "2.5.6",
                ">=20 <21",
                "yarn",
                true,
                null,
                Map.of("web", "bundle exec puma -C config/puma.rb"),
                List.of("poppler-utils", ":repo:deb http://example.com/ noble main"),
                List.of(),
                null,
                false,
                false,
                false,
                false,
                true,
                true,
                true,
                true,
                25,
                false,
                false,
                "/up",
                List.of("subscription:renew"),
                List.of(),
                "0123456789abcdef0123456789abcdef01234567");
    }

    private static <T> Choice<T> chosen(T value) {
        return Choice.detected(value, "");
    }
}
