package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Inventory;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Replanning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The images of apps of other shapes: assets by Node and an Aptfile; an API alone; each with a choice of the user's. */
class ImageExamplesTest {

    @TempDir
    Path workspace;

    @ParameterizedTest
    @CsvSource({
        "atlas,apps.atlas.image.assets=cdn apps.atlas.settings.ASSET_HOST=dropped",
        "ledger,apps.ledger.image.base=heroku-24"
    })
    void the_generated_image_is_the_approved_one(String example, String choices) throws IOException {
        MigrationPlan plan = generated(example, choices);
        Files.writeString(
                workspace.resolve("plan.yaml"), PlanFile.text(plan).replaceFirst("(?m)^inventoryHash: .*\\R", ""));

        ApprovedTree.assertApproved(
                example, workspace, path -> path.matches("plan\\.yaml|image/.*|infra/[^/]+/terraform\\.tfvars\\.json"));
    }

    @Test
    void what_an_image_stands_on_is_a_choice_that_a_plan_file_keeps() throws IOException {
        MigrationPlan plan = generated("ledger", "apps.ledger.image.base=heroku-24");
        Path file = Files.writeString(workspace.resolve("plan.yaml"), PlanFile.text(plan));

        assertThat(PlanFile.read(file).apps().get(0).image())
                .isEqualTo(plan.apps().get(0).image());
        assertThat(Files.readString(workspace.resolve("image/ledger/Dockerfile")))
                .contains("FROM docker.io/heroku/heroku:24 AS base", "FROM docker.io/heroku/heroku:24-build AS build")
                .doesNotContain("locales", "libpq-dev", "ruby:${RUBY_VERSION}-slim AS");
    }

    private MigrationPlan generated(String example, String choices) {
        Inventory inventory = SmallExample.inventory(example);
        MigrationPlan plan = Replanning.of(
                        inventory, Optional.empty(), new PlanSettings(Optional.empty(), List.of(choices.split(" "))))
                .plan();
        Generator.generate(plan, inventory, workspace);
        return plan;
    }
}
