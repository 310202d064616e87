package dev.dynolift.inventory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is already in the AWS account, as far as it concerns the move.
 *
 * @param id twelve digits; null when it could not be read
 * @param resources those that settings name, and those whose names begin like an app's
 * @param networks all VPCs of the region
 * @param quotas the ones that a move draws on
 * @param otherRegions the same account in the other regions that were read, without what is the whole account's
 */
public record AwsAccount(
        @Nullable String id,
        String region,
        List<Resource> resources,
        List<Network> networks,
        List<Quota> quotas,
        List<AwsAccount> otherRegions) {

    /** The kind of a resource that is a zone of Route 53; its detail tells the ids of all zones of that name. */
    public static final String HOSTED_ZONE = "Route 53 zone";

    public AwsAccount {
        resources = List.copyOf(resources);
        networks = List.copyOf(networks);
        quotas = List.copyOf(quotas);
        otherRegions = otherRegions == null ? List.of() : List.copyOf(otherRegions);
    }

    /** An account of which one region was read. */
    public AwsAccount(
            @Nullable String id, String region, List<Resource> resources, List<Network> networks, List<Quota> quotas) {
        this(id, region, resources, networks, quotas, List.of());
    }

    /** Each region that was read, the login's own first. */
    public List<AwsAccount> everywhere() {
        return Stream.concat(Stream.of(this), otherRegions.stream()).toList();
    }

    /** The zones of Route 53. */
    public List<Resource> hostedZones() {
        return everywhere().stream()
                .flatMap(region -> region.resources().stream())
                .filter(resource -> resource.kind().equals(HOSTED_ZONE))
                .toList();
    }

    /** The account in one region; empty when that was not read. */
    public Optional<AwsAccount> in(String wanted) {
        return everywhere().stream().filter(one -> one.region().equals(wanted)).findFirst();
    }

    /**
     * Something that exists.
     *
     * @param kind as people call it: "S3 bucket", "ECS cluster"
     * @param detail "policies: AmazonS3FullAccess"; null when there is nothing to add
     * @param namedBy the settings that lead to it: "crema S3_BUCKET"
     */
    public record Resource(
            String kind, String name, @Nullable String detail, List<String> namedBy) {

        public Resource {
            namedBy = List.copyOf(namedBy);
        }
    }

    /** A VPC with its address ranges. */
    public record Network(String id, @Nullable String name, List<String> ranges, boolean isDefault) {

        public Network {
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * How much of something the account may have.
     *
     * @param name "VPCs per Region"
     * @param limit null when it could not be read
     * @param used null when nobody counted
     */
    public record Quota(
            String name,
            String code,
            @Nullable Integer limit,
            @Nullable Integer used) {

        /** The service's word for itself, which a request has to name beside the allowance. */
        private static final Map<String, String> SERVICES =
                Map.of("L-F678F1CE", "vpc", "L-0263D0A3", "ec2", "L-3032A538", "fargate");

        /** The command that asks AWS for so many. */
        public String requestFor(int desired) {
            return "aws service-quotas request-service-quota-increase --service-code "
                    + SERVICES.getOrDefault(code, "SERVICE") + " --quota-code " + code + " --desired-value " + desired;
        }
    }
}
