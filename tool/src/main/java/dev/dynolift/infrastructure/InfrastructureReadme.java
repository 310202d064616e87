package dev.dynolift.infrastructure;

import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.StatePlan;
import java.util.List;
import java.util.Map;

/** {@code infra/README.md}: how the generated Terraform is used, and by whom what is owned. */
public final class InfrastructureReadme {

    private InfrastructureReadme() {}

    public static String text(MigrationPlan plan) {
        List<EnvironmentEstate> estates = EnvironmentEstate.of(plan);
        String first =
                estates.isEmpty() ? "production" : estates.get(0).network().environmentName();
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
                    .append(place(estate))
                    .append(", with a state of its own |\n");
        }
        if (inBucket(plan) && plan.layout().value() == MigrationPlan.Layout.TERRAFORM) {
            text.append("| `")
                    .append(StateFiles.bucketFolder(plan))
                    .append(
                            "/` | the bucket for those states, made once and before all else; one for each account |\n");
        }
        if (plan.heroku().terraform().value()) {
            text.append("| `heroku/` | the apps as they are at Heroku, for as long as they are there |\n");
        }
        text.append("| `modules/` | what the environments are made of; each has a README |\n\n");
        text.append("What would be created:\n\n");
        EstateSummary.of(plan).lines().forEach(line -> text.append("- ")
                .append(line.replace("|", "\\|"))
                .append('\n'));
        text.append(plan.layout().value() == MigrationPlan.Layout.TERRAGRUNT ? units(plan, first) : roots(plan, first));
        text.append("""

                ## Who owns what
                - `terraform.tfvars.json` has every value. Change it by changing `plan.yaml` and running `dynolift generate`, or by
                  hand: a file that was edited is never overwritten, its new version is written beside it as `<file>.new`.
                """.replace(
                "terraform.tfvars.json",
                plan.layout().value() == MigrationPlan.Layout.TERRAGRUNT ? "values.json" : "terraform.tfvars.json"));
        if (estates.stream().anyMatch(EnvironmentEstate::runs)) {
            text.append("""
                    - Terraform makes task definitions as templates; a deploy puts the image in. `terraform apply` never changes which
                      image runs, and a deploy never loses a setting.
                    - Settings are names only. Their values go to Parameter Store and Secrets Manager by API, never through Terraform.
                    - Services are born without tasks: nothing runs here before the first deploy. It starts as many as `count` says; later
                      ones keep as many as they find, and change that only where `count` is another than at the deploy before and
                      nobody has scaled by hand meanwhile. `scaling` takes effect with the next apply.
                    - Scheduled jobs sleep until the cutover, so that none runs twice. Then, when they are stopped at Heroku, write
                      `schedules_awake = true` into `schedules.auto.tfvars` and apply. From there on Terraform keeps them awake, also
                      those that are added; `enabled: false` in `plan.yaml` switches one off.
                    - While data is moved, dynolift's engine has a task beside the databases; `modules/migration/README.md` says how it is
                      run. After the move, `migrationTask: false` in `plan.yaml`, `dynolift generate` and an apply take it away.
                    """);
        }
        estates.stream()
                .filter(estate -> estate.apps().values().stream()
                        .anyMatch(app -> estate.stored(app, "parameter") + estate.stored(app, "secret") > 0))
                .findFirst()
                .ifPresent(estate -> text.append(values(estate)));
        text.append(CacheLogin.text(estates));
        text.append(LogDrainSteps.text(estates));
        text.append(OwnKey.text(estates));
        text.append(sharedNetworks(estates));
        estates.stream()
                .filter(estate -> !estate.sites().isEmpty())
                .findFirst()
                .ifPresent(estate -> text.append(sites(estate)));
        text.append(DomainSteps.text(estates));
        return text.toString();
    }

    /** How a value gets in by hand: through no argument, which others on the machine and the shell's history would see. */
    private static String values(EnvironmentEstate estate) {
        return """

                ## Put values in
                The values of settings are put in after the apply and before the first build. These commands read one from standard
                input, so that it stands in no argument and no history: start one, paste the value, then Enter and Ctrl-D.

                ```sh
                tr -d '\\n' | aws ssm put-parameter --name /<app>/<environment>/NAME --type SecureString \\
                  --tier Intelligent-Tiering --overwrite --value file:///dev/stdin
                # What the plan keeps in secrets-manager:
                tr -d '\\n' | aws secretsmanager put-secret-value --secret-id <app>/<environment>/NAME \\
                  --secret-string file:///dev/stdin
                ```

                For a value of several lines, write it to a file that only you can read (`umask 077`), name that in place of
                `/dev/stdin`, and remove it afterwards. Until then a parameter holds the text `has no value yet`.
                """.replace("<app>", estate.apps().keySet().iterator().next())
                .replace("<environment>", estate.environmentName());
    }

    /** Where it is, if that is elsewhere than the plan. */
    private static String place(EnvironmentEstate estate) {
        String region = estate.region().equals(estate.plan().region().value()) ? "" : ", in " + estate.region();
        return region + (estate.account().isEmpty() ? "" : ", in the account " + estate.account());
    }

    /** Who is in whose network, and in which order they come and go. */
    private static String sharedNetworks(List<EnvironmentEstate> estates) {
        List<EnvironmentEstate> sharing = estates.stream()
                .filter(estate -> estate.environment().sharesNetwork())
                .toList();
        if (sharing.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("""

                ## Environments that share a network
                """);
        for (EnvironmentEstate estate : sharing) {
            text.append("- `")
                    .append(estate.environmentName())
                    .append("/` is in the network of `")
                    .append(estate.network().environmentName())
                    .append("/`: apply that first, and destroy it last.\n");
        }
        return text.append("""

                Each has a cluster, a load balancer, databases, security groups, names and a state of its own. What they share is
                the VPC with its subnets, NAT gateways, endpoints and flow logs, which is found by its tags. Whoever destroys the
                network's own environment first takes the NAT gateways away from the other; then AWS refuses to delete the subnets
                that are in use. An apply there brings all of it back.
                """).toString();
    }

    private static String roots(MigrationPlan plan, String first) {
        return """

                ## Use
                Terraform 1.11 or newer, and credentials for the AWS account.

                ```sh
                BEFOREcd FIRST
                terraform init
                terraform plan
                terraform apply
                ```

                """.replace("FIRST", first).replace(
                        "BEFORE",
                        inBucket(plan)
                                ? "(cd " + StateFiles.bucketFolder(plan) + " && terraform init && terraform apply)\n"
                                : "")
                + StateFiles.text(plan, first);
    }

    private static String units(MigrationPlan plan, String first) {
        return """

                ## Use
                Terragrunt 1.0 or newer with Terraform 1.11 or newer, and credentials for the AWS account. Each folder with a
                `terragrunt.hcl` is a unit with a state of its own: `network`, `apps`, one for each database, cache and search domain,
                `alarms`. What a unit takes from others it takes by itself; for a first plan there are mock outputs.

                ```sh
                cd FIRST
                BOOTSTRAPterragrunt run --all plan
                terragrunt run --all apply
                ```

                Where pages say `terraform` in an environment's folder, it is `terragrunt` in its folder `apps`, where files such as
                `domains.auto.tfvars` and `schedules.auto.tfvars` are put, too.
                """.replace("FIRST", first).replace("BOOTSTRAP", inBucket(plan) ? "TG_BACKEND_BOOTSTRAP=true " : "")
                + StateFiles.text(plan, first);
    }

    private static boolean inBucket(MigrationPlan plan) {
        return plan.state().place().value() == StatePlan.Place.S3;
    }

    /** What a deploy of files is. */
    private static String sites(EnvironmentEstate estate) {
        Map.Entry<String, AppPlan> first = estate.sites().entrySet().iterator().next();
        return """

                ## Sites
                In the site's repository `ci/build-site.sh` makes the files and keeps them in the bucket, and `ci/deploy-site.sh` shows
                them to visitors; a pipeline runs both for each commit, or you do:

                ```sh
                RELEASE=$(ci/build-site.sh --app APP --environment FOLDER --tag "$(git rev-parse HEAD)" --region REGION)
                ci/deploy-site.sh --app APP --environment FOLDER --release "$RELEASE" --region REGION
                ```

                A release of before, by its name in the bucket (`.releases/`), is the way back.

                A site answers under CloudFront's own name until there is a certificate for its domains: ACM's, which is asked for in
                us-east-1 as the steps below say, or yours, whose ARN is `certificate` of the `site` in `plan.yaml`.
                """.replace("FOLDER", estate.environmentName())
                .replace("REGION", estate.region())
                .replace("APP", first.getKey());
    }
}
