package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** A test of its own plan.yaml, which is planned and edited in turns. */
abstract class PlanOnDisk {

    @TempDir
    Path folder;

    Path file() {
        return folder.resolve("plan.yaml");
    }

    /** Plans, again where a plan is there already, and returns what stands in the file then. */
    MigrationPlan plan(Inventory inventory) {
        Replanning planned = Replanning.of(inventory, Optional.of(file()), PlanSettings.NONE);
        planned.write(file());
        return planned.plan();
    }

    /** Writes something else where a text stands first. */
    void edit(String from, String to) throws IOException {
        String text = Files.readString(file());
        int at = text.indexOf(from);
        assertThat(at).as("`" + from + "` in the plan").isNotNegative();
        Files.writeString(file(), text.substring(0, at) + to + text.substring(at + from.length()));
    }
}
