package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.dynolift.audit.Audit;
import dev.dynolift.cost.CostEstimate;
import dev.dynolift.cost.CostLine;
import dev.dynolift.cost.CostLine.Side;
import dev.dynolift.infrastructure.EstateSummary;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.plan.ImagePlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Planner;
import dev.dynolift.plan.Replanning;
import dev.dynolift.plan.ServicePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The images of apps of other shapes: assets by Node and an Aptfile; an API alone; Python with Celery and uv; each with a choice
 * of the user's.
 */
class ImageExamplesTest {

    private static final String CDN = "apps.atlas.image.assets=cdn apps.atlas.settings.ASSET_HOST=dropped";

    @TempDir
    Path workspace;

    private List<String> notes = List.of();

    @ParameterizedTest
    @CsvSource({"atlas," + CDN, "ledger,apps.ledger.image.base=heroku-24", "harbour,caches.harbour-redis.move=copy"})
    void the_generated_image_is_the_approved_one(String example, String choices) throws IOException {
        generated(example, choices);

        ApprovedTree.assertApproved(example, workspace, path -> path.startsWith("image/"));
    }

    @Test
    void a_beat_never_runs_twice() {
        List<ServicePlan> services = generated("harbour", "caches.harbour-redis.move=copy")
                .apps()
                .get(0)
                .services();

        assertThat(services)
                .extracting(ServicePlan::name, service -> service.rollout().value(), service -> service.count()
                        .value())
                .contains(
                        tuple("worker", ServicePlan.Rollout.ROLLING, 2),
                        tuple("beat", ServicePlan.Rollout.ONE_AT_MOST, 1));
    }

    @Test
    void static_files_that_cloudfront_serves_are_known_to_terraform_and_to_whoever_pays() throws IOException {
        MigrationPlan plan = generated("atlas", CDN);

        assertThat(Files.readString(workspace.resolve("infra/production/terraform.tfvars.json")))
                .containsIgnoringWhitespaces("""
                        "assets" : {
                          "folder" : "public",
                          "path" : "",
                          "variable" : "ASSET_HOST",
                          "long_cache_paths" : [ "/assets/*", "/packs/*", "/vite/*" ]
                        }""");
        assertThat(EstateSummary.of(plan).counts()).containsEntry(EstateSummary.Kind.DISTRIBUTION, 1);
        assertThat(CostEstimate.of(plan, SmallExample.inventory("atlas")).lines(Side.AWS))
                .extracting(CostLine::subject)
                .contains("atlas static files", "atlas static files to visitors");
    }

    @Test
    void a_name_that_is_a_setting_too_and_code_that_does_not_ask_are_said() {
        assertThatThrownBy(() -> generated("atlas", "apps.atlas.image.assets=cdn"))
                .hasMessageContaining("`ASSET_HOST` is a setting of the app already");

        generated("ledger", "apps.ledger.image.assets=cdn");
        assertThat(notes)
                .anyMatch(note -> note.startsWith("The code of ledger does not read RAILS_ASSET_HOST: write"
                        + " `config.asset_host = ENV[\"RAILS_ASSET_HOST\"]`"));
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

    @Test
    void a_dockerfile_of_one_s_own_is_kept_and_gets_what_it_lacks() throws IOException {
        Path code = Files.createDirectory(workspace.resolve("code"));
        Files.writeString(code.resolve("heroku.yml"), "build:\n  docker:\n    web: Dockerfile\n");
        Files.writeString(
                code.resolve("Dockerfile"),
                "FROM golang\nCOPY . /src\nENTRYPOINT /src/start\nCMD [\"/src/serve\", \"--port\", \"5000\"]\n");
        // With this alone it would be a static site.
        Files.writeString(code.resolve("index.html"), "<h1>porter</h1>\n");
        Inventory inventory = Audit.ofRepository(code, "porter");
        MigrationPlan plan = Planner.plan(inventory, Optional.empty());

        notes = Generator.generate(plan, inventory, workspace).notes();

        assertThat(plan.apps().get(0).image().base().value()).isEqualTo(ImagePlan.Base.OWN);
        assertThat(plan.apps().get(0).services().get(0).command().value()).isEqualTo("/src/serve --port 5000");
        assertThat(plan.findings())
                .extracting(Finding::id)
                .contains(
                        "image-base-unpinned",
                        "image-entrypoint-ignores-command",
                        "image-runs-as-root",
                        "image-without-ignore-file",
                        "image-without-port");
        assertThat(workspace.resolve("image/porter/.dockerignore")).exists();
        assertThat(workspace.resolve("image/porter/Dockerfile")).doesNotExist();
        assertThat(notes).anyMatch(note -> note.startsWith("The Dockerfile of porter is kept as it is"));
    }

    private MigrationPlan generated(String example, String choices) {
        Inventory inventory = SmallExample.inventory(example);
        MigrationPlan plan = Replanning.of(
                        inventory, Optional.empty(), new PlanSettings(Optional.empty(), List.of(choices.split(" "))))
                .plan();
        notes = Generator.generate(plan, inventory, workspace).notes();
        return plan;
    }
}
