package dev.dynolift.generate;

import dev.dynolift.plan.MigrationPlan;
import java.util.List;

/** {@code infra/README.md}: how the generated Terraform is used, and by whom what is owned. */
final class InfrastructureReadme {

    private InfrastructureReadme() {}

    static String text(MigrationPlan plan) {
        List<EnvironmentEstate> estates = EnvironmentEstate.of(plan);
        String first = estates.isEmpty() ? "production" : estates.get(0).environmentName();
        StringBuilder text = new StringBuilder();
        text.append("# ").append(plan.name()).append(" on AWS\n");
        text.append("""
                Plain Terraform, written by `dynolift generate` from `plan.yaml`, and yours: it works without dynolift.

                | folder | what it is |
                |---|---|
                """);
        for (EnvironmentEstate estate : estates) {
            text.append("| `")
                    .append(estate.environmentName())
                    .append("/` | the environment ")
                    .append(estate.environment().name())
                    .append(", with a state of its own |\n");
        }
        text.append("| `modules/` | what the environments are made of; each has a README |\n\n");
        text.append("What would be created:\n\n");
        EstateSummary.of(plan).lines().forEach(line -> text.append("- ")
                .append(line.replace("|", "\\|"))
                .append('\n'));
        text.append("""

                ## Use
                Terraform 1.11 or newer, and credentials for the AWS account.

                ```sh
                cd FIRST
                terraform init
                terraform plan
                terraform apply
                ```

                The state holds no secret. To share it, make a bucket and a file `backend.tf` beside `main.tf`:

                ```hcl
                terraform {
                  backend "s3" {
                    bucket       = "NAME-terraform"
                    key          = "FIRST.tfstate"
                    region       = "REGION"
                    encrypt      = true
                    use_lockfile = true
                  }
                }
                ```

                ## Who owns what
                - `terraform.tfvars.json` has every value. Change it by changing `plan.yaml` and running `dynolift generate`, or by
                  hand: a file that was edited is never overwritten, its new version is written beside it as `<file>.new`.
                - Terraform makes task definitions as templates; a deploy puts the image in. `terraform apply` never changes which
                  image runs, and a deploy never loses a setting.
                - Settings are names only. Their values go to Parameter Store and Secrets Manager by API, never through Terraform.
                - Services are born without tasks and schedules asleep: nothing runs here before the first deploy, and no job runs
                  twice before the cutover.
                - While data is moved, dynolift's engine has a task beside the databases; `modules/migration/README.md` says how it is
                  run. After the move, `migrationTask: false` in `plan.yaml`, `dynolift generate` and an apply take it away.
                """.replace("FIRST", first)
                .replace("NAME", AwsName.of(plan.name()))
                .replace("REGION", plan.region().value()));
        text.append(DomainSteps.text(estates));
        return text.toString();
    }
}
