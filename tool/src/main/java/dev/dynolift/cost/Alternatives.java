package dev.dynolift.cost;

import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.market.Prices;
import dev.dynolift.market.ServicePrices;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.EnvironmentPlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.MigrationPlan.Architecture;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Preset;
import dev.dynolift.plan.Replanning;
import dev.dynolift.plan.ServicePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds out what would change the answer, by reckoning the plan again with one thing otherwise. */
final class Alternatives {

    private Alternatives() {}

    static List<Sensitivity> of(MigrationPlan plan, Inventory inventory, Prices prices, long awsCents) {
        List<Sensitivity> found = new ArrayList<>();
        for (Preset preset : Preset.values()) {
            if (preset != plan.preset().value()) {
                MigrationPlan other = Replanning.of(
                                inventory, Optional.empty(), new PlanSettings(Optional.of(preset), List.of()))
                        .plan();
                found.add(new Sensitivity(
                        "--preset " + preset.name().toLowerCase(Locale.ROOT) + ", without your edits",
                        CostEstimate.sum(AwsCosts.lines(other, inventory, prices), Side.AWS) - awsCents));
            }
        }
        architecture(plan, prices, found);
        spot(plan, prices, found);
        gateways(plan, prices, found);
        for (EnvironmentPlan environment : plan.environments()) {
            if (!environment.name().equals("production") && plan.environments().size() > 1) {
                long cents = AwsCosts.lines(plan, inventory, prices).stream()
                        .filter(line -> line.environment().equals(environment.name()))
                        .mapToLong(CostLine::counted)
                        .sum();
                found.add(new Sensitivity("without the environment " + environment.name(), -cents));
            }
        }
        String region = plan.region().value();
        found.add(new Sensitivity(
                "each terabyte a month to visitors beyond the free 100 GB",
                Math.round(prices.of("EC2 data transfer", "internet out after 100GB", region)
                                .usd()
                        * 100
                        * 1024)));
        if (plan.environments().stream().anyMatch(plan::runs)) {
            found.add(new Sensitivity(
                    "each 100 GB a month of logs more than assumed",
                    Math.round(prices.of("CloudWatch Logs", "ingest", region).usd() * 100 * 100)));
        }
        found.removeIf(sensitivity -> sensitivity.monthlyCents() == 0);
        found.sort(Comparator.comparingLong((Sensitivity one) -> Math.abs(one.monthlyCents()))
                .reversed());
        return found;
    }

    private static void architecture(MigrationPlan plan, Prices prices, List<Sensitivity> found) {
        if (plan.architecture().value() == Architecture.ARM64) {
            return;
        }
        double saved = 0;
        String region = plan.region().value();
        for (AppPlan app : plan.apps()) {
            for (ServicePlan service : app.services()) {
                int cpu = service.cpu().value();
                int memory = service.memoryMib().value();
                saved += service.count().value()
                        * (prices.fargate(cpu, memory, true, region).usd()
                                - prices.fargate(cpu, memory, false, region).usd());
            }
        }
        found.add(new Sensitivity("architecture: arm64, if every library of the apps has it", Math.round(saved * 100)));
    }

    /** Workers whose jobs are tried again may run on spare capacity. */
    private static void spot(MigrationPlan plan, Prices prices, List<Sensitivity> found) {
        String region = plan.region().value();
        boolean arm = plan.architecture().value() == Architecture.ARM64;
        double share = prices.of("Fargate Spot", "share of the price on demand", region)
                .usd();
        double saved = 0;
        for (AppPlan app : plan.apps()) {
            for (ServicePlan service : app.services()) {
                boolean may = service.web().isEmpty()
                        && !service.spot().value()
                        && service.rollout().value() == ServicePlan.Rollout.ROLLING;
                if (may) {
                    saved += service.count().value()
                            * prices.fargate(
                                            service.cpu().value(),
                                            service.memoryMib().value(),
                                            arm,
                                            region)
                                    .usd()
                            * (share - 1);
                }
            }
        }
        found.add(new Sensitivity(
                "spot: true for all workers, whose jobs are then tried again", Math.round(saved * 100)));
    }

    /** Without gateways each task has, and pays for, a public address of its own. */
    private static void gateways(MigrationPlan plan, Prices prices, List<Sensitivity> found) {
        String region = plan.region().value();
        double hour = prices.of("NAT Gateway", "hour", region).usd() * ServicePrices.HOURS_PER_MONTH;
        double gigabyte = prices.of("NAT Gateway", "data processed", region).usd();
        double address = prices.of("EIP/public IPv4", "hour", region).usd() * ServicePrices.HOURS_PER_MONTH;
        double change = 0;
        for (EnvironmentPlan environment : plan.environments()) {
            if (!plan.hasNetwork(environment)) {
                continue;
            }
            EnvironmentPlan network = plan.networkOf(environment);
            int gateways =
                    environment.sharesNetwork() ? 0 : network.natGateways().value();
            if (network.natGateways().value() > 0
                    && !network.network().awsEndpoints().value()) {
                int tasks = plan.appsIn(environment.name()).stream()
                        .flatMap(app -> app.services().stream())
                        .mapToInt(service -> service.count().value())
                        .sum();
                change += (tasks - gateways) * address - gateways * hour - NetworkCosts.NAT_GB * gigabyte;
            }
        }
        found.add(new Sensitivity(
                "natGateways: 0 everywhere: tasks get public addresses, and no fixed way out",
                Math.round(change * 100)));
    }
}
