package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.generate.Generator;
import dev.dynolift.infrastructure.EstateSummary;
import dev.dynolift.infrastructure.ImportBlocks;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.Severity;
import dev.dynolift.manifest.Generation;
import dev.dynolift.manifest.Generation.Outcome;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.Blocker;
import dev.dynolift.plan.FindingGroup;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Numbers;
import dev.dynolift.workspace.Workspace;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the plan as files that the user will own. */
@Command(
        name = "generate",
        description = {
            "Writes the plan as plain files: Terraform in infra/, Dockerfile and entrypoint in image/. No file holds a secret.",
            "A file that you edited is kept; its new version is written beside it, its name ending in .new."
        })
final class GenerateCommand implements Callable<Integer> {

    /** What fits a screen or two; an estate of many apps is told in numbers. */
    private static final int MOST_LINES = 80;

    @Mixin
    WorkspaceOption workspace = new WorkspaceOption();

    @Option(names = "--json", description = "Print what happened to each file as one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(System.getenv());
        Workspace folder = workspace.find();
        Inventory inventory = InventoryFile.read(folder.inventory());
        MigrationPlan plan = PlanFile.readFor(inventory, folder.plan(), ImportBlocks::check);
        refuseBlocked(plan);
        Generation generation = Generator.generate(plan, inventory, folder.folder());
        EstateSummary summary = EstateSummary.of(plan);
        if (json) {
            console.result(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(answer(generation, summary)));
        } else {
            tell(console, folder.folder(), plan, generation, summary);
        }
        return 0;
    }

    private static void refuseBlocked(MigrationPlan plan) {
        List<Blocker> open = plan.openBlockers();
        if (!open.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    open.size() == 1 ? "a finding blocks" : open.size() + " findings block",
                    plan.openGroups().stream()
                            .map(group -> "\n  - " + group.first().subject() + ": "
                                    + group.first().what() + " → "
                                    + group.first().next() + " " + group.theSameFor(PlanCommand.NAMED))
                            .map(String::stripTrailing)
                            .collect(Collectors.joining()),
                    "Settle them and run `dynolift plan` again, or accept one with `accepted: true` in plan.yaml.");
        }
    }

    private static Map<String, Object> answer(Generation generation, EstateSummary summary) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("schemaVersion", 1);
        Map<String, String> files = new LinkedHashMap<>();
        generation.files().forEach((path, outcome) -> files.put(path, word(outcome)));
        answer.put("files", files);
        answer.put("notes", generation.notes());
        Map<String, Integer> counts = new LinkedHashMap<>();
        summary.counts().forEach((kind, count) -> counts.put(kind.terraformType(), count));
        answer.put("resources", counts);
        answer.put("wouldBeCreated", summary.lines());
        return answer;
    }

    private static void tell(
            Console console, Path folder, MigrationPlan plan, Generation generation, EstateSummary summary) {
        console.result("Generated in " + folder + ": "
                + generation.files().values().stream()
                        .collect(Collectors.groupingBy(outcome -> outcome, TreeMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(entry -> entry.getValue() + " " + word(entry.getKey()))
                        .collect(Collectors.joining(", "))
                + ".");
        generation
                .with(Outcome.BESIDE)
                .forEach(path -> console.say("Kept your edits of " + path + "; the new version is " + path + ".new"));
        generation.with(Outcome.YOURS).forEach(path -> console.say("Kept your edits of " + path));
        generation
                .with(Outcome.RESTORED)
                .forEach(path -> console.say("Wrote " + path
                        + " again, which had been deleted; to do without it, empty it: an edit is kept"));
        notes(generation.notes(), plan).forEach(note -> console.say("Note: " + note));
        console.result("On AWS this would create:");
        if (summary.lines().size() > MOST_LINES) {
            summary.counts()
                    .forEach((kind, count) -> console.result("  " + Numbers.count(count) + " × " + kind.word()));
            console.say("Each of them by name, in "
                    + Numbers.count(summary.lines().size(), "line") + ": dynolift generate --json");
        } else {
            summary.lines().forEach(line -> console.result("  " + line));
        }
        console.say("Next: read infra/README.md, then `terraform plan` in an environment's folder.");
    }

    /** Notes that say the same of several apps or environments are one, with all their names. */
    static List<String> notes(List<String> notes, MigrationPlan plan) {
        Set<String> names = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        plan.apps().forEach(app -> {
            names.add(app.name());
            names.add(EnvironmentEstate.component(app));
        });
        EnvironmentEstate.of(plan).forEach(estate -> names.add(estate.environmentName()));
        Pattern named = Pattern.compile(
                names.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?<![\\w-])(?:", ")(?![\\w-])")));
        return FindingGroup.of(notes.stream().map(note -> finding(note, named)).toList()).stream()
                .map(group -> (group.first().what() + " " + group.theSameFor(Integer.MAX_VALUE)).strip())
                .toList();
    }

    private static Finding finding(String note, Pattern named) {
        String about =
                named.matcher(note).results().map(MatchResult::group).distinct().collect(Collectors.joining("/"));
        return new Finding("note", Severity.INFO, about, note, "", "", "");
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
