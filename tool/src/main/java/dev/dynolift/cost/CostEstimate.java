package dev.dynolift.cost;

import dev.dynolift.cost.CostLine.Certainty;
import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.market.Prices;
import dev.dynolift.plan.MigrationPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What Heroku costs today against what the plan will cost on AWS, in US cents a month, list prices without tax.
 * Immutable.
 *
 * @param schemaVersion 2 since lines without a figure have null in place of 0, and what is paid once is in no monthly sum
 * @param awsMonthlyCents what AWS and the add-ons that stay in use cost together
 * @param awsOnceCents what is paid while data is moved, and in no monthly sum
 * @param herokuLeftOut what nobody can put a figure to, and {@code herokuMonthlyCents} does without; by subject
 * @param awsLeftOut the same of {@code awsMonthlyCents}
 * @param sensitivity what would change the answer, the largest first
 */
public record CostEstimate(
        int schemaVersion,
        String region,
        List<CostLine> lines,
        long herokuMonthlyCents,
        long awsMonthlyCents,
        long awsOnceCents,
        List<String> herokuLeftOut,
        List<String> awsLeftOut,
        List<Sensitivity> sensitivity) {

    public CostEstimate {
        lines = List.copyOf(lines);
        herokuLeftOut = List.copyOf(herokuLeftOut);
        awsLeftOut = List.copyOf(awsLeftOut);
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
                2,
                plan.region().value(),
                lines,
                sum(lines, Side.HEROKU),
                aws,
                lines.stream()
                        .map(CostLine::onceCents)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum(),
                leftOut(lines, Side.HEROKU),
                leftOut(lines, Side.AWS),
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

    private static List<String> leftOut(List<CostLine> lines, Side side) {
        return lines.stream()
                .filter(line -> line.side() == side && line.certainty() == Certainty.UNKNOWN)
                .map(line -> line.environment().isEmpty() ? line.subject() : line.environment() + ": " + line.subject())
                .toList();
    }

    static long sum(List<CostLine> lines, Side side) {
        return lines.stream()
                .filter(line -> line.side() == side)
                .mapToLong(CostLine::counted)
                .sum();
    }
}
