package dev.dynolift.cost;

import dev.dynolift.market.Prices;
import dev.dynolift.market.ServicePrices.Price;
import dev.dynolift.plan.AccessPlan;
import dev.dynolift.plan.EnvironmentPlan;
import java.util.Locale;

/** What it costs to answer to an auditor: keys, the trail, its log, and the alarms that look at it. */
final class AccessCosts {

    /** What an account of this size has its calls written down in, assumed. */
    private static final int TRAIL_GB = 1;

    private final Prices prices;
    private final String region;
    private final CostLines lines;

    AccessCosts(String region, CostLines lines, Prices prices) {
        this.prices = prices;
        this.region = region;
        this.lines = lines;
    }

    void environment(EnvironmentPlan environment) {
        AccessPlan access = environment.access();
        if (!access.enabled().value()) {
            return;
        }
        String name = environment.name();
        int keys = access.makesTrail() ? 2 : 1;
        Price key = prices.of("KMS", "key", region);
        lines.add(
                name,
                keys == 1 ? "encryption key" : keys + " encryption keys",
                key.usd() * keys,
                keys == 1 ? "for shells" : "for shells and for the trail",
                key);
        if (!access.makesTrail()) {
            return;
        }
        Price copy = prices.of("CloudTrail", "management events, further copy", region);
        lines.add(
                name,
                "trail",
                0,
                String.format(
                        Locale.ROOT,
                        "an account's first is free; a second one would cost %.2f USD for 100,000 events",
                        copy.usd()),
                copy);
        Price ingest = prices.of("CloudWatch Logs", "ingest", region);
        lines.assumed(name, "trail's log", ingest.usd() * TRAIL_GB, TRAIL_GB + " GB a month assumed", ingest);
        Price alarm = prices.of("CloudWatch", "alarm standard", region);
        Price metric = prices.of("CloudWatch", "custom metric", region);
        lines.add(
                name,
                "alarms on break-glass and root",
                alarm.usd() * AccessPlan.ALARMS,
                String.format(
                        Locale.ROOT,
                        "%d at %.2f USD; in a month in which one goes off, its metric costs %.2f USD more",
                        AccessPlan.ALARMS,
                        alarm.usd(),
                        metric.usd()),
                alarm);
    }
}
