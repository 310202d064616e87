package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.generate.CremaExample;
import dev.dynolift.infrastructure.ImportBlocks;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plan.yaml imports is refused where the plan is read, and not only once files are made of it. */
class ImportsInPlanTest {

    private static final String WRONG = "imports: [RDS instance crema-production-mian] ";

    @TempDir
    Path workspace;

    @BeforeEach
    void plan() {
        InventoryFile.write(workspace.resolve("inventory.json"), CremaExample.inventory());
        PlanFile.write(workspace.resolve("plan.yaml"), CremaExample.plan());
    }

    @Test
    void a_wrong_import_is_told_with_its_line_beside_all_other_problems() throws IOException {
        edit("imports: \\[] ", WRONG);
        edit("zones: 2 ", "zones: 9 ");
        long line = Files.readAllLines(file()).stream()
                        .takeWhile(text -> !text.contains("mian"))
                        .count()
                + 1;

        assertThatThrownBy(() -> PlanFile.read(file(), ImportBlocks::check))
                .hasMessageContaining("zones")
                .hasMessageContaining("plan.yaml:" + line + ": environment production: it imports `RDS instance")
                .hasMessageContaining("Did you mean `RDS instance crema-production-main`?");
    }

    @Test
    void plan_refuses_it_and_leaves_the_file_as_it_is() throws IOException {
        // The example's inventory has no process, which blocks.
        assertThat(Main.run("plan", "--workspace", workspace.toString())).isEqualTo(3);
        edit("imports: \\[] ", "imports: [S3 bucket crema] ");
        String before = Files.readString(file());

        assertThat(Main.run("plan", "--workspace", workspace.toString())).isEqualTo(2);
        assertThat(file()).hasContent(before);
        edit("S3 bucket crema", "ECS cluster crema-production");
        assertThat(Main.run("plan", "--workspace", workspace.toString())).isEqualTo(3);
    }

    private Path file() {
        return workspace.resolve("plan.yaml");
    }

    private void edit(String from, String to) throws IOException {
        Files.writeString(file(), Files.readString(file()).replaceFirst(from, to));
    }
}
