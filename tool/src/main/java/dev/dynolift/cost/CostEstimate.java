package dev.dynolift.cost;

import dev.dynolift.cost.CostLine.Certainty;
import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.market.Prices;
import dev.dynolift.plan.MigrationPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * What Heroku costs today against what the plan will cost on AWS, in US cents a month, list prices without tax.
 * Immutable.
 *
 * @param awsMonthlyCents what AWS and the add-ons that stay in use cost together
 * @param sensitivity what would change the answer, the largest first
 */
public record CostEstimate(
        int schemaVersion,
        String region,
        List<CostLine> lines,
        long herokuMonthlyCents,
        long awsMonthlyCents,
        List<Sensitivity> sensitivity) {

    public CostEstimate {
        lines = List.copyOf(lines);
        sensitivity = List.copyOf(sensitivity);
    }

    /** The estimate for a plan, made from the same inventory as the plan. */
    public static CostEstimate of(MigrationPlan plan, Inventory inventory) {
        return of(plan, inventory, Prices.ofTables());
    }

    /** The same with prices of one's own. */
    public static CostEstimate of(MigrationPlan plan, Inventory inventory, Prices prices) {
        List<CostLine> lines = new ArrayList<>(HerokuCosts.lines(inventory));
        lines.addAll(AwsCosts.lines(plan, inventory, prices));
        long aws = sum(lines, Side.AWS);
        return new CostEstimate(
                1,
                plan.region().value(),
                lines,
                sum(lines, Side.HEROKU),
                aws,
                Alternatives.of(plan, inventory, prices, aws));
    }

    /** The lines of one side, in their order. */
    public List<CostLine> lines(Side side) {
        return lines.stream().filter(line -> line.side() == side).toList();
    }

    /** How many lines of one side nobody can put a figure to. */
    public long unknown(Side side) {
        return lines(side).stream()
                .filter(line -> line.certainty() == Certainty.UNKNOWN)
                .count();
    }

    static long sum(List<CostLine> lines, Side side) {
        return lines.stream()
                .filter(line -> line.side() == side)
                .mapToLong(CostLine::monthlyCents)
                .sum();
    }
}
