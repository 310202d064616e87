package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.infrastructure.TerraformModules;
import dev.dynolift.manifest.Generation;
import dev.dynolift.manifest.Generation.Outcome;
import dev.dynolift.manifest.Manifest;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.Choice;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {

    private static final Path MODULES = Path.of("..", "terraform");
    private static final String VALUES = "infra/production/terraform.tfvars.json";

    @TempDir
    Path workspace;

    @Test
    void the_generated_tree_is_the_approved_one() throws IOException {
        generate(CremaExample.plan());

        ApprovedTree.assertApproved(
                "crema",
                workspace,
                path -> !path.matches(
                                "infra/modules/.*|infra/state/.*\\.(tf|md)|ci/.*\\.sh|infra/.*/(variables|outputs|versions)\\.tf|infra/staging/(main|domains|deployment|settings)\\.tf")
                        && !path.equals(Manifest.NAME));
    }

    @Test
    void the_modules_are_the_hand_written_ones() throws IOException {
        generate(CremaExample.plan());

        for (String module : TerraformModules.NAMES) {
            try (var files = Files.list(MODULES.resolve(module))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(workspace
                                    .resolve("infra/modules")
                                    .resolve(module)
                                    .resolve(file.getFileName().toString()))
                            .hasSameTextualContentAs(file);
                }
            }
        }
        for (String file : List.of("variables.tf", "outputs.tf", "versions.tf")) {
            assertThat(workspace.resolve("infra/staging").resolve(file))
                    .hasSameTextualContentAs(MODULES.resolve("estate").resolve(file));
        }
        try (var folders = Files.list(MODULES)) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString()))
                    .as("every module in the repository is carried along")
                    .hasSize(TerraformModules.NAMES.size() + 2)
                    .contains("estate", "state")
                    .containsAll(TerraformModules.NAMES);
        }
    }

    @Test
    void a_second_run_changes_nothing() throws IOException {
        Generation first = generate(CremaExample.plan());
        Map<Path, FileTime> before = times();

        Generation second = generate(CremaExample.plan());

        assertThat(first.with(Outcome.WRITTEN)).hasSameSizeAs(first.files().keySet());
        assertThat(second.with(Outcome.UNCHANGED)).hasSameSizeAs(second.files().keySet());
        assertThat(times()).isEqualTo(before);
    }

    @Test
    void a_changed_plan_updates_what_nobody_edited() throws IOException {
        generate(CremaExample.plan());

        Generation second = generate(CremaExample.plan("bundle exec falcon serve"));

        assertThat(second.with(Outcome.UPDATED)).contains(VALUES, "image/crema/Dockerfile");
        assertThat(workspace.resolve(VALUES)).content().contains("falcon");
    }

    @Test
    void a_deleted_file_is_there_again_by_name_and_an_emptied_one_stays_empty() throws IOException {
        generate(CremaExample.plan());
        Files.delete(workspace.resolve(VALUES));

        assertThat(generate(CremaExample.plan()).with(Outcome.RESTORED)).containsExactly(VALUES);
        Files.writeString(workspace.resolve(VALUES), "");

        assertThat(generate(CremaExample.plan()).with(Outcome.YOURS)).containsExactly(VALUES);
        assertThat(workspace.resolve(VALUES)).isEmptyFile();
    }

    @Test
    void an_edited_file_is_kept_and_the_new_version_stands_beside_it() throws IOException {
        generate(CremaExample.plan());
        Path edited = Files.writeString(workspace.resolve(VALUES), "{\"mine\": true}\n");

        assertThat(generate(CremaExample.plan()).with(Outcome.YOURS)).containsExactly(VALUES);
        assertThat(workspace.resolve(VALUES + ".new")).doesNotExist();

        Generation changed = generate(CremaExample.plan("bundle exec falcon serve"));
        assertThat(changed.with(Outcome.BESIDE)).containsExactly(VALUES);
        assertThat(edited).hasContent("{\"mine\": true}");
        assertThat(workspace.resolve(VALUES + ".new")).content().contains("falcon");

        Map<Path, FileTime> before = times();
        generate(CremaExample.plan("bundle exec falcon serve"));
        assertThat(times()).as("a second run changes nothing here either").isEqualTo(before);
    }

    @Test
    void a_new_version_taken_over_by_hand_is_no_longer_offered() throws IOException {
        generate(CremaExample.plan());
        Files.writeString(workspace.resolve(VALUES), "{}\n");
        generate(CremaExample.plan("bundle exec falcon serve"));
        Files.copy(workspace.resolve(VALUES + ".new"), workspace.resolve(VALUES), StandardCopyOption.REPLACE_EXISTING);

        Generation last = generate(CremaExample.plan("bundle exec falcon serve"));

        assertThat(last.with(Outcome.BESIDE)).isEmpty();
        assertThat(workspace.resolve(VALUES + ".new")).doesNotExist();
    }

    @Test
    void what_is_no_longer_in_the_plan_goes_unless_it_was_edited() throws IOException {
        MigrationPlan plan = CremaExample.plan();
        generate(plan);
        Files.writeString(workspace.resolve("infra/staging/outputs.tf"), "# mine\n");

        Generation second = generate(new MigrationPlan(
                plan.schemaVersion(),
                plan.name(),
                plan.inventoryHash(),
                plan.region(),
                plan.preset(),
                plan.architecture(),
                plan.layout(),
                plan.state(),
                plan.heroku(),
                plan.environments().subList(0, 1),
                plan.apps().subList(0, 1),
                plan.databases().subList(0, 1),
                plan.mysqlDatabases(),
                plan.caches(),
                plan.memcaches(),
                plan.searches(),
                List.of(),
                List.of()));

        assertThat(second.with(Outcome.REMOVED)).contains("infra/staging/main.tf");
        assertThat(second.with(Outcome.YOURS)).containsExactly("infra/staging/outputs.tf");
        assertThat(workspace.resolve("infra/staging")).isDirectoryNotContaining("glob:**/main.tf");
    }

    @Test
    void what_a_person_has_to_look_at_is_said() {
        Generation generation = generate(CremaExample.plan());

        assertThat(generation.notes())
                .containsExactly(
                        "Lines of the Aptfile of crema that no package list of the image's base holds are not in the image:"
                                + " :repo:deb http://example.com/ noble main.",
                        "The workflow of crema finds the AWS account in the variable AWS_ACCOUNT_ID of its GitHub"
                                + " repository: set it.");
    }

    @Test
    void no_file_holds_what_only_a_secret_may() throws IOException {
        generate(CremaExample.plan());

        assertThat(workspace.resolve("image/crema/Dockerfile"))
                .content()
                .contains("--mount=type=secret,id=BUNDLE_GEMS__CONTRIBSYS__COM")
                .doesNotContainPattern("(?m)^(ENV|ARG) .*(SECRET|CONTRIBSYS|TOKEN)");
        assertThat(workspace.resolve(VALUES)).content().contains("\"STRIPE_SECRET_KEY\" : {\n          \"store\"");
    }

    @Test
    void an_image_fetches_settings_when_one_of_its_environments_wants_that() {
        MigrationPlan plan = CremaExample.plan();
        MigrationPlan mixed = new MigrationPlan(
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
                List.of(
                        plan.apps().get(0),
                        plan.apps().get(1).withSecrets(Choice.yours(AppPlan.SecretsBy.RUNTIME, ""))),
                plan.databases(),
                plan.mysqlDatabases(),
                plan.caches(),
                plan.memcaches(),
                plan.searches(),
                List.of(),
                List.of());

        assertThat(Generator.components(plan).get("crema").secrets().value()).isEqualTo(AppPlan.SecretsBy.ECS);
        AppPlan image = Generator.components(mixed).get("crema");
        assertThat(image.secrets().value()).isEqualTo(AppPlan.SecretsBy.RUNTIME);
        assertThat(image.name()).as("production's in all else").isEqualTo("crema");
    }

    @Test
    void a_command_in_which_a_key_stood_is_refused_even_when_its_blocker_was_accepted() {
        assertThatThrownBy(() -> generate(CremaExample.plan("TOKEN=[secret] bundle exec puma")))
                .hasMessageContaining("apps.crema.services.web.command")
                .hasMessageContaining("$TOKEN");
        assertThat(workspace).isEmptyDirectory();
    }

    @Test
    void names_that_collide_on_aws_are_refused_all_at_once() {
        MigrationPlan plan = CremaExample.plan();
        MigrationPlan colliding = new MigrationPlan(
                plan.schemaVersion(),
                plan.name(),
                plan.inventoryHash(),
                plan.region(),
                plan.preset(),
                plan.architecture(),
                plan.layout(),
                plan.state(),
                plan.heroku(),
                List.of(plan.environments().get(0), plan.environments().get(0)),
                List.of(plan.apps().get(0), plan.apps().get(0)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        assertThatThrownBy(() -> generate(colliding))
                .hasMessageContaining("the folder production")
                .hasMessageContaining("component crema too");
    }

    @Test
    void a_component_whose_settings_aws_would_refuse_is_refused_before_terraform_runs() throws IOException {
        Path file = workspace.resolve("plan.yaml");
        PlanFile.write(file, CremaExample.plan());
        Files.writeString(
                file, Files.readString(file).replaceAll("(?m)^( +)component: crema\\b", "$1component: awsome-crema"));

        assertThatThrownBy(() -> generate(PlanFile.read(file)))
                .hasMessageContaining("its settings would be at /awsome-crema");
    }

    @Test
    void what_the_account_has_already_is_imported() throws IOException {
        generate(CremaExample.importing("RDS instance crema-production-main", "ECR repository crema-production/crema"));

        assertThat(workspace.resolve("infra/production/imports.tf")).content().endsWith("""

                import {
                  to = module.cluster.aws_ecr_repository.this["crema"]
                  id = "crema-production/crema"
                }

                import {
                  to = module.database["main"].aws_db_instance.this
                  id = "crema-production-main"
                }
                """);
        assertThat(workspace.resolve("infra/staging/imports.tf")).doesNotExist();
    }

    @Test
    void what_the_estate_does_not_have_is_not_imported() {
        assertThatThrownBy(
                        () -> generate(CremaExample.importing("RDS instance crema-production-mian", "S3 bucket crema")))
                .hasMessageContaining("Did you mean `RDS instance crema-production-main`?")
                .hasMessageContaining("it imports `S3 bucket crema`");
    }

    @Test
    void a_key_of_ones_own_is_in_the_values_and_its_change_is_told() throws IOException {
        String key = "arn:aws:kms:us-east-1:123456789012:key/0b6cd6f4-5d8a-4c1e-9a51-6f2b7c0d1e2f";
        Path file = workspace.resolve("plan.yaml");
        PlanFile.write(file, CremaExample.plan());
        Files.writeString(
                file, Files.readString(file).replaceFirst("encryptionKey: \"\"", "encryptionKey: \"" + key + "\""));

        assertThat(generate(PlanFile.read(file)).notes()).noneMatch(note -> note.contains("encryption key"));
        assertThat(workspace.resolve(VALUES)).content().contains("\"kms_key_arn\" : \"" + key + "\"");
        assertThat(workspace.resolve("infra/staging/terraform.tfvars.json"))
                .content()
                .doesNotContain("kms");
        assertThat(workspace.resolve("infra/README.md"))
                .content()
                .contains("production: encrypted by your key " + key, "logs.us-east-1.amazonaws.com");

        assertThat(generate(CremaExample.plan()).notes())
                .filteredOn(note -> note.contains("encryption key of production was " + key))
                .singleElement()
                .asString()
                .contains("would be replaced by empty ones");
        assertThat(generate(CremaExample.plan()).notes()).noneMatch(note -> note.contains("encryption key"));
    }

    private Generation generate(MigrationPlan plan) {
        return Generator.generate(plan, CremaExample.inventory(), workspace);
    }

    private Map<Path, FileTime> times() throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        try (var files = Files.walk(workspace)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times;
    }
}
