package dev.dynolift.generate;

import dev.dynolift.audit.Audit;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Planner;
import dev.dynolift.plan.Replanning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The small examples: what is known of them, and what the program plans and generates by itself. */
final class SmallExample {

    private static final Path EXAMPLES = Path.of("..", "examples");

    private SmallExample() {}

    static MigrationPlan plan(String example) {
        return Planner.plan(inventory(example), Optional.empty());
    }

    /** As a tree of units, which somebody chose in the plan. */
    static MigrationPlan generateInUnits(String example, Path workspace) {
        return generate(example, workspace, "layout=terragrunt");
    }

    /** As somebody chose it in the plan. */
    static MigrationPlan generate(String example, Path workspace, String... settings) {
        Inventory inventory = inventory(example);
        MigrationPlan plan = Replanning.of(
                        inventory, Optional.empty(), new PlanSettings(Optional.empty(), List.of(settings)))
                .plan();
        Generator.generate(plan, inventory, workspace);
        return plan;
    }

    /** What an audit wrote down, or what the repository tells by itself. */
    static Inventory inventory(String example) {
        Path folder = EXAMPLES.resolve(example);
        Path written = folder.resolve("inventory.json");
        if (Files.exists(written)) {
            return InventoryFile.read(written);
        }
        List<Inventory> apps = new ArrayList<>(List.of(Audit.ofRepository(folder.resolve("repo"), example)));
        Path site = folder.resolve("site");
        if (Files.exists(site)) {
            apps.add(Audit.ofRepository(site, example + "-site"));
        }
        return joined(apps);
    }

    /** As one audit would tell several apps; of one date, as the plan has a digest of it all. */
    private static Inventory joined(List<Inventory> apps) {
        return new Inventory(
                Inventory.SCHEMA_VERSION,
                Instant.parse("2026-11-01T09:00:00Z"),
                apps.get(0).source(),
                all(apps, Inventory::apps),
                all(apps, Inventory::databases),
                all(apps, Inventory::keyValueStores),
                all(apps, Inventory::addons),
                all(apps, Inventory::domains),
                all(apps, Inventory::pipelines),
                all(apps, Inventory::findings));
    }

    private static <T> List<T> all(List<Inventory> apps, Function<Inventory, List<T>> part) {
        return apps.stream().map(part).flatMap(List::stream).toList();
    }
}
