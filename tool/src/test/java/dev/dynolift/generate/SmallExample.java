package dev.dynolift.generate;

import dev.dynolift.audit.Audit;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.Planner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The small examples: what is known of them, and what the program plans and generates by itself. */
final class SmallExample {

    private static final Path EXAMPLES = Path.of("..", "examples");

    private SmallExample() {}

    static MigrationPlan plan(String example) {
        return Planner.plan(inventory(example), Optional.empty());
    }

    /** Writes the generated files of an example into a workspace. */
    static MigrationPlan generate(String example, Path workspace) {
        MigrationPlan plan = plan(example);
        Generator.generate(plan, inventory(example), workspace);
        return plan;
    }

    /** What an audit wrote down, or what the repository tells by itself. */
    private static Inventory inventory(String example) {
        Path folder = EXAMPLES.resolve(example);
        Path written = folder.resolve("inventory.json");
        return Files.exists(written)
                ? InventoryFile.read(written)
                : asOf("2026-11-01T09:00:00Z", Audit.ofRepository(folder.resolve("repo"), example));
    }

    /** The plan names its inventory by a digest, and that one has a date. */
    private static Inventory asOf(String time, Inventory inventory) {
        return new Inventory(
                inventory.schemaVersion(),
                Instant.parse(time),
                inventory.source(),
                inventory.apps(),
                inventory.databases(),
                inventory.keyValueStores(),
                inventory.addons(),
                inventory.domains(),
                inventory.pipelines(),
                inventory.findings());
    }
}
