package dev.dynolift.infrastructure;

import dev.dynolift.naming.EnvironmentEstate;
import dev.dynolift.plan.MigrationPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is said of a key of the user's that encrypts an environment: what its policy has to allow, and that it stays. */
public final class OwnKey {

    private OwnKey() {}

    /** The steps of {@code infra/README.md}; empty where AWS's own keys are used. */
    static String text(List<EnvironmentEstate> estates) {
        List<EnvironmentEstate> keyed =
                estates.stream().filter(estate -> !key(estate).isEmpty()).toList();
        if (keyed.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("""

                ## Your own key
                """);
        keyed.forEach(estate -> text.append("- `")
                .append(estate.environmentName())
                .append("/`: `")
                .append(key(estate))
                .append("`\n"));
        return text.append("""

                It encrypts databases with their backups, logs, insights and administrators' passwords, caches, search, settings and
                secrets, logs of tasks, flows and builds, image repositories, queues of missed runs, and what CodePipeline hands on.
                Not by it: load balancers' access logs and static files, for which AWS takes S3's own key alone or visitors may read
                them; memcached, which is on no disk; alarms, which hold names and numbers; shells and the trail of `access`, which
                have keys of their own; and Terraform's state.

                The key's policy is yours, and has to let in, beside whoever applies:

                ```json
                {
                  "Effect": "Allow",
                  "Principal": { "Service": "logs.REGION.amazonaws.com" },
                  "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
                  "Resource": "*",
                  "Condition": { "ArnLike": { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:REGION:ACCOUNT:log-group:*" } }
                }
                ```

                Roles get their rights to it here, if it lets the account's policies decide, as KMS's usual policy does. Whoever
                applies needs `kms:CreateGrant`, `DescribeKey`, `Decrypt` and `GenerateDataKey`. Whoever puts a parameter in names
                the key, or it is encrypted by AWS's: `aws ssm put-parameter --key-id ARN …`.

                It cannot be changed later: with another key Terraform would make databases, caches, search domains and repositories
                anew, and empty. A key that is disabled or deleted takes everything with it.
                """.replace("REGION", keyed.get(0).region())).toString();
    }

    /** What a person reads beforehand. */
    static Optional<String> line(EnvironmentEstate estate) {
        return key(estate).isEmpty() ? Optional.empty() : Optional.of("encrypted by your key " + key(estate));
    }

    /**
     * A sentence when the values that were generated before have another key: what was applied with them would be made
     * anew. None before the first.
     */
    public static Optional<String> changed(EnvironmentEstate estate, Path workspace) {
        boolean units = estate.plan().layout().value() == MigrationPlan.Layout.TERRAGRUNT;
        Path values = workspace
                .resolve("infra")
                .resolve(estate.environmentName())
                .resolve(units ? "apps/values.json" : "terraform.tfvars.json");
        if (!Files.exists(values)) {
            return Optional.empty();
        }
        try {
            String before = JsonMapper.shared()
                    .readTree(Files.readString(values))
                    .path("kms_key_arn")
                    .asString("");
            return before.equals(key(estate))
                    ? Optional.empty()
                    : Optional.of("The encryption key of " + estate.environmentName() + " was "
                            + (before.isEmpty() ? "AWS's own" : before)
                            + ": if that was applied, `terraform plan` shows"
                            + " databases, caches, search domains and repositories that would be replaced by empty ones."
                            + " Put `encryptionKey` back, or move the data yourself first.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JacksonException byHand) {
            // Whoever edited it is told of that elsewhere.
            return Optional.empty();
        }
    }

    private static String key(EnvironmentEstate estate) {
        return estate.environment().encryptionKey().value();
    }
}
