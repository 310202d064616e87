package dev.dynolift.infrastructure;

import dev.dynolift.infrastructure.EstateSummary.Kind;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.EnvironmentPlan;
import dev.dynolift.plan.NetworkPlan;
import dev.dynolift.plan.NetworkPlan.Firewall;
import dev.dynolift.plan.NetworkPlan.FlowLogs;
import dev.dynolift.words.Counted;
import java.util.List;
import java.util.Map;

/** What is told of an environment's network and of the way into it. */
final class NetworkSummary {

    private NetworkSummary() {}

    static void count(EnvironmentEstate estate, boolean isReached, Map<Kind, Integer> counts) {
        EnvironmentPlan environment = estate.environment();
        NetworkPlan network = environment.network();
        if (estate.hasNetwork() && !environment.sharesNetwork()) {
            network(environment, counts);
        }
        if (isReached) {
            add(counts, Kind.BUCKET, network.accessLogDays().value() > 0 ? 1 : 0);
            add(counts, Kind.FIREWALL, network.firewall().value() == Firewall.NONE ? 0 : 1);
        }
    }

    private static void network(EnvironmentPlan environment, Map<Kind, Integer> counts) {
        NetworkPlan network = environment.network();
        int flowLogs = network.flowLogs().value() == FlowLogs.NONE ? 0 : 1;
        boolean endpoints = network.awsEndpoints().value();
        add(counts, Kind.NETWORK, 1);
        add(counts, Kind.SUBNET, 3 * environment.zones().value());
        add(counts, Kind.NAT_GATEWAY, environment.natGateways().value());
        // S3's is free, and always there.
        add(counts, Kind.ENDPOINT, 1 + (endpoints ? NetworkPlan.ENDPOINTS.size() : 0));
        add(counts, Kind.SECURITY_GROUP, endpoints ? 1 : 0);
        add(counts, Kind.LOG_GROUP, flowLogs);
        add(counts, Kind.ROLE, flowLogs);
    }

    static void tell(EnvironmentEstate estate, boolean isReached, String in, List<String> lines) {
        EnvironmentPlan environment = estate.environment();
        NetworkPlan network = environment.network();
        if (!estate.hasNetwork()) {
            lines.add(in + "no network, as its sites need none; its cluster stays empty, and is free of charge");
        } else if (environment.sharesNetwork()) {
            lines.add(in + "no network, but a place in that of "
                    + environment.place().network().value() + ", which pays for the ways out");
        } else {
            tellNetwork(environment, in, lines);
        }
        if (isReached) {
            int days = network.accessLogDays().value();
            lines.add(in + "a load balancer, the only way in"
                    + (days > 0 ? ", with each request on record for " + Counted.of(days, "day") : ""));
            if (network.firewall().value() != Firewall.NONE) {
                lines.add(in + "a firewall in front of it, which "
                        + (network.firewall().value() == Firewall.BLOCK ? "blocks" : "only counts"));
            }
        }
    }

    private static void tellNetwork(EnvironmentPlan environment, String in, List<String> lines) {
        NetworkPlan network = environment.network();
        int gateways = environment.natGateways().value();
        lines.add(in + "a network of " + environment.vpcCidr().value() + " in "
                + environment.zones().value() + " zones with "
                + (gateways == 0 ? "no NAT gateway" : Counted.of(gateways, "NAT gateway"))
                + (network.awsEndpoints().value() ? " and endpoints of AWS's services" : "")
                + (environment.isClosed() ? ", so with no way to the internet" : ""));
        if (network.flowLogs().value() != FlowLogs.NONE) {
            lines.add(in + "a log of "
                    + (network.flowLogs().value() == FlowLogs.ALL ? "all traffic" : "what was refused")
                    + " in the network");
        }
    }

    private static void add(Map<Kind, Integer> counts, Kind kind, int count) {
        counts.merge(kind, count, Integer::sum);
    }
}
