package dev.dynolift.plan;

import dev.dynolift.inventory.Addon;
import dev.dynolift.inventory.Severity;
import dev.dynolift.market.AddonServices;
import dev.dynolift.market.CacheNodes;
import dev.dynolift.market.CacheNodes.CacheNode;
import dev.dynolift.market.ServicePrices;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns memcached add-ons into memcached on ElastiCache. */
final class MemcachedPlanner {

    /** The vendors name most of their plans by megabytes. */
    private static final Pattern MEGABYTES = Pattern.compile("[1-9]\\d{1,5}");

    private final Estate estate;
    private final DatabasePlanner names;

    MemcachedPlanner(Estate estate, DatabasePlanner names) {
        this.estate = estate;
        this.names = names;
    }

    static boolean isMemcached(Addon addon) {
        return AddonServices.find(addon.service(), addon.plan())
                .filter(AddonServices.AddonService::isMemcached)
                .isPresent();
    }

    /** @param taken names of other caches, since all have one space of names on AWS */
    List<MemcachedPlan> caches(AddonPlanner addons, Set<String> taken) {
        List<MemcachedPlan> plans = new ArrayList<>();
        for (Addon addon : estate.inventory().addons()) {
            String owner = addons.owner(addon.billingApp(), addon.attachments());
            if (isMemcached(addon) && estate.has(owner)) {
                names.reportSharing(addon.name(), addon.attachments(), owner);
                String name = names.resourceName(owner, AddonUses.of(addon, owner), taken);
                plans.add(plan(addon, owner, name));
            }
        }
        return plans;
    }

    private MemcachedPlan plan(Addon addon, String owner, String name) {
        Choice<String> environment = estate.environmentOf(owner);
        estate.find(
                "memcached-without-login",
                Severity.WARNING,
                AddonPlanner.subject(owner, addon.name()),
                "ElastiCache takes the place of " + addon.service() + ", and its memcached has no login and wants TLS.",
                "A client that sends the add-on's name and password, or that speaks in the clear, is refused; most apps then"
                        + " go on without a cache, and slowly.",
                "Take name and password out of the client and switch TLS on: infra/modules/memcached/README.md says how for"
                        + " each. For a client without TLS set `tls: false` of " + name
                        + " in plan.yaml. To stay with the add-on, set `strategy` of " + addon.name()
                        + " to keep, and its settings to ssm-parameter.");
        return new MemcachedPlan(
                name,
                addon.name(),
                AddonUses.settings(estate, addon, owner, setting -> setting.endsWith("_SERVERS")),
                Choice.detected(environment.value(), "that of " + owner + ", which it belongs to"),
                node(addon, estate.regionOf(environment.value())),
                Choice.byDefault(1, "its keys are gone when it fails; clients spread them over several"),
                Choice.byDefault(
                        true, "clients have to speak TLS, which some cannot; false leaves it to the security group"));
    }

    private Choice<String> node(Addon addon, String region) {
        boolean known = MEGABYTES.matcher(addon.plan()).matches();
        CacheNode node = CacheNodes.cheapestForMemcached(known ? Integer.parseInt(addon.plan()) : 0)
                .or(() -> CacheNodes.cheapestForMemcached(0))
                .orElseThrow();
        String price = Money.monthly(
                CacheNodes.find(region, node.name()).orElse(node).memcachedHourlyUsd() * ServicePrices.HOURS_PER_MONTH);
        return Choice.byDefault(
                node.name(),
                known
                        ? "the cheapest with room for the " + addon.plan() + " MB that the plan is called by; " + price
                                + " each"
                        : "the smallest: what memory the plan " + addon.plan() + " has is not known; " + price
                                + " each");
    }
}
