package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.Set;
import java.util.stream.Stream;

/** Something on AWS that is called like what will be made. */
final class AwsNameTaken extends Rule {

    private static final Set<String> MADE = Set.of(
            "RDS instance",
            "ElastiCache group",
            "ECS cluster",
            "ECR repository",
            "load balancer",
            "log group",
            "IAM role");

    AwsNameTaken() {
        super("aws-name-taken", WARNING, "e4");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        AwsAccount account = inventory.surroundings().aws();
        if (account == null) {
            return Stream.empty();
        }
        return account.everywhere().stream()
                .flatMap(region -> check(region, account.otherRegions().isEmpty() ? "" : " in " + region.region()));
    }

    private Stream<Finding> check(AwsAccount region, String place) {
        return region.resources().stream()
                .filter(resource ->
                        MADE.contains(resource.kind()) && resource.namedBy().isEmpty())
                .map(resource -> finding(
                        resource.kind() + " " + resource.name() + place,
                        "The account already has this: " + resource.kind() + " " + resource.name() + place + ".",
                        "Names are made from the apps' names; where two are equal, Terraform stops in the middle.",
                        "If an earlier attempt left it, remove it, or name it in `imports` in plan.yaml; else choose"
                                + " another name there.",
                        "AWS"));
    }
}
