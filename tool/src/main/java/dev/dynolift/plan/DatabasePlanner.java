package dev.dynolift.plan;

import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Severity;
import dev.dynolift.market.HerokuPlans;
import dev.dynolift.market.HerokuPlans.PostgresPlan;
import dev.dynolift.market.RdsInstances;
import dev.dynolift.market.RdsInstances.RdsInstance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns Heroku Postgres databases into RDS instances. */
final class DatabasePlanner {

    private static final long GIGABYTE = 1L << 30;

    /** Older majors end soon at RDS; since the rows are copied anyway, this is the moment for a newer one. */
    private static final int OLDEST_KEPT_MAJOR = 16;

    private static final int RAISED_MAJOR = 17;

    private final Estate estate;

    DatabasePlanner(Estate estate) {
        this.estate = estate;
    }

    /** The primaries that planned apps use; followers are no databases of their own. */
    List<DatabasePlan> databases(AddonPlanner addons) {
        List<DatabasePlan> plans = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Database database : estate.inventory().databases()) {
            String owner = addons.owner(database.billingApp(), database.attachments());
            if (database.following() != null || !estate.has(owner)) {
                continue;
            }
            String name = resourceName(owner, database.attachments(), names);
            reportSharing(database.addon(), database.attachments(), owner);
            plans.add(plan(database, owner, name));
        }
        return plans;
    }

    private DatabasePlan plan(Database database, String owner, String name) {
        Choice<String> environment = estate.environmentOf(owner);
        boolean production = estate.isProduction(environment.value());
        Optional<PostgresPlan> sold = HerokuPlans.postgres(database.plan());
        long bytes = database.sizeBytes() == null ? -1 : database.sizeBytes();
        Choice<Integer> storage = storage(bytes, sold.orElse(null));
        return new DatabasePlan(
                name,
                database.addon(),
                database.majorVersion() == null ? 0 : database.majorVersion(),
                bytes,
                database.extensions() == null ? List.of() : database.extensions(),
                attachments(database.addon(), database.attachments()),
                Choice.detected(environment.value(), "that of " + owner + ", which it belongs to"),
                major(database.majorVersion()),
                instance(database, name, sold.orElse(null), environment.value()),
                storage,
                Choice.byDefault(
                        Math.max(100, storage.value() * 3),
                        "RDS grows the storage up to this by itself, while the app runs"),
                multiAz(database, sold.orElse(null), production),
                backups(production),
                Choice.byDefault(
                        DatabasePlan.Move.LIVE,
                        "copied while the app runs; writes stop for seconds; big-bang and fresh are possible"));
    }

    private static Choice<Integer> major(@Nullable Integer source) {
        if (source == null) {
            return Choice.byDefault(RAISED_MAJOR, "the version at Heroku is not known; must not be older than it");
        }
        if (source >= OLDEST_KEPT_MAJOR) {
            return Choice.detected(Math.min(source, DataReading.NEWEST_MAJOR), "the same major version as at Heroku");
        }
        return Choice.byDefault(
                RAISED_MAJOR,
                "Heroku runs " + source
                        + ", which ends soon; the copy makes a new version free of charge; try your tests with it");
    }

    private Choice<String> instance(Database database, String name, @Nullable PostgresPlan sold, String environment) {
        boolean production = estate.isProduction(environment);
        boolean mayBurst = estate.preset() != Preset.HA || !production;
        double memory = sold == null ? 4 : sold.memoryGb();
        int processors = sold == null ? 2 : sold.vcpu();
        // What the plan allows is needed by nobody as a whole; the memory decides, connections only where few fit.
        int connections = Math.min(
                database.connectionLimit() == null
                        ? sold == null ? 100 : sold.connections()
                        : database.connectionLimit(),
                500);
        if (sold != null && sold.isShared()) {
            memory = estate.preset() == Preset.SMALL || !production ? 1 : 2;
            connections = Math.min(connections, 100);
        }
        boolean unknown = sold == null || (sold.memoryGb() == 0 && !sold.isShared());
        if (unknown) {
            estate.find(
                    "database-plan-unknown",
                    Severity.WARNING,
                    name,
                    "How much memory the plan " + database.plan() + " of " + database.addon() + " has is not known.",
                    "The instance class in the plan is a guess; one that is too small makes the app slow.",
                    "Set `instanceClass` of " + name + " in plan.yaml.");
        }
        String region = estate.regionOf(environment);
        Optional<RdsInstance> found = RdsInstances.cheapest(region, memory, processors, connections, mayBurst)
                .or(() -> RdsInstances.cheapest(region, 512, 64, 0, false));
        RdsInstance instance = found.orElseThrow();
        String size = sold == null || sold.memoryGb() == 0
                ? "the plan " + database.plan()
                : "the plan " + database.plan() + " with its " + (int) sold.memoryGb() + " GB of memory";
        String why = size + "; " + Money.monthly(instance.monthlyUsd()) + " in one zone"
                + (instance.isBurstable() ? "; slows down when busy for long" : "");
        return unknown
                ? Choice.byDefault(instance.name(), "a guess for " + why)
                : Choice.detected(instance.name(), "the cheapest for " + why);
    }

    private static Choice<Integer> storage(long bytes, @Nullable PostgresPlan sold) {
        if (bytes < 0) {
            int allowed = sold == null || sold.storageGb() == 0 ? 100 : Math.max(20, sold.storageGb());
            return Choice.byDefault(allowed, "the size of the data is not known; what the Heroku plan allows");
        }
        double gigabytes = (double) bytes / GIGABYTE;
        double factor = gigabytes > 500 ? 1.5 : 2;
        int storage = (int) Math.max(20, Math.ceil(gigabytes * factor / 10) * 10);
        return Choice.detected(
                storage,
                String.format(
                        Locale.ROOT,
                        "%.1f GB of data%s; can grow later, never shrink",
                        gigabytes,
                        storage == 20 ? ", and RDS sells no less" : " and room to grow"));
    }

    private Choice<Boolean> multiAz(Database database, @Nullable PostgresPlan sold, boolean production) {
        boolean standbyAtHeroku = database.highlyAvailable() || (sold != null && sold.highlyAvailable());
        if (!production) {
            return Choice.byDefault(false, "no standby outside production: when the zone fails, it waits");
        }
        return switch (estate.preset()) {
            case SMALL ->
                Choice.byDefault(
                        false,
                        "no standby: when the zone fails, RDS restores from a backup"
                                + (standbyAtHeroku ? "; the Heroku plan has one" : ""));
            case HA ->
                Choice.byDefault(true, "a standby in a second zone takes over within minutes; doubles the price");
            case STANDARD ->
                standbyAtHeroku
                        ? Choice.detected(
                                true,
                                "the Heroku plan has a standby; this one takes over within minutes; doubles the price")
                        : Choice.detected(false, "the Heroku plan has no standby, either; true doubles the price");
        };
    }

    private Choice<Integer> backups(boolean production) {
        if (!production) {
            return Choice.byDefault(3, "days that a point in time can be restored from");
        }
        return estate.preset() == Preset.HA
                ? Choice.byDefault(
                        30, "days that a point in time can be restored from; what exceeds the database's size costs")
                : Choice.byDefault(7, "days that a point in time can be restored from");
    }

    /** A name by the app and what it calls the thing: {@code crema-database}. */
    String resourceName(String owner, List<Attachment> attachments, Set<String> taken) {
        String use = attachments.stream()
                .filter(attachment -> attachment.app().equals(owner))
                .map(Attachment::name)
                .min((left, right) -> Boolean.compare(right.equals("DATABASE"), left.equals("DATABASE")))
                .orElse("DATABASE");
        String base = Estate.slug(
                owner + "-" + use.replaceFirst("^HEROKU_POSTGRESQL_", "").replaceFirst("_URL$", ""));
        String name = base;
        for (int number = 2; !taken.add(name); number++) {
            name = base + "-" + number;
        }
        return name;
    }

    void reportSharing(String addon, List<Attachment> attachments, String owner) {
        List<String> strangers = attachments.stream()
                .map(Attachment::app)
                .distinct()
                .filter(app -> !estate.has(app))
                .toList();
        if (!strangers.isEmpty()) {
            estate.find(
                    "shared-with-unplanned-app",
                    Severity.BLOCKING,
                    owner + " " + addon,
                    "Apps outside this plan use it too: " + String.join(", ", strangers) + ".",
                    "They would go on writing to the old one, and their writes would be lost or refused.",
                    "Audit these apps together with " + owner + ": `dynolift audit " + owner + " "
                            + String.join(" ", strangers) + "`; or detach it from them first.");
        }
    }

    /**
     * The settings under which planned apps find an add-on: {@code DATABASE} is {@code DATABASE_URL}. Settings that the
     * add-on owns count too, since a pool has an address of its own; so do those of a database's followers.
     */
    List<AttachmentPlan> attachments(String addon, List<Attachment> attachments) {
        Set<String> addons = new HashSet<>(Set.of(addon));
        List<Attachment> uses = new ArrayList<>(attachments);
        for (Database database : estate.inventory().databases()) {
            if (addon.equals(database.following())) {
                addons.add(database.addon());
                uses.addAll(database.attachments());
            }
        }
        List<AttachmentPlan> plans = new ArrayList<>();
        for (Attachment use : uses) {
            String setting = use.name().endsWith("_URL") ? use.name() : use.name() + "_URL";
            plans.add(new AttachmentPlan(use.app(), setting));
        }
        for (HerokuApp app : estate.inventory().apps()) {
            for (ConfigVar setting : app.configVars()) {
                if (setting.owner() != null
                        && addons.contains(setting.owner())
                        && setting.name().endsWith("_URL")) {
                    plans.add(new AttachmentPlan(app.name(), setting.name()));
                }
            }
        }
        return plans.stream().filter(plan -> estate.has(plan.app())).distinct().toList();
    }
}
