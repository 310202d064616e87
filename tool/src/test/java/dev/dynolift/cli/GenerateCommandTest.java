package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.generate.CremaExample;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.Severity;
import dev.dynolift.plan.Blocker;
import dev.dynolift.plan.Choice;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

    @TempDir
    Path workspace;

    @Test
    void writes_what_the_plan_says() {
        InventoryFile.write(workspace.resolve("inventory.json"), CremaExample.inventory());
        PlanFile.write(workspace.resolve("plan.yaml"), CremaExample.plan());

        assertThat(generate()).isZero();
        assertThat(workspace.resolve("infra/production/terraform.tfvars.json")).isNotEmptyFile();
        assertThat(workspace.resolve("image/crema/Dockerfile")).isNotEmptyFile();
        assertThat(generate()).isZero();
    }

    @Test
    void refuses_a_plan_that_was_made_from_another_inventory() {
        Inventory old = CremaExample.inventory();
        InventoryFile.write(
                workspace.resolve("inventory.json"),
                new Inventory(
                        old.schemaVersion(),
                        Instant.parse("2026-11-02T09:00:00Z"),
                        old.source(),
                        old.apps(),
                        old.databases(),
                        old.keyValueStores(),
                        old.addons(),
                        old.domains(),
                        old.pipelines(),
                        old.findings()));
        PlanFile.write(workspace.resolve("plan.yaml"), CremaExample.plan());

        assertThat(generate()).isEqualTo(3);
        assertThat(workspace.resolve("infra")).doesNotExist();
    }

    @Test
    void refuses_while_a_finding_blocks_and_goes_on_once_it_is_accepted() {
        InventoryFile.write(workspace.resolve("inventory.json"), CremaExample.inventory());
        PlanFile.write(workspace.resolve("plan.yaml"), blocked(false));
        assertThat(generate()).isEqualTo(3);
        assertThat(workspace.resolve("infra")).doesNotExist();

        PlanFile.write(workspace.resolve("plan.yaml"), blocked(true));
        assertThat(generate()).isZero();
    }

    @Test
    void a_note_about_many_is_one_with_all_names() {
        List<String> notes = List.of(
                "The repository of crema has a Dockerfile that Heroku does not use.",
                "No role lets a pipeline deploy crema to production yet: write the repository.",
                "The repository of crema-staging has a Dockerfile that Heroku does not use.",
                "No role lets a pipeline deploy crema to staging yet: write the repository.",
                "infra/heroku was not generated.");

        assertThat(GenerateCommand.notes(notes, CremaExample.plan()))
                .containsExactly(
                        "The repository of crema has a Dockerfile that Heroku does not use. The same for crema-staging.",
                        "No role lets a pipeline deploy crema to production yet: write the repository. The same for"
                                + " crema/staging.",
                        "infra/heroku was not generated.");
    }

    private int generate() {
        return Main.run("generate", "--workspace", workspace.toString());
    }

    private static MigrationPlan blocked(boolean accepted) {
        MigrationPlan plan = CremaExample.plan();
        Finding finding = new Finding(
                "secret-only-in-slug",
                Severity.BLOCKING,
                "crema SECRET_KEY_BASE",
                "its value is in the slug alone",
                "Everybody would be logged out.",
                "Read it with a one-off dyno.",
                "/apps/crema/config-vars");
        return new MigrationPlan(
                plan.schemaVersion(),
                plan.name(),
                plan.inventoryHash(),
                plan.region(),
                plan.preset(),
                plan.architecture(),
                plan.layout(),
                plan.state(),
                plan.heroku(),
                plan.environments(),
                plan.apps(),
                plan.databases(),
                plan.mysqlDatabases(),
                plan.caches(),
                plan.memcaches(),
                plan.searches(),
                List.of(new Blocker(finding, Choice.yours(accepted, ""))),
                List.of());
    }
}
