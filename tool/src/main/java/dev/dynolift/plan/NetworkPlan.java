package dev.dynolift.plan;

import dev.dynolift.market.ServicePrices;
import java.util.List;

/**
 * What stands around an environment's network, and what is written down of who comes and goes.
 *
 * @param awsEndpoints whether tasks reach AWS's own services inside the network; without NAT gateways they then reach
 *     nothing else
 * @param flowLogs which traffic in the network is written down
 * @param accessLogDays how long the load balancer's record of requests is kept; 0: there is none
 * @param firewall what AWS WAF does in front of the load balancer
 */
public record NetworkPlan(
        Choice<Boolean> awsEndpoints,
        Choice<FlowLogs> flowLogs,
        Choice<Integer> accessLogDays,
        Choice<Firewall> firewall) {

    /** Which traffic is written down, by address and port. */
    public enum FlowLogs {
        NONE,
        REJECTED,
        ALL
    }

    /** What a web application firewall does with what its rules find. */
    public enum Firewall {
        /** There is none. */
        NONE,
        /** Counts it, and lets it pass. */
        COUNT,
        BLOCK
    }

    /** What a task asks of AWS: its image, where its log goes, its settings, a shell in it. */
    public static final List<String> ENDPOINTS =
            List.of("ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ssmmessages");

    /** How many rules the firewall has; each is charged for. */
    public static final int FIREWALL_RULES = 4;

    /** As before there was a choice, for plans of then. */
    static final NetworkPlan OF_OLD = new NetworkPlan(
            Choice.byDefault(false, ""),
            Choice.byDefault(FlowLogs.NONE, ""),
            Choice.byDefault(0, ""),
            Choice.byDefault(Firewall.NONE, ""));

    static NetworkPlan of(Estate estate, String region, boolean production, int zones) {
        String endpoints = Money.monthly(ServicePrices.of("VPC endpoint", "interface hour per AZ", region)
                        .usd()
                * ServicePrices.HOURS_PER_MONTH
                * ENDPOINTS.size()
                * zones);
        String firewall =
                Money.monthly(ServicePrices.of("WAFv2", "web ACL", region).usd()
                        + ServicePrices.of("WAFv2", "rule", region).usd() * FIREWALL_RULES);
        boolean small = estate.preset() == Preset.SMALL;
        return new NetworkPlan(
                Choice.byDefault(
                        false,
                        "true: images, logs and settings come over endpoints inside the network, for " + endpoints
                                + "; with natGateways: 0 tasks then have no way to the internet at all"),
                small
                        ? Choice.byDefault(
                                FlowLogs.NONE, "rejected shows a rule that is missing, all is for an auditor")
                        : Choice.byDefault(
                                FlowLogs.REJECTED,
                                "what the network refused is written down, by address and port; all is for an auditor"),
                Choice.byDefault(
                        production ? 30 : 7,
                        "days that each request is on record, as in the lines of Heroku's router; 0: not at all"),
                Choice.byDefault(
                        Firewall.NONE,
                        "count shows whom AWS WAF would refuse, block refuses them; " + firewall
                                + " and more by requests"));
    }

    static NetworkPlan read(SectionReader reader) {
        NetworkPlan plan = new NetworkPlan(
                reader.flagChoice("awsEndpoints"),
                reader.wordChoice("flowLogs", FlowLogs.class),
                reader.wholeChoice("accessLogDays", 0, 3653),
                reader.wordChoice("firewall", Firewall.class));
        reader.finish();
        return plan;
    }

    SectionBuilder section() {
        return new SectionBuilder()
                .choice("awsEndpoints", awsEndpoints)
                .choice("flowLogs", flowLogs)
                .choice("accessLogDays", accessLogDays)
                .choice("firewall", firewall);
    }
}
