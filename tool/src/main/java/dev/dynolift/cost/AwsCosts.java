package dev.dynolift.cost;

import dev.dynolift.cost.CostLine.Certainty;
import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.market.Prices;
import dev.dynolift.market.ServicePrices;
import dev.dynolift.market.ServicePrices.Price;
import dev.dynolift.plan.AddonPlan;
import dev.dynolift.plan.Alarms;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.Certificates;
import dev.dynolift.plan.DatabasePlan;
import dev.dynolift.plan.DomainPlan;
import dev.dynolift.plan.DomainPlan.DnsManagement;
import dev.dynolift.plan.EnvironmentPlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.MigrationPlan.Architecture;
import dev.dynolift.plan.ScheduledJobPlan;
import dev.dynolift.plan.ServicePlan;
import dev.dynolift.plan.SettingPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the plan costs on AWS, and what stays to be paid elsewhere. */
final class AwsCosts {

    private static final double HOURS = ServicePrices.HOURS_PER_MONTH;

    /** Assumptions, each said in the line that rests on it. */
    static final int LOG_GB_PER_TASK = 2;

    private static final int IMAGES_GB = 5;
    private static final int JOB_MINUTES = 1;
    private static final int MOVE_HOURS = 48;

    /** What the Terraform module gives the engine's task unless it is told otherwise. */
    private static final int ENGINE_CPU = 2048;

    private static final int ENGINE_MEMORY_MIB = 4096;

    private final MigrationPlan plan;
    private final Inventory inventory;
    private final Prices prices;
    private String region;
    private final boolean arm;
    private CostLines lines;

    private AwsCosts(MigrationPlan plan, Inventory inventory, Prices prices) {
        this.prices = prices;
        this.plan = plan;
        this.inventory = inventory;
        this.region = plan.region().value();
        this.arm = plan.architecture().value() == Architecture.ARM64;
        this.lines = new CostLines(region);
    }

    static List<CostLine> lines(MigrationPlan plan, Inventory inventory, Prices prices) {
        AwsCosts costs = new AwsCosts(plan, inventory, prices);
        for (EnvironmentPlan environment : plan.environments()) {
            costs.in(plan.regionOf(environment));
            costs.environment(environment);
        }
        costs.in(plan.region().value());
        costs.settings();
        costs.addons();
        costs.state();
        if (plan.apps().stream().anyMatch(app -> app.webService().isPresent())) {
            costs.lines.unknown(
                    "",
                    "traffic to visitors",
                    "the first 100 GB are free, then 0.09 USD a GB; the traffic is not known");
        }
        List<String> order = new ArrayList<>();
        plan.environments().forEach(environment -> order.add(environment.name()));
        order.add("");
        costs.lines.all().sort(Comparator.comparingInt(line -> order.indexOf(line.environment())));
        return costs.lines.all();
    }

    private void in(String other) {
        region = other;
        lines = lines.in(other);
    }

    private void environment(EnvironmentPlan environment) {
        String name = environment.name();
        List<AppPlan> apps = plan.appsIn(name);
        int tasks = 0;
        for (AppPlan app : apps) {
            if (app.site().isPresent()) {
                files(name, app, "files", "visitors");
                continue;
            }
            if (app.image().usesCdn()) {
                files(name, app, "static files", "static files to visitors");
            }
            for (ServicePlan service : app.services()) {
                tasks += service.count().value();
                tasks(name, app, service);
            }
            app.scheduledJobs().forEach(job -> job(name, app, job));
            if (!app.forwardedDrains().isEmpty()) {
                lines.of(app.name())
                        .unknown(
                                name,
                                app.name() + " log drains",
                                "a call of a Lambda function for each batch of lines; its price is not in dynolift's tables, and the"
                                        + " volume is not known");
            }
            Price images = prices.of("ECR", "storage", region);
            lines.of(app.name())
                    .assumed(
                            name,
                            app.name() + " images",
                            images.usd() * IMAGES_GB,
                            IMAGES_GB + " GB of images assumed",
                            images);
        }
        new NetworkCosts(region, lines, prices).environment(plan, environment, tasks);
        domains(environment, apps);
        new DataCosts(region, lines, prices).environment(plan, name);
        engine(environment);
        new AccessCosts(region, lines, prices).environment(environment);
        Price alarm = prices.of("CloudWatch", "alarm standard", region);
        int watched = Alarms.of(plan, environment).metrics();
        if (watched > 0) {
            lines.add(
                    name,
                    "alarms",
                    alarm.usd() * watched,
                    String.format(
                            Locale.ROOT,
                            "%d metrics at %.2f USD; the first ten of an account are free",
                            watched,
                            alarm.usd()),
                    alarm);
        }
        Price ingest = prices.of("CloudWatch Logs", "ingest", region);
        if (tasks > 0) {
            lines.assumed(
                    name,
                    "logs",
                    ingest.usd() * tasks * LOG_GB_PER_TASK,
                    LOG_GB_PER_TASK + " GB a month from each of " + tasks + (tasks == 1 ? " task" : " tasks")
                            + " assumed",
                    ingest);
        }
    }

    private void tasks(String environment, AppPlan app, ServicePlan service) {
        if (service.count().value() == 0) {
            return;
        }
        Price price = prices.fargate(service.cpu().value(), service.memoryMib().value(), arm, region);
        if (service.spot().value()) {
            Price share = prices.of("Fargate Spot", "share of the price on demand", region);
            lines.of(app.name())
                    .assumed(
                            environment,
                            subject(app, service) + " on Spot",
                            price.usd() * share.usd() * service.count().value(),
                            String.format(
                                    Locale.ROOT,
                                    "%.0f %% of %.2f USD for each Fargate task assumed; AWS sets the price anew as demand changes",
                                    share.usd() * 100,
                                    price.usd()),
                            share);
            return;
        }
        lines.of(app.name())
                .add(
                        environment,
                        subject(app, service),
                        price.usd() * service.count().value(),
                        String.format(Locale.ROOT, "%.2f USD for each Fargate task, always on", price.usd())
                                + service.scales()
                                        .map(scaling -> String.format(
                                                Locale.ROOT,
                                                "; scales between %d and %d, at most %.2f USD",
                                                scaling.minimum().value(),
                                                scaling.maximum().value(),
                                                price.usd() * scaling.maximum().value()))
                                        .orElse(""),
                        price);
    }

    private static String subject(AppPlan app, ServicePlan service) {
        return app.name() + " " + service.name() + ", " + service.count().value() + " × "
                + service.cpu().value() + "/" + service.memoryMib().value();
    }

    /** They are few; what costs is who looks at them. */
    private void files(String environment, AppPlan app, String files, String visitors) {
        Price storage = prices.of("S3", "standard first 50TB", region);
        lines.of(app.name())
                .assumed(environment, app.name() + " " + files, storage.usd(), "1 GB of files assumed", storage);
        Price traffic = prices.of("CloudFront", "data out first 10 TB", region);
        lines.of(app.name())
                .unknown(
                        environment,
                        app.name() + " " + visitors,
                        String.format(
                                Locale.ROOT,
                                "%.3f USD for each GB that CloudFront sends, and requests; the traffic is not known",
                                traffic.usd()));
    }

    private void job(String environment, AppPlan app, ScheduledJobPlan job) {
        Price price = prices.fargate(job.cpu().value(), job.memoryMib().value(), arm, region);
        double runs = Schedules.runsPerMonth(job.schedule().value());
        lines.of(app.name())
                .assumed(
                        environment,
                        app.name() + " job " + job.name(),
                        price.usd() / HOURS / 60 * JOB_MINUTES * runs,
                        String.format(Locale.ROOT, "%.0f runs of %d minute assumed", runs, JOB_MINUTES),
                        price);
    }

    private void domains(EnvironmentPlan environment, List<AppPlan> apps) {
        String name = environment.name();
        Price zone = prices.of("Route 53", "hosted zone", region);
        for (DnsManagement management : List.of(DnsManagement.ROUTE53, DnsManagement.ROUTE53_NEW)) {
            boolean made = management == DnsManagement.ROUTE53_NEW;
            apps.stream()
                    .flatMap(app -> app.domains().stream())
                    .filter(domain -> domain.dns().value() == management)
                    .map(domain -> domain.zone().value())
                    .distinct()
                    .sorted()
                    .forEach(each -> lines.add(
                            name,
                            "DNS zone " + each,
                            made ? zone.usd() : 0,
                            made ? "a new zone" : "in the account already, and on its bill",
                            zone));
        }
        if (apps.stream().flatMap(app -> app.domains().stream()).anyMatch(DomainPlan::inRoute53)) {
            lines.unknown(
                    name,
                    "DNS queries",
                    "those for a load balancer's alias are free; the price of others is not in dynolift's tables");
        }
        int certificates = Certificates.of(plan, environment).names().size() + Certificates.ofSites(plan, environment);
        if (certificates > 0) {
            Price price = prices.of("ACM", "public certificate", region);
            lines.add(
                    name,
                    certificates + (certificates == 1 ? " certificate" : " certificates"),
                    price.usd() * certificates,
                    "free at a load balancer and at CloudFront, renewals too",
                    price);
        }
    }

    /** dynolift's own task, which goes with the move. */
    private void engine(EnvironmentPlan environment) {
        boolean moves = environment.migrationTask().value()
                && plan.databasesIn(environment.name()).stream()
                        .anyMatch(database -> database.move().value() != DatabasePlan.Move.FRESH);
        if (moves) {
            Price price = prices.fargate(ENGINE_CPU, ENGINE_MEMORY_MIB, arm, region);
            lines.assumedOnce(
                    environment.name(),
                    "dynolift's engine, 1 × " + ENGINE_CPU + "/" + ENGINE_MEMORY_MIB,
                    price.usd() / HOURS * MOVE_HOURS,
                    MOVE_HOURS + " hours assumed; runs while data is moved, and costs nothing after it",
                    price);
        }
    }

    private void settings() {
        for (EnvironmentPlan environment : plan.environments()) {
            if (!environment.encryptionKey().value().isEmpty()) {
                lines.unknown(
                        environment.name(),
                        "requests to your encryption key",
                        "each start of a task and each change of a secret is one, and nobody has counted them; the key itself"
                                + " is paid already");
            }
            long secrets = plan.appsIn(environment.name()).stream()
                    .flatMap(app -> app.settings().stream()
                            .filter(setting -> setting.destination().value() == SettingPlan.Destination.SECRETS_MANAGER
                                    || plan.leadsToCache(app, setting)))
                    .count();
            secrets += plan.appsIn(environment.name()).stream()
                    .mapToInt(app -> app.forwardedDrains().size())
                    .sum();
            if (secrets > 0) {
                Price price = prices.of("Secrets Manager", "secret", region);
                lines.add(
                        environment.name(),
                        secrets + (secrets == 1 ? " secret" : " secrets"),
                        price.usd() * secrets,
                        "parameters in SSM are free",
                        price);
            }
        }
    }

    private void state() {
        switch (plan.state().place().value()) {
            case S3 -> {
                Price storage = prices.of("S3", "standard first 50TB", region);
                lines.assumed("", "Terraform's state", storage.usd(), "1 GB with all old versions assumed", storage);
            }
            case TERRAFORM_CLOUD ->
                lines.unknown("", "Terraform's state", "Terraform Cloud has a price list of its own, by resources");
            case LOCAL -> {
                // On a disk that is there already.
            }
        }
    }

    /** Add-ons that stay in use go on costing what they cost, wherever the bill comes from. */
    private void addons() {
        for (AppPlan app : plan.apps()) {
            for (AddonPlan addon : app.addons()) {
                boolean built = addon.strategy().value() == AddonPlan.Strategy.DROP
                        || (addon.strategy().value() == AddonPlan.Strategy.REPLACE
                                && addon.next().isEmpty());
                if (!built) {
                    addon(app, addon);
                }
            }
        }
    }

    private void addon(AppPlan app, AddonPlan addon) {
        String subject = addon.service() + " " + addon.name();
        String environment = app.environment().value();
        Integer cents = inventory.addons().stream()
                .filter(billed -> billed.name().equals(addon.name()))
                .findFirst()
                .map(billed -> billed.monthlyCents())
                .orElse(null);
        if (cents == null) {
            lines.of(app.name()).unknown(environment, subject, "stays in use; its price is not known");
        } else {
            lines.all()
                    .add(new CostLine(
                            Side.AWS,
                            environment,
                            app.name(),
                            subject + " (not AWS)",
                            cents.longValue(),
                            null,
                            Certainty.ASSUMED,
                            "stays in use; the vendor's own price assumed to be Heroku's",
                            "Heroku's API",
                            inventory.auditedAt().toString().substring(0, 10)));
        }
    }
}
