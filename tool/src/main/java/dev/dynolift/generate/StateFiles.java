package dev.dynolift.generate;

import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.StatePlan.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What tells Terraform where the states are kept, and makes the place. A backend takes no variables, so it is written out. */
final class StateFiles {

    private StateFiles() {}

    /** The bucket's own folder; nothing where there is no bucket, or where Terragrunt makes it. */
    static List<GeneratedFile> bucket(MigrationPlan plan) {
        boolean units = plan.layout().value() == MigrationPlan.Layout.TERRAGRUNT;
        if (units || plan.state().place().value() != Place.S3) {
            return List.of();
        }
        List<GeneratedFile> files = new ArrayList<>(TerraformModules.state());
        files.add(GeneratedFile.text(
                "infra/state/terraform.tfvars.json",
                TerraformValues.text(JsonMapper.shared()
                        .createObjectNode()
                        .put("name", AwsName.of(plan.name()))
                        .put("region", plan.region().value())
                        .put("bucket", plan.state().bucket().value()))));
        return files;
    }

    /** {@code backend.tf} of an environment's folder; none where the state lies beside it. */
    static Optional<GeneratedFile> backend(EnvironmentEstate estate) {
        return backend(estate.plan(), estate.environmentName());
    }

    /** The same for any folder of {@code infra/}. */
    static Optional<GeneratedFile> backend(MigrationPlan plan, String folder) {
        String file = "infra/" + folder + "/backend.tf";
        return switch (plan.state().place().value()) {
            case S3 ->
                Optional.of(GeneratedFile.text(
                        file, """
                        # The bucket is made by the folder ../state.
                        terraform {
                          backend "s3" {
                            bucket       = "BUCKET"
                            key          = "ENVIRONMENT/terraform.tfstate"
                            region       = "REGION"
                            encrypt      = true
                            use_lockfile = true
                          }
                        }
                        """.replace("BUCKET", plan.state().bucket().value())
                                .replace("ENVIRONMENT", folder)
                                .replace("REGION", plan.region().value())));
            case TERRAFORM_CLOUD ->
                Optional.of(GeneratedFile.text(file, """
                        # Terraform Cloud keeps the state. Its workspace makes the plans, too, unless its execution mode is local.
                        terraform {
                          cloud {
                            organization = "ORGANIZATION"

                            workspaces {
                              name = "WORKSPACE"
                            }
                          }
                        }
                        """.replace(
                                "ORGANIZATION", plan.state().organization().value())
                        .replace("WORKSPACE", AwsName.of(plan.name()) + "-" + folder)));
            case LOCAL -> Optional.empty();
        };
    }

    /** What infra/README.md says of it. */
    static String text(MigrationPlan plan, String first) {
        boolean units = plan.layout().value() == MigrationPlan.Layout.TERRAGRUNT;
        return switch (plan.state().place().value()) {
            case S3 ->
                units
                        ? """
                          The states hold no secret. They are in the bucket `BUCKET`, which `estate.json` names and the first plan makes.
                          """.replace("BUCKET", plan.state().bucket().value())
                        : """
                          The states hold no secret. They are in the bucket `BUCKET`, each with a lock; the folder `state/` makes it, once and
                          before all others. Whoever wants to try FIRST without it moves `FIRST/backend.tf` away.
                          """.replace("BUCKET", plan.state().bucket().value()).replace("FIRST", first);
            case TERRAFORM_CLOUD ->
                """
                The states hold no secret. Terraform Cloud keeps them for the organization `ORGANIZATION`: `terraform login` first. Its
                workspaces also make the plans and need AWS credentials for that, unless their execution mode is set to local.
                """.replace("ORGANIZATION", plan.state().organization().value());
            case LOCAL -> """
                The state holds no secret and lies in the folder. Before a second person applies, choose a place for it: `state` in
                `plan.yaml`.
                """;
        };
    }
}
