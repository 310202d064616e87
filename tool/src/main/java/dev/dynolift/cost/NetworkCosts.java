package dev.dynolift.cost;

import dev.dynolift.market.Prices;
import dev.dynolift.market.ServicePrices;
import dev.dynolift.market.ServicePrices.Price;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.EnvironmentPlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.NetworkPlan;
import dev.dynolift.plan.NetworkPlan.Firewall;
import dev.dynolift.plan.NetworkPlan.FlowLogs;
import java.util.List;
import java.util.Locale;

/** What an environment's network costs, with all that stands around it. */
final class NetworkCosts {

    /** Assumptions, each said in the line that rests on it. */
    static final int NAT_GB = 20;

    private static final int ENDPOINT_GB = 20;
    private static final int REFUSED_GB = 1;
    private static final int TRAFFIC_GB = 10;
    private static final int ACCESS_LOG_GB = 1;

    private static final double HOURS = ServicePrices.HOURS_PER_MONTH;

    private final Prices prices;
    private final String region;
    private final CostLines lines;

    NetworkCosts(String region, CostLines lines, Prices prices) {
        this.prices = prices;
        this.region = region;
        this.lines = lines;
    }

    /** Adds the lines of one environment, in which so many tasks run. */
    void environment(MigrationPlan plan, EnvironmentPlan environment, int tasks) {
        String name = environment.name();
        if (!(environment.sharesNetwork() ? plan.runs(environment) : plan.hasNetwork(environment))) {
            return;
        }
        List<AppPlan> apps = plan.appsIn(name);
        EnvironmentPlan network = plan.networkOf(environment);
        int addresses =
                environment.sharesNetwork() ? sharedWaysOut(environment, network, tasks) : waysOut(environment, tasks);
        if (apps.stream().anyMatch(app -> app.webService().isPresent())) {
            Price hour = price("ALB", "hour");
            lines.add(name, "load balancer", hour.usd() * HOURS, "one for all apps of the environment", hour);
            Price unit = price("ALB", "LCU");
            lines.assumed(
                    name, "load balancer capacity", unit.usd() * HOURS, "one capacity unit on average assumed", unit);
            addresses += network.zones().value();
            edge(environment);
        }
        if (addresses > 0) {
            Price address = price("EIP/public IPv4", "hour");
            lines.add(
                    name,
                    addresses == 1 ? "1 public address" : addresses + " public addresses",
                    address.usd() * HOURS * addresses,
                    "by the hour",
                    address);
        }
        if (!environment.sharesNetwork()) {
            flowLogs(environment);
        }
    }

    /** As below, where another environment pays for gateways and endpoints; what goes through them is paid by each. */
    private int sharedWaysOut(EnvironmentPlan environment, EnvironmentPlan network, int tasks) {
        if (network.natGateways().value() > 0) {
            natData(environment.name(), " through the NAT gateways of " + network.name());
            return 0;
        }
        return network.network().awsEndpoints().value() ? 0 : tasks;
    }

    private void natData(String environment, String through) {
        Price data = price("NAT Gateway", "data processed");
        lines.assumed(
                environment, "NAT data", data.usd() * NAT_GB, NAT_GB + " GB to other services assumed" + through, data);
    }

    /** Gives how many public addresses they need. */
    private int waysOut(EnvironmentPlan environment, int tasks) {
        String name = environment.name();
        int gateways = environment.natGateways().value();
        if (gateways > 0) {
            Price hour = price("NAT Gateway", "hour");
            lines.add(
                    name,
                    gateways + " NAT gateway" + (gateways == 1 ? "" : "s"),
                    hour.usd() * HOURS * gateways,
                    "by the hour",
                    hour);
            natData(name, "");
        }
        if (environment.network().awsEndpoints().value()) {
            int interfaces = NetworkPlan.ENDPOINTS.size() * environment.zones().value();
            Price hour = price("VPC endpoint", "interface hour per AZ");
            lines.add(
                    name,
                    interfaces + " endpoints of AWS's services",
                    hour.usd() * HOURS * interfaces,
                    NetworkPlan.ENDPOINTS.size() + " services in "
                            + environment.zones().value() + " zones, by the hour",
                    hour);
            Price data = price("VPC endpoint", "data");
            lines.assumed(
                    name,
                    "endpoint data",
                    data.usd() * ENDPOINT_GB,
                    ENDPOINT_GB + " GB of images and logs assumed",
                    data);
            return gateways;
        }
        return gateways > 0 ? gateways : tasks;
    }

    /** What stands at the load balancer. */
    private void edge(EnvironmentPlan environment) {
        String name = environment.name();
        int days = environment.network().accessLogDays().value();
        if (days > 0) {
            Price storage = price("S3", "standard first 50TB");
            lines.assumed(
                    name,
                    "access logs",
                    storage.usd() * ACCESS_LOG_GB,
                    ACCESS_LOG_GB + " GB of requests on record assumed, kept for " + days + " days",
                    storage);
        }
        if (environment.network().firewall().value() != Firewall.NONE) {
            Price each = price("WAFv2", "rule");
            Price acl = price("WAFv2", "web ACL");
            lines.add(
                    name,
                    "firewall",
                    acl.usd() + each.usd() * NetworkPlan.FIREWALL_RULES,
                    NetworkPlan.FIREWALL_RULES + " rules",
                    acl);
            lines.unknown(
                    name,
                    "firewall requests",
                    String.format(
                            Locale.ROOT,
                            "%.2f USD a million; how many there are is not known",
                            price("WAFv2", "requests").usd()));
        }
    }

    private void flowLogs(EnvironmentPlan environment) {
        FlowLogs logs = environment.network().flowLogs().value();
        if (logs != FlowLogs.NONE) {
            Price ingest = price("CloudWatch Logs", "ingest");
            int gigabytes = logs == FlowLogs.ALL ? TRAFFIC_GB : REFUSED_GB;
            lines.assumed(
                    environment.name(),
                    "flow logs",
                    ingest.usd() * gigabytes,
                    gigabytes + " GB a month of " + (logs == FlowLogs.ALL ? "all" : "refused") + " traffic assumed",
                    ingest);
        }
    }

    private Price price(String service, String item) {
        return prices.of(service, item, region);
    }
}
