package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.AwsAccount.Resource;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Surroundings;
import dev.dynolift.manifest.Generation;
import dev.dynolift.plan.Inventories;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Replanning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The root for what still runs at Heroku. Its provider cannot be had here, so Terraform only formats it. */
class HerokuFilesTest {

    @TempDir
    Path workspace;

    @Test
    void apps_are_taken_over_as_they_are_and_no_setting_with_them() throws IOException {
        generate(Inventories.crema(), "heroku.terraform=true");

        JsonNode values = values();
        assertThat(values.path("apps").path("crema").path("id").asString()).isEqualTo("id-crema");
        assertThat(values.path("addons").propertyNames())
                .contains("postgresql-curved-1", "redis-round-1", "papertrail-1", "scheduler-1");
        assertThat(values.path("addons").path("redis-round-1").path("plan").asString())
                .isEqualTo("heroku-redis:premium-0");
        assertThat(values.path("formation").path("crema/web").path("quantity").asInt())
                .isEqualTo(2);
        // Heroku's own name of the app is no domain of anybody's.
        assertThat(values.path("domains").propertyNames()).containsExactly("www.crema.example");
        assertThat(values.toString()).doesNotContain("STRIPE_KEY", "config_vars");
        assertThat(Files.readString(workspace.resolve("infra/heroku/heroku.tf")))
                .contains("set_app_all_config_vars_in_state = false", "set_addon_config_vars_in_state   = false");
        assertThat(workspace.resolve("infra/heroku/aws.tf")).doesNotExist();
        TerraformCommand.Result format =
                TerraformCommand.run(workspace.resolve("infra/heroku"), "fmt", "-check", "-diff");
        assertThat(format.exitCode()).as(format.output()).isZero();
    }

    /** What the values say and what the files take are held together here, as no validation can be run. */
    @Test
    void the_files_declare_every_value_and_take_every_kind_over() throws IOException {
        generate(withAccount(), "heroku.terraform=true", "heroku.awsUsers=crema");

        String variables = Files.readString(workspace.resolve("infra/heroku/variables.tf"));
        assertThat(values().propertyNames())
                .allSatisfy(name -> assertThat(variables).contains("variable \"" + name + "\" {"));
        String text = Files.readString(workspace.resolve("infra/heroku/heroku.tf"));
        Matcher resources =
                Pattern.compile("resource \"(heroku_\\w+)\" \"this\"").matcher(text);
        assertThat(resources.results().map(found -> found.group(1)))
                .containsExactly("heroku_app", "heroku_addon", "heroku_formation", "heroku_domain")
                .allSatisfy(type -> assertThat(text).contains("to       = " + type + ".this[each.key]"));
    }

    @Test
    void an_app_that_uses_aws_from_heroku_gets_a_login_for_that_alone() throws IOException {
        Generation generation =
                generate(withAccount(), "heroku.terraform=true", "heroku.awsUsers=crema, crema-staging");

        JsonNode values = values();
        assertThat(values.path("account_id").asString()).isEqualTo("123456789012");
        assertThat(values.path("aws_users")).hasSize(1);
        assertThat(values.path("aws_users").path("crema"))
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"buckets\":[\"crema-uploads\"],\"tables\":[\"crema-sessions\"]}"));
        assertThat(generation.notes())
                .anyMatch(note -> note.startsWith("The IAM user of crema-staging was not generated"));
        assertThat(workspace.resolve("infra/heroku/new-aws-key.sh")).isExecutable();
        assertThat(workspace.resolve("infra/modules/heroku_user/main.tf")).isRegularFile();
    }

    @Test
    void nothing_of_it_is_generated_unasked() {
        generate(Inventories.crema());

        assertThat(workspace.resolve("infra/heroku")).doesNotExist();
    }

    private Generation generate(Inventory inventory, String... settings) {
        MigrationPlan plan = Replanning.of(
                        inventory, Optional.empty(), new PlanSettings(Optional.empty(), List.of(settings)))
                .plan();
        return Generator.generate(plan, inventory, workspace);
    }

    private JsonNode values() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(workspace.resolve("infra/heroku/terraform.tfvars.json")));
    }

    private static Inventory withAccount() {
        AwsAccount account = new AwsAccount(
                "123456789012",
                "us-east-1",
                List.of(
                        new Resource("S3 bucket", "crema-uploads", null, List.of("crema S3_BUCKET")),
                        new Resource("S3 bucket", "somebody-elses", null, List.of()),
                        new Resource("DynamoDB table", "crema-sessions", null, List.of("crema SESSIONS")),
                        new Resource("IAM user", "root", null, List.of("crema AWS_ACCESS_KEY_ID"))),
                List.of(),
                List.of());
        return Inventories.crema()
                .withSurroundings(
                        new Surroundings(List.of(), List.of(), List.of(), List.of(), account, null, List.of()));
    }
}
