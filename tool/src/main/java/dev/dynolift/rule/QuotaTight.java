package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** An allowance of the account that a move may exceed. */
final class QuotaTight extends Rule {

    QuotaTight() {
        super("quota-tight", WARNING, "e4");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        AwsAccount account = inventory.surroundings().aws();
        return account == null
                ? Stream.empty()
                : account.quotas().stream()
                        .filter(QuotaTight::tight)
                        .map(quota -> finding(
                                quota.name(),
                                "The account may have " + quota.limit() + " " + quota.name()
                                        + (quota.used() == null ? "" : " and has " + quota.used()) + ".",
                                "A move needs one VPC and one to three fixed addresses for each environment, and vCPUs for all"
                                        + " dynos at once.",
                                "Ask AWS for more now, as it can take days: `" + quota.requestFor(desired(quota))
                                        + "`.",
                                "servicequotas:GetServiceQuota"));
    }

    /** Enough for some environments more. */
    private static int desired(AwsAccount.Quota quota) {
        int limit = quota.limit() == null ? 0 : quota.limit();
        return quota.used() == null ? Math.max(64, 2 * limit) : limit + 10;
    }

    /** Less than two left, or less than a small formation needs. */
    private static boolean tight(AwsAccount.Quota quota) {
        Integer limit = quota.limit();
        Integer used = quota.used();
        return limit != null && (used == null ? limit < 8 : limit - used < 2);
    }
}
