package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.market.AwsRegions;
import java.util.Objects;
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
                : account.everywhere().stream()
                        .filter(region -> region.region().equals(account.region()) || isTarget(region, inventory))
                        .flatMap(region ->
                                check(region, account.otherRegions().isEmpty() ? "" : " in " + region.region()));
    }

    private Stream<Finding> check(AwsAccount region, String place) {
        return region.quotas().stream()
                .filter(QuotaTight::tight)
                .map(quota -> finding(
                        quota.name() + place,
                        "The account may have " + quota.limit() + " " + quota.name() + place
                                + (quota.used() == null ? "" : " and has " + quota.used()) + ".",
                        "A move needs one VPC and one to three fixed addresses for each environment, and vCPUs for all"
                                + " dynos at once.",
                        "Ask AWS for more now, as it can take days: `" + quota.requestFor(desired(quota)) + "`.",
                        "servicequotas:GetServiceQuota"));
    }

    /** Of a region where a bucket lies, and no app will, nothing is asked for. */
    private static boolean isTarget(AwsAccount region, Inventory inventory) {
        return inventory.apps().stream()
                .map(HerokuApp::region)
                .filter(Objects::nonNull)
                .anyMatch(name ->
                        AwsRegions.of(name).filter(region.region()::equals).isPresent());
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
