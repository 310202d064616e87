package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.SettingTarget;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something on AWS that a setting names and the account does not hold. */
final class AwsResourceElsewhere extends Rule {

    private static final Map<SettingTarget.Kind, String> WORDS = new EnumMap<>(Map.of(
            SettingTarget.Kind.BUCKET, "S3 bucket",
            SettingTarget.Kind.QUEUE, "SQS queue",
            SettingTarget.Kind.TOPIC, "SNS topic",
            SettingTarget.Kind.TABLE, "DynamoDB table",
            SettingTarget.Kind.SEARCH_DOMAIN, "OpenSearch domain",
            SettingTarget.Kind.DATABASE, "RDS instance",
            SettingTarget.Kind.CACHE, "ElastiCache group"));

    AwsResourceElsewhere() {
        super("aws-resource-elsewhere", WARNING, "e3");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        AwsAccount account = inventory.surroundings().aws();
        if (account == null) {
            return Stream.empty();
        }
        return inventory.surroundings().settingTargets().stream()
                .filter(target -> WORDS.containsKey(target.kind()) && target.name() != null)
                .filter(target -> account.everywhere().stream()
                        .flatMap(region -> region.resources().stream())
                        .noneMatch(resource -> resource.kind().equals(WORDS.get(target.kind()))
                                && resource.name().equals(target.name())))
                .map(target -> finding(
                        target.app() + " " + target.setting(),
                        "The " + WORDS.get(target.kind()) + " " + target.name() + " that " + target.setting()
                                + " names is not in this account, as far as "
                                + account.everywhere().stream()
                                        .map(AwsAccount::region)
                                        .collect(Collectors.joining(", "))
                                + (account.everywhere().size() == 1 ? " was read." : " were read."),
                        "A role of this account has no right to it unless its owner grants that.",
                        "Find its owner; run the audit with his login, too, or ask him for a grant.",
                        "/apps/" + target.app() + "/config-vars"));
    }
}
