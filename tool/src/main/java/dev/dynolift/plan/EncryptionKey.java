package dev.dynolift.plan;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which key of KMS encrypts what an environment keeps: AWS's own, or one of the user's. */
final class EncryptionKey {

    /** As long as nobody has a key; also in plans of before there was a choice. */
    static final Choice<String> OF_AWS = Choice.byDefault(
            "",
            "AWS's own keys; the ARN of a key of yours encrypts by it whatever takes one. Choose before the first apply:"
                    + " later databases, caches, search and image repositories would be made anew, and empty");

    /** Multi-Region keys (mrk-…) are keys like others, each in its region. */
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:kms:(?<region>[a-z0-9-]+):(?<account>\\d{12}):key/[0-9A-Za-z-]+");

    private static final Pattern ALIAS = Pattern.compile("(arn:aws[a-z-]*:kms:[^:]*:[^:]*:)?alias/.*");

    private EncryptionKey() {}

    /** A problem of a key, and what to do. */
    record Problem(String what, String next) {}

    static Choice<String> read(SectionReader reader) {
        if (!reader.has("encryptionKey")) {
            return OF_AWS;
        }
        Choice<String> key = reader.textChoice("encryptionKey");
        if (ALIAS.matcher(key.value()).matches()) {
            reader.refuse(
                    "encryptionKey",
                    "`" + key.value()
                            + "` is an alias, which may lead to another key tomorrow, and what is encrypted would stay with the old one",
                    "Write the key's own ARN: aws kms describe-key --key-id " + key.value()
                            + " --query KeyMetadata.Arn --output text");
        } else if (!key.value().isEmpty() && !ARN.matcher(key.value()).matches()) {
            reader.refuse(
                    "encryptionKey",
                    "`" + key.value() + "` is no ARN of a key",
                    "Write one like arn:aws:kms:eu-west-1:123456789012:key/…, or \"\" for AWS's own keys.");
        }
        return key;
    }

    /** Whether the key is where the environment is. */
    static Optional<Problem> problem(MigrationPlan plan, EnvironmentPlan environment) {
        Matcher arn = ARN.matcher(environment.encryptionKey().value());
        if (!arn.matches()) {
            return Optional.empty();
        }
        String region = plan.regionOf(environment);
        if (!arn.group("region").equals(region)) {
            return Optional.of(new Problem(
                    "its key is in " + arn.group("region") + ", and it is in " + region,
                    "A key encrypts in its own region: name one of " + region
                            + ", or a replica there of your multi-Region key."));
        }
        String account = environment.place().account().value();
        return account.isEmpty() || account.equals(arn.group("account"))
                ? Optional.empty()
                : Optional.of(new Problem(
                        "its key is in the account " + arn.group("account") + ", and it is in " + account,
                        "Name a key of " + account + ": not every service takes another account's."));
    }
}
