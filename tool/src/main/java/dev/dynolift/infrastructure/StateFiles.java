package dev.dynolift.infrastructure;

import dev.dynolift.manifest.GeneratedFile;
import dev.dynolift.naming.AwsName;
import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.StatePlan.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What tells Terraform where the states are kept, and makes the place. A backend takes no variables, so it is written out. */
public final class StateFiles {

    private StateFiles() {}

    /** The bucket's own folder; nothing where there is no bucket, or where Terragrunt makes it. */
    public static List<GeneratedFile> bucket(MigrationPlan plan) {
        boolean units = plan.layout().value() == MigrationPlan.Layout.TERRAGRUNT;
        if (units || plan.state().place().value() != Place.S3) {
            return List.of();
        }
        List<GeneratedFile> files = new ArrayList<>();
        for (String account : accounts(plan)) {
            String folder = folder(account);
            files.addAll(TerraformModules.state(folder));
            ObjectNode values = JsonMapper.shared()
                    .createObjectNode()
                    .put("name", AwsName.of(plan.name()))
                    .put("region", plan.region().value())
                    .put("bucket", bucket(plan, account));
            if (!account.isEmpty()) {
                values.put("account_id", account);
            }
            files.add(GeneratedFile.text("infra/" + folder + "/terraform.tfvars.json", TerraformValues.text(values)));
        }
        return files;
    }

    /** One bucket for each account; "" is whichever the login belongs to. */
    private static Set<String> accounts(MigrationPlan plan) {
        return EnvironmentEstate.of(plan).stream()
                .map(EnvironmentEstate::account)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String folder(String account) {
        return account.isEmpty() ? "state" : "state-" + account;
    }

    private static String bucket(MigrationPlan plan, String account) {
        return plan.state().bucket().value() + (account.isEmpty() ? "" : "-" + account);
    }

    /** The folder that makes the first environment's bucket. */
    static String bucketFolder(MigrationPlan plan) {
        return folder(EnvironmentEstate.of(plan).get(0).account());
    }

    /** The bucket that an environment's state is in. */
    public static String bucket(EnvironmentEstate estate) {
        return bucket(estate.plan(), estate.account());
    }

    /** {@code backend.tf} of an environment's folder; none where the state lies beside it. */
    public static Optional<GeneratedFile> backend(EnvironmentEstate estate) {
        return backend(estate.plan(), estate.environmentName(), estate.account());
    }

    /** The same for any folder of {@code infra/}. */
    public static Optional<GeneratedFile> backend(MigrationPlan plan, String folder, String account) {
        String file = "infra/" + folder + "/backend.tf";
        return switch (plan.state().place().value()) {
            case S3 ->
                Optional.of(GeneratedFile.text(file, """
                        # The bucket is made by the folder ../STATE.
                        terraform {
                          backend "s3" {
                            bucket       = "BUCKET"
                            key          = "ENVIRONMENT/terraform.tfstate"
                            region       = "REGION"
                            encrypt      = true
                            use_lockfile = true
                          }
                        }
                        """.replace("STATE", folder(account))
                        .replace("BUCKET", bucket(plan, account))
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
                          The states hold no secret. They are in the bucket `BUCKET`, which `environment.json` names and the first plan makes.
                          """.replace(
                                "BUCKET", bucket(EnvironmentEstate.of(plan).get(0)))
                        : """
                          The states hold no secret. They are in the bucket `BUCKET`, each with a lock; the folder `STATE/` makes it, once and
                          before all others. Whoever wants to try FIRST without it moves `FIRST/backend.tf` away.
                          """.replace(
                                        "BUCKET",
                                        bucket(EnvironmentEstate.of(plan).get(0)))
                                .replace("STATE", bucketFolder(plan))
                                .replace("FIRST", first);
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
