package dev.dynolift.plan;

import dev.dynolift.inventory.Addon;
import dev.dynolift.market.MysqlInstances;
import dev.dynolift.market.RdsInstances.RdsInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Turns MySQL add-ons into RDS for MySQL. That their data is moved by hand is said by {@link OtherData}. */
final class MysqlPlanner {

    private final Estate estate;
    private final DatabasePlanner names;

    MysqlPlanner(Estate estate, DatabasePlanner names) {
        this.estate = estate;
        this.names = names;
    }

    /** @param taken names of other databases, since all have one space of names on AWS */
    List<MysqlPlan> databases(AddonPlanner addons, Set<String> taken) {
        List<MysqlPlan> plans = new ArrayList<>();
        for (Addon addon : estate.inventory().addons()) {
            String owner = addons.owner(addon.billingApp(), addon.attachments());
            if (OtherData.isMysql(addon) && estate.has(owner)) {
                names.reportSharing(addon.name(), addon.attachments(), owner);
                String name = names.resourceName(owner, AddonUses.of(addon, owner), taken);
                plans.add(plan(addon, owner, name));
            }
        }
        return plans;
    }

    private MysqlPlan plan(Addon addon, String owner, String name) {
        Choice<String> environment = estate.environmentOf(owner);
        boolean production = estate.isProduction(environment.value());
        boolean standby = production && estate.preset() == Preset.HA;
        return new MysqlPlan(
                name,
                addon.name(),
                AddonUses.settings(estate, addon, owner, setting -> true),
                Choice.detected(environment.value(), "that of " + owner + ", which it belongs to"),
                Choice.byDefault(
                        "8.4",
                        "what the add-on runs is not known (`SELECT VERSION()` tells); 8.0 is possible, and costs more at"
                                + " RDS from year to year"),
                instance(addon, production, estate.regionOf(environment.value())),
                Choice.byDefault(20, "GB, and RDS sells no less; how much data there is is not known; can grow later"),
                Choice.byDefault(100, "RDS grows the storage up to this by itself, while the app runs"),
                standby
                        ? Choice.byDefault(
                                true, "a standby in a second zone takes over within minutes; doubles the price")
                        : Choice.byDefault(false, "no standby: when the zone fails, it waits; true doubles the price"),
                Choice.byDefault(production ? 7 : 3, "days that a point in time can be restored from"));
    }

    /** Add-ons tell a plan's name and price, and not what it has. */
    private Choice<String> instance(Addon addon, boolean production, String region) {
        Integer cents = addon.monthlyCents();
        boolean mayBurst = estate.preset() != Preset.HA || !production;
        double leastMemory = production && estate.preset() != Preset.SMALL ? 2 : 1;
        RdsInstance instance = MysqlInstances.largest(region, cents == null ? 0 : cents / 100.0, leastMemory, mayBurst);
        String price = Money.monthly(instance.monthlyUsd()) + " in one zone";
        return Choice.byDefault(
                instance.name(),
                "a guess: " + price + ", where "
                        + (cents == null
                                ? "what the plan " + addon.plan() + " costs and has is not known"
                                : "the plan " + addon.plan() + " costs " + Money.monthly(cents / 100.0)
                                        + "; what memory it has nobody tells"));
    }
}
