package dev.dynolift.plan;

import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.inventory.RedisJobs;
import dev.dynolift.inventory.Severity;
import dev.dynolift.market.CacheNodes;
import dev.dynolift.market.CacheNodes.CacheNode;
import dev.dynolift.market.HerokuPlans;
import dev.dynolift.market.HerokuPlans.KeyValuePlan;
import dev.dynolift.market.ServicePrices;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns Heroku Key-Value Stores into ElastiCache groups. */
final class CachePlanner {

    /** The audit's rule has the same name: where both speak, the plan does. */
    static final String RULE_JOBS = "jobs-in-key-value-store";

    private final Estate estate;
    private final DatabasePlanner names;

    CachePlanner(Estate estate, DatabasePlanner names) {
        this.estate = estate;
        this.names = names;
    }

    List<CachePlan> caches(AddonPlanner addons) {
        List<CachePlan> plans = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (KeyValueStore store : estate.inventory().keyValueStores()) {
            String owner = addons.owner(store.billingApp(), store.attachments());
            if (estate.has(owner)) {
                names.reportSharing(store.addon(), store.attachments(), owner);
                plans.add(plan(store, owner, names.resourceName(owner, store.attachments(), taken)));
            }
        }
        return plans;
    }

    private CachePlan plan(KeyValueStore store, String owner, String name) {
        Choice<String> environment = estate.environmentOf(owner);
        boolean production = estate.isProduction(environment.value());
        Optional<KeyValuePlan> sold = HerokuPlans.keyValue(store.plan());
        Integer memory = store.memoryMegabytes() != null
                ? store.memoryMegabytes()
                : sold.map(KeyValuePlan::memoryMb).orElse(null);
        if (memory == null) {
            estate.find(
                    "cache-plan-unknown",
                    Severity.WARNING,
                    name,
                    "How much memory the plan " + store.plan() + " of " + store.addon() + " has is not known.",
                    "A node that is too small refuses writes or throws keys away.",
                    "Set `nodeType` of " + name + " in plan.yaml.");
        }
        boolean holdsJobs = holdsJobs(store);
        if (holdsJobs) {
            estate.find(
                    RULE_JOBS,
                    Severity.BLOCKING,
                    owner + " " + store.addon(),
                    "Background jobs are kept in " + store.addon() + ", and the new cache starts empty.",
                    "Jobs that wait or are scheduled for later at the cutover would be lost.",
                    "Set `move: copy` of " + name + " in plan.yaml, which carries scheduled jobs over too; or let the"
                            + " workers finish the queues before the cutover, and say `accepted: true` of this blocker.");
        }
        boolean standby = sold.map(KeyValuePlan::highlyAvailable).orElse(false);
        String policy = store.maxmemoryPolicy();
        Integer timeout = store.timeoutSeconds();
        return new CachePlan(
                name,
                store.addon(),
                memory == null ? -1 : memory,
                names.attachments(store.addon(), store.attachments()),
                Choice.detected(environment.value(), "that of " + owner + ", which it belongs to"),
                Choice.byDefault("7.2", "Valkey, which speaks Redis's protocol and costs a fifth less"),
                node(memory, store.plan(), estate.regionOf(environment.value())),
                replicas(production, standby),
                policy == null
                        ? Choice.byDefault(
                                "noeviction", "Heroku's habit: a full cache refuses writes and loses nothing")
                        : Choice.detected(policy, "as at Heroku: what happens when the memory is full"),
                timeout == null
                        ? Choice.byDefault(300, "Heroku's habit: idle connections are closed after this")
                        : Choice.detected(timeout, "as at Heroku: idle connections are closed after this; 0 never"),
                Choice.byDefault(
                        CachePlan.Move.FRESH,
                        holdsJobs
                                ? "starts empty: drain the queues first; everybody whose session is in it logs in again"
                                : "starts empty: cached values come back, everybody whose session is in it logs in again"));
    }

    private Choice<String> node(@Nullable Integer memoryMb, String plan, String region) {
        int needed = memoryMb == null ? 1024 : memoryMb;
        CacheNode node = CacheNodes.cheapest(needed).orElseThrow();
        String price = Money.monthly(
                CacheNodes.find(region, node.name()).orElse(node).hourlyUsd() * ServicePrices.HOURS_PER_MONTH);
        return memoryMb == null
                ? Choice.byDefault(
                        node.name(), "a guess: the size of the plan " + plan + " is not known; " + price + " each")
                : Choice.detected(
                        node.name(),
                        "the cheapest with room for the " + memoryMb + " MB of the plan " + plan
                                + " besides a reserve; " + price + " each");
    }

    private Choice<Integer> replicas(boolean production, boolean standbyAtHeroku) {
        if (!production || estate.preset() == Preset.SMALL) {
            return Choice.byDefault(0, "when the node fails, its keys are gone and a new one starts empty");
        }
        if (estate.preset() == Preset.HA) {
            return Choice.byDefault(1, "a second node in another zone takes over by itself; doubles the price");
        }
        return standbyAtHeroku
                ? Choice.detected(1, "the Heroku plan has a standby; this one takes over by itself; doubles the price")
                : Choice.detected(0, "the Heroku plan has no standby, either; keys are gone when the node fails");
    }

    /** Whether a queue of background jobs lives here, as far as commands and libraries tell. */
    private boolean holdsJobs(KeyValueStore store) {
        for (Attachment attachment : store.attachments()) {
            Optional<HerokuApp> app = estate.inventory().app(attachment.app());
            if (app.isPresent() && RedisJobs.areKeptBy(app.get())) {
                return true;
            }
        }
        return false;
    }
}
