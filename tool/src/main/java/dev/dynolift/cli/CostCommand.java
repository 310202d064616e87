package dev.dynolift.cli;

import dev.dynolift.cost.CostEstimate;
import dev.dynolift.cost.CostLine;
import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.cost.Sensitivity;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.market.PriceFile;
import dev.dynolift.market.Prices;
import dev.dynolift.market.Prices.Fresh;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Numbers;
import dev.dynolift.terminal.TextTable;
import dev.dynolift.terminal.TextTable.Align;
import dev.dynolift.workspace.Workspace;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Sets what Heroku costs against what the plan costs. */
@Command(
        name = "cost",
        description = {
            "Sets what Heroku costs today against what the plan costs on AWS, line by line. Reads only.",
            "Each line is measured, assumed or unknown; list prices in US dollars without tax."
        })
final class CostCommand implements Callable<Integer> {

    @Mixin
    WorkspaceOption workspace = new WorkspaceOption();

    @Option(names = "--json", description = "Print one JSON object, with the source and date of every price.")
    boolean json;

    @Option(
            names = "--app",
            paramLabel = "APP",
            description = {
                "Show this app line by line, where more than " + CostTable.FEW + " have a line each.",
                "May be repeated."
            })
    List<String> apps = List.of();

    @Option(
            names = "--refresh-prices",
            description = {
                "Ask AWS for the prices of what the plan has, and keep them in prices.json for later estimates.",
                "Takes a login to AWS with the right pricing:GetProducts; asks nothing else."
            })
    boolean refreshPrices;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(System.getenv());
        Workspace folder = workspace.find();
        Inventory inventory = InventoryFile.read(folder.inventory());
        MigrationPlan plan = PlanFile.readFor(inventory, folder.plan());
        if (refreshPrices) {
            refresh(console, folder, plan, inventory);
        }
        CostEstimate estimate = CostEstimate.of(plan, inventory, new Prices(PriceFile.read(folder.prices())));
        refuseUnknown(estimate);
        if (json) {
            console.result(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(estimate));
            return 0;
        }
        side(console, estimate, Side.HEROKU, "Heroku today");
        side(console, estimate, Side.AWS, "AWS, " + estimate.region());
        console.result(verdict(estimate));
        if (estimate.awsOnceCents() > 0) {
            console.result("The move itself costs about " + CostTable.dollars(estimate.awsOnceCents()) + " USD, once.");
        }
        if (!estimate.sensitivity().isEmpty()) {
            console.result("\nWhat would change the answer, in USD a month:");
            TextTable table = new TextTable(Align.RIGHT, Align.LEFT).wrapping();
            for (Sensitivity sensitivity : estimate.sensitivity()) {
                String sign = sensitivity.monthlyCents() > 0 ? "+" : "";
                table.row("  " + sign + CostTable.dollars(sensitivity.monthlyCents()), sensitivity.change());
            }
            table.lines(console.width(), console.resultPalette()).forEach(console::result);
        }
        long unchecked =
                estimate.lines(Side.AWS).stream().filter(CostLine::isUnchecked).count();
        if (unchecked > 0) {
            console.say("\nThe prices of " + Numbers.count(unchecked, "line")
                    + " are another region's or not checked; AWS tells its own: dynolift cost --refresh-prices"
                    + workspace.again());
        }
        if (CostTable.isLong(estimate.lines()) && apps.isEmpty()) {
            console.say("\nOne app line by line: dynolift cost --app NAME" + workspace.again());
        }
        console.say("\nSources and dates of all prices: dynolift cost --json" + workspace.again()
                + "\nNext: dynolift generate" + workspace.again());
        return 0;
    }

    private void refuseUnknown(CostEstimate estimate) {
        Set<String> known = estimate.lines().stream().map(CostLine::app).collect(Collectors.toSet());
        List<String> unknown = apps.stream().filter(app -> !known.contains(app)).toList();
        if (!unknown.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "there is no line for " + String.join(", ", unknown),
                    "--app takes the names that apps have at Heroku.",
                    "Run `dynolift cost` without it to see them.");
        }
    }

    /** Whatever an estimate looks up is asked for. */
    private static void refresh(Console console, Workspace folder, MigrationPlan plan, Inventory inventory) {
        Prices tables = Prices.ofTables();
        CostEstimate.of(plan, inventory, tables);
        List<Fresh> fresh = PriceRefresh.of(tables.wanted(), System.getenv());
        PriceFile.write(folder.prices(), fresh);
        int kept = tables.wanted().size() - fresh.size();
        console.say("AWS told " + fresh.size() + " prices, kept in " + folder.prices() + "; " + kept
                + (kept == 1 ? " is" : " are") + " from dynolift's tables.\n");
    }

    private void side(Console console, CostEstimate estimate, Side side, String title) {
        TextTable table = CostTable.of(title, estimate.lines(side), Set.copyOf(apps));
        table.lines(Math.max(console.width(), 100), console.resultPalette()).forEach(console::result);
        console.result("");
    }

    /** What both sums allow to be said: a sum with an unknown line is the least that its side costs. */
    static String verdict(CostEstimate estimate) {
        long difference = estimate.awsMonthlyCents() - estimate.herokuMonthlyCents();
        long ofHeroku = estimate.unknown(Side.HEROKU);
        long ofAws = estimate.unknown(Side.AWS);
        String how = difference == 0
                ? "the same as Heroku"
                : CostTable.dollars(Math.abs(difference)) + " USD a month " + (difference < 0 ? "less" : "more")
                        + " than Heroku";
        if (ofHeroku > 0 && estimate.herokuMonthlyCents() == 0) {
            return "What Heroku costs is not known, so nothing can be compared; AWS costs "
                    + (ofAws > 0 ? "at least " : "") + CostTable.dollars(estimate.awsMonthlyCents()) + " USD a month.";
        }
        if (ofHeroku + ofAws == 0) {
            return "AWS costs " + how + ".";
        }
        boolean sure = difference < 0 ? ofAws == 0 : difference > 0 && ofHeroku == 0;
        String lines = Stream.of(lines(ofHeroku, "Heroku"), lines(ofAws, "AWS"))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" and "));
        return sure
                ? "AWS costs at least " + how + ": nobody can tell " + lines + "."
                : "As far as it is known, AWS costs " + how + "; nobody can tell " + lines
                        + ", which may turn that round.";
    }

    private static String lines(long unknown, String side) {
        return unknown == 0 ? "" : (unknown == 1 ? "one line" : unknown + " lines") + " of " + side + "'s";
    }
}
