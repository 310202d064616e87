package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Inventory;
import dev.dynolift.plan.Inventories;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Replanning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where each folder's state is kept. A backend at work is seen by {@link AppliedExamplesTest}. */
class StateFilesTest {

    @TempDir
    Path workspace;

    @Test
    void each_environment_has_a_state_of_its_own_in_a_bucket_with_a_folder() throws IOException {
        generate();

        assertThat(Files.readString(workspace.resolve("infra/production/backend.tf")))
                .contains(
                        "backend \"s3\" {",
                        "\"crema-terraform\"",
                        "\"production/terraform.tfstate\"",
                        "use_lockfile = true");
        assertThat(Files.readString(workspace.resolve("infra/staging/backend.tf")))
                .contains("\"staging/terraform.tfstate\"");
        assertThat(Files.readString(workspace.resolve("infra/state/terraform.tfvars.json")))
                .contains("\"bucket\" : \"crema-terraform\"");
        assertThat(Files.readString(workspace.resolve("infra/README.md")))
                .contains("(cd state && terraform init && terraform apply)\ncd production");
        assertFormatted();
    }

    @Test
    void terraform_cloud_has_a_workspace_for_each_environment() throws IOException {
        generate("state.place=terraform-cloud", "state.organization=coffee", "heroku.terraform=true");

        assertThat(Files.readString(workspace.resolve("infra/production/backend.tf")))
                .contains("organization = \"coffee\"", "name = \"crema-production\"");
        assertThat(Files.readString(workspace.resolve("infra/heroku/backend.tf")))
                .contains("name = \"crema-heroku\"");
        assertThat(workspace.resolve("infra/state")).doesNotExist();
        assertFormatted();
    }

    @Test
    void a_tree_of_units_keeps_its_states_in_the_same_place() throws IOException {
        generate("layout=terragrunt", "state.place=terraform-cloud", "state.organization=coffee");

        assertThat(Files.readString(workspace.resolve("infra/root.hcl")))
                .contains("cloud {", "${local.estate.organization}")
                .doesNotContain("remote_state");
        assertThat(Files.readString(workspace.resolve("infra/estate.json")))
                .contains("\"organization\" : \"coffee\"", "\"name\" : \"crema\"");
    }

    @Test
    void a_state_beside_its_folder_needs_no_file() throws IOException {
        generate("state.place=local");

        assertThat(workspace.resolve("infra/production/backend.tf")).doesNotExist();
        assertThat(Files.readString(workspace.resolve("infra/README.md"))).contains("Before a second person applies");
    }

    @Test
    void an_environment_may_be_in_a_region_and_an_account_of_its_own() throws IOException {
        generate(
                "environments.staging.place.region=eu-west-1",
                "environments.staging.place.account=123456789012",
                "apps.crema.pipeline.service=github",
                "apps.crema.pipeline.repository=coffee/crema",
                "apps.crema-staging.pipeline.service=github",
                "apps.crema-staging.pipeline.repository=coffee/crema");

        String values = Files.readString(workspace.resolve("infra/staging/terraform.tfvars.json"));
        assertThat(values).contains("\"region\" : \"eu-west-1\"", "\"account_id\" : \"123456789012\"");
        // Each account has to know whose tokens it takes.
        assertThat(values).contains("\"token.actions.githubusercontent.com\" : \"sts.amazonaws.com\"");
        assertThat(Files.readString(workspace.resolve("infra/production/terraform.tfvars.json")))
                .contains(
                        "\"region\" : \"us-east-1\"", "\"token.actions.githubusercontent.com\" : \"sts.amazonaws.com\"")
                .doesNotContain("account_id");
        assertThat(Files.readString(workspace.resolve("infra/staging/backend.tf")))
                .contains("\"crema-terraform-123456789012\"", "region       = \"us-east-1\"");
        assertThat(workspace.resolve("infra/state-123456789012/main.tf")).isRegularFile();
        assertThat(Files.readString(workspace.resolve("ci/crema/.github/workflows/deploy-to-aws.yml")))
                .contains("arn:aws:iam::123456789012:role/crema-staging-pipeline", "aws-region: eu-west-1")
                .contains("arn:aws:iam::${{ vars.AWS_ACCOUNT_ID }}:role/crema-production-pipeline");
        assertThat(Files.readString(workspace.resolve("infra/README.md")))
                .contains("the environment staging, in eu-west-1, in the account 123456789012");
    }

    private void generate(String... settings) {
        Inventory inventory = Inventories.crema();
        Generator.generate(
                Replanning.of(inventory, Optional.empty(), new PlanSettings(Optional.empty(), List.of(settings)))
                        .plan(),
                inventory,
                workspace);
    }

    private void assertFormatted() {
        TerraformCommand.Result format =
                TerraformCommand.run(workspace.resolve("infra"), "fmt", "-check", "-recursive", "-diff");
        assertThat(format.exitCode()).as(format.output()).isZero();
    }
}
