package dev.dynolift.cli;

import dev.dynolift.error.ErrorCode;
import dev.dynolift.infrastructure.ImportBlocks;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.Severity;
import dev.dynolift.plan.FindingGroup;
import dev.dynolift.plan.FindingsPage;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Preset;
import dev.dynolift.plan.Replanning;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Numbers;
import dev.dynolift.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes the plan from the inventory, and keeps what the user has edited in it. */
@Command(
        name = "plan",
        description = {
            "Decides what will be on AWS: reads inventory.json, writes plan.yaml and findings.md.",
            "Your edits of plan.yaml stay. Ends with 3 when a finding blocks."
        })
final class PlanCommand implements Callable<Integer> {

    /** So many things with the same finding are named on the terminal. */
    static final int NAMED = 4;

    @Mixin
    WorkspaceOption workspace = new WorkspaceOption();

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Set a value of the plan, such as apps.crema.services.web.count=2. May be repeated.")
    List<String> values = List.of();

    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            description =
                    "small: one of everything. standard: what the Heroku plans promise. ha: survives a data centre.")
    @Nullable
    Preset preset;

    @Option(names = "--json", description = "Print the plan with its findings as one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(System.getenv());
        Workspace folder = workspace.find();
        Inventory inventory = InventoryFile.read(folder.inventory());
        Replanning planned = Replanning.of(
                inventory,
                Optional.of(folder.plan()),
                new PlanSettings(Optional.ofNullable(preset), values),
                ImportBlocks::check);
        planned.write(folder.plan());
        FindingsPage.write(folder.findings(), planned.plan());
        if (json) {
            console.result(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(planned.plan()));
        } else {
            tell(console, folder, planned);
        }
        return planned.plan().openBlockers().isEmpty() ? 0 : ErrorCode.GATE.exitCode();
    }

    private void tell(Console console, Workspace folder, Replanning planned) {
        MigrationPlan plan = planned.plan();
        console.result("Plan for " + plan.name() + " in " + plan.region().value() + ": "
                + Numbers.count(plan.apps().size(), "app") + ", "
                + Numbers.count(plan.databases().size() + plan.mysqlDatabases().size(), "database") + ", "
                + Numbers.count(plan.caches().size() + plan.memcaches().size(), "cache") + ", "
                + (plan.searches().isEmpty()
                        ? ""
                        : Numbers.count(plan.searches().size(), "search domain") + ", ")
                + Numbers.count(plan.environments().size(), "environment") + ".");
        if (!planned.kept().isEmpty()) {
            console.result("Kept " + Numbers.count(planned.kept().size(), "edit") + " of yours.");
        }
        console.result("  " + shown(folder.plan()) + "      every choice, yours to edit");
        console.result(
                "  " + shown(folder.findings()) + "   " + plan.openBlockers().size() + " blocking, "
                        + Numbers.count(
                                plan.findings().stream()
                                        .filter(finding -> finding.severity() == Severity.WARNING)
                                        .count(),
                                "warning"));
        for (FindingGroup group : plan.openGroups()) {
            Finding first = group.first();
            String others = group.theSameFor(NAMED);
            console.say("Blocking: " + first.subject() + ": " + first.what() + "\n  → " + first.next()
                    + (others.isEmpty() ? "" : "\n  " + others));
        }
        String again = workspace.again();
        console.say(
                plan.openBlockers().isEmpty()
                        ? "Next: read plan.yaml, then `dynolift cost" + again + "` and `dynolift generate" + again
                                + "`."
                        : "Next: settle what blocks, then `dynolift plan" + again + "` again.");
    }

    private static Path shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }
}
