package dev.dynolift.aws;

import dev.dynolift.inventory.AwsAccount.Network;
import dev.dynolift.inventory.AwsAccount.Quota;
import dev.dynolift.inventory.Finding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of what is in an account, in one region.
 *
 * @param account twelve digits; null when it could not be read
 * @param names by kind; a kind that could not be read is absent
 * @param zones the ids of the public DNS zones of a name: there may be several, and DNS asks one of them
 * @param findings what could not be read
 * @param bucketRegions in which region each bucket is, as far as S3 says
 */
public record AwsListing(
        @Nullable String account,
        String region,
        Map<AwsRead, List<String>> names,
        Map<String, List<String>> zones,
        List<Network> networks,
        List<Quota> quotas,
        List<Finding> findings,
        Map<String, String> bucketRegions) {

    public AwsListing {
        names = Map.copyOf(names);
        zones = Map.copyOf(zones);
        networks = List.copyOf(networks);
        quotas = List.copyOf(quotas);
        findings = List.copyOf(findings);
        bucketRegions = Map.copyOf(bucketRegions);
    }

    /** The names of one kind; empty when it could not be read. */
    public List<String> of(AwsRead kind) {
        return names.getOrDefault(kind, List.of());
    }
}
