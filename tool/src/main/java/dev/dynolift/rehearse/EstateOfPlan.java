package dev.dynolift.rehearse;

import dev.dynolift.inventory.AppDetails.Unread;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.plan.AddonPlan;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.CachePlan;
import dev.dynolift.plan.DatabasePlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.ScheduledJobPlan;
import dev.dynolift.plan.ServicePlan;
import dev.dynolift.report.RehearsalReport.Estate;
import dev.dynolift.report.RehearsalReport.Link;
import dev.dynolift.report.RehearsalReport.Part;
import dev.dynolift.report.RehearsalReport.PartKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The report's picture: what runs at Heroku, what will run on AWS, and which takes whose place. */
final class EstateOfPlan {

    /** Add-ons that are databases, caches and schedules in the picture already. */
    private static final Set<String> SHOWN_ELSEWHERE = Set.of("heroku-postgresql", "heroku-redis", "scheduler");

    private final List<Part> heroku = new ArrayList<>();
    private final List<Part> aws = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    private EstateOfPlan() {}

    static Estate of(Inventory inventory, MigrationPlan plan) {
        EstateOfPlan picture = new EstateOfPlan();
        boolean several = plan.apps().size() > 1;
        for (AppPlan app : plan.apps()) {
            picture.app(inventory, app, several ? app.name() + " " : "");
        }
        for (DatabasePlan database : plan.databases()) {
            picture.pair(
                    PartKind.DATABASE,
                    "database/" + database.name(),
                    "Postgres " + database.herokuAddon(),
                    "PostgreSQL " + database.sourceMajor(),
                    "RDS " + database.name(),
                    "PostgreSQL " + database.engineMajor().value() + ", "
                            + database.instanceClass().value() + ", "
                            + database.storageGb().value() + " GB");
        }
        for (CachePlan cache : plan.caches()) {
            picture.pair(
                    PartKind.CACHE,
                    "cache/" + cache.name(),
                    "Key-Value " + cache.herokuAddon(),
                    cache.memoryMb() + " MB",
                    "ElastiCache " + cache.name(),
                    cache.nodeType().value());
        }
        return new Estate(picture.heroku, picture.aws, picture.links);
    }

    private void app(Inventory inventory, AppPlan app, String prefix) {
        Optional<HerokuApp> audited = inventory.app(app.name());
        List<ProcessType> processes = audited.map(HerokuApp::processes).orElse(List.of());
        boolean counted = audited.filter(found -> found.lacks(Unread.FORMATION)).isEmpty();
        for (ServicePlan service : app.services()) {
            ProcessType process = processes.stream()
                    .filter(found -> found.type().equals(service.name()))
                    .findFirst()
                    .orElse(null);
            pair(
                    PartKind.PROCESS,
                    app.name() + "/process/" + service.name(),
                    prefix + service.name(),
                    process == null
                            ? ""
                            : (counted ? process.quantity() : "?") + " × "
                                    + (process.size() == null ? "?" : process.size()),
                    "ECS " + prefix + service.name(),
                    service.count().value() + " × " + service.cpu().value() / 1024.0 + " vCPU, "
                            + service.memoryMib().value() + " MiB");
        }
        app.release()
                .ifPresent(release -> pair(
                        PartKind.RELEASE,
                        app.name() + "/release",
                        prefix + "release phase",
                        "",
                        "ECS task " + prefix + "release",
                        "gates each deploy"));
        for (ScheduledJobPlan job : app.scheduledJobs()) {
            pair(
                    PartKind.SCHEDULE,
                    app.name() + "/job/" + job.name(),
                    prefix + "Scheduler " + job.name(),
                    "",
                    "EventBridge " + job.name(),
                    job.schedule().value());
        }
        for (AddonPlan addon : app.addons()) {
            if (!SHOWN_ELSEWHERE.contains(addon.service())) {
                addon(app, prefix, addon);
            }
        }
        if (!app.settings().isEmpty()) {
            pair(
                    PartKind.SETTINGS,
                    app.name() + "/settings",
                    prefix + "config vars",
                    app.settings().size() + " names",
                    "Parameter Store",
                    prefix.isEmpty() ? "" : prefix.strip());
        }
    }

    private void addon(AppPlan app, String prefix, AddonPlan addon) {
        String id = app.name() + "/addon/" + addon.name();
        heroku.add(new Part("heroku/" + id, PartKind.ADDON, prefix + addon.service(), addon.plan()));
        if (addon.target().isEmpty()) {
            aws.add(new Part("aws/" + id, PartKind.OUTSIDE, addon.service(), "not carried over"));
        } else {
            aws.add(new Part("aws/" + id, PartKind.OUTSIDE, addon.target(), ""));
        }
        links.add(new Link("heroku/" + id, "aws/" + id));
    }

    private void pair(PartKind kind, String id, String name, String detail, String awsName, String awsDetail) {
        heroku.add(new Part("heroku/" + id, kind, name, detail));
        aws.add(new Part("aws/" + id, kind, awsName, awsDetail));
        links.add(new Link("heroku/" + id, "aws/" + id));
    }
}
