package dev.dynolift.cost;

import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.inventory.Inventory;
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

    static List<Sensitivity> of(MigrationPlan plan, Inventory inventory, long awsCents) {
        List<Sensitivity> found = new ArrayList<>();
        for (Preset preset : Preset.values()) {
            if (preset != plan.preset().value()) {
                MigrationPlan other = Replanning.of(
                                inventory, Optional.empty(), new PlanSettings(Optional.of(preset), List.of()))
                        .plan();
                found.add(new Sensitivity(
                        "--preset " + preset.name().toLowerCase(Locale.ROOT) + ", without your edits",
                        CostEstimate.sum(AwsCosts.lines(other, inventory), Side.AWS) - awsCents));
            }
        }
        architecture(plan, found);
        gateways(plan, found);
        for (EnvironmentPlan environment : plan.environments()) {
            if (!environment.name().equals("production") && plan.environments().size() > 1) {
                long cents = AwsCosts.lines(plan, inventory).stream()
                        .filter(line -> line.environment().equals(environment.name()))
                        .mapToLong(CostLine::monthlyCents)
                        .sum();
                found.add(new Sensitivity("without the environment " + environment.name(), -cents));
            }
        }
        String region = plan.region().value();
        found.add(new Sensitivity(
                "each terabyte a month to visitors beyond the free 100 GB",
                Math.round(ServicePrices.of("EC2 data transfer", "internet out after 100GB", region)
                                .usd()
                        * 100
                        * 1024)));
        found.add(new Sensitivity(
                "each 100 GB a month of logs more than assumed",
                Math.round(ServicePrices.of("CloudWatch Logs", "ingest", region).usd() * 100 * 100)));
        found.removeIf(sensitivity -> sensitivity.monthlyCents() == 0);
        found.sort(Comparator.comparingLong((Sensitivity one) -> Math.abs(one.monthlyCents()))
                .reversed());
        return found;
    }

    private static void architecture(MigrationPlan plan, List<Sensitivity> found) {
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
                        * (ServicePrices.fargate(cpu, memory, true, region).usd()
                                - ServicePrices.fargate(cpu, memory, false, region)
                                        .usd());
            }
        }
        found.add(new Sensitivity("architecture: arm64, if every library of the apps has it", Math.round(saved * 100)));
    }

    /** Without gateways each task has, and pays for, a public address of its own. */
    private static void gateways(MigrationPlan plan, List<Sensitivity> found) {
        String region = plan.region().value();
        double hour = ServicePrices.of("NAT Gateway", "hour", region).usd() * ServicePrices.HOURS_PER_MONTH;
        double gigabyte =
                ServicePrices.of("NAT Gateway", "data processed", region).usd();
        double address = ServicePrices.of("EIP/public IPv4", "hour", region).usd() * ServicePrices.HOURS_PER_MONTH;
        double change = 0;
        for (EnvironmentPlan environment : plan.environments()) {
            int gateways = environment.natGateways().value();
            if (gateways > 0 && !environment.network().awsEndpoints().value()) {
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
