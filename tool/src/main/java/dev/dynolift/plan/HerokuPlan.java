package dev.dynolift.plan;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.Inventory;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What of Heroku is taken into Terraform for as long as apps run there.
 *
 * @param terraform whether there is a root of its own for the apps as they are at Heroku
 * @param awsUsers the apps that get a login to AWS for what they use there already, by their Heroku names
 */
public record HerokuPlan(Choice<Boolean> terraform, Choice<List<String>> awsUsers) {

    /** Nothing; also in plans of before it could be chosen. */
    static final HerokuPlan NOTHING = new HerokuPlan(
            Choice.byDefault(
                    false,
                    "true: infra/heroku takes apps, add-ons, dynos and domains into Terraform as they are, without settings"),
            Choice.byDefault(
                    List.of(), "apps that get an IAM user for what they use on AWS from Heroku, and for nothing else"));

    static HerokuPlan of(Estate estate) {
        List<String> users = estate.apps().stream()
                .map(app -> app.name())
                .filter(app -> !used(app, estate.inventory()).isEmpty())
                .toList();
        return users.isEmpty()
                ? NOTHING
                : new HerokuPlan(
                        NOTHING.terraform(),
                        Choice.byDefault(
                                List.of(),
                                NOTHING.awsUsers().consequence() + "; those that settings lead to are of "
                                        + String.join(", ", users)));
    }

    static HerokuPlan read(SectionReader reader, List<String> apps) {
        HerokuPlan plan = new HerokuPlan(reader.flagChoice("terraform"), reader.textsChoice("awsUsers"));
        for (String app : plan.awsUsers().value()) {
            if (!apps.contains(app)) {
                reader.refuse(
                        "awsUsers",
                        "there is no app `" + app + "`",
                        "Use the Heroku names of apps: " + apps.stream().collect(Collectors.joining(", ")) + ".");
            }
        }
        if (!plan.awsUsers().value().isEmpty() && !plan.terraform().value()) {
            reader.refuse(
                    "awsUsers",
                    "users for apps at Heroku stand in infra/heroku, and `terraform` is false",
                    "Write `terraform: true`, too.");
        }
        reader.finish();
        return plan;
    }

    SectionBuilder section() {
        return new SectionBuilder().choice("terraform", terraform).choice("awsUsers", awsUsers);
    }

    /** What an app's settings lead to on AWS and a user may be given rights for. */
    public static List<AwsAccount.Resource> used(String app, Inventory inventory) {
        AwsAccount account = inventory.surroundings().aws();
        return account == null
                ? List.of()
                : account.everywhere().stream()
                        .flatMap(region -> region.resources().stream())
                        .filter(resource -> KINDS.contains(resource.kind()))
                        .filter(resource -> resource.namedBy().stream().anyMatch(by -> by.startsWith(app + " ")))
                        .toList();
    }

    /** As an audit calls what an app keeps its files, messages and items in. */
    public static final List<String> KINDS = List.of("S3 bucket", "SQS queue", "SNS topic", "DynamoDB table");
}
