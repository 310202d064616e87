package dev.dynolift.plan;

import java.util.List;

/**
 * One environment (production, staging): a network, its own or another's, with everything that runs in it.
 *
 * @param name the pipeline's stage
 * @param vpcCidr the private address range, {@code 10.0.0.0/16}; environments never overlap
 * @param zones availability zones, 2 to 3
 * @param natGateways between 0 (tasks get public addresses and no fixed way out) and one a zone
 * @param logRetentionDays how long CloudWatch keeps the output
 * @param deletionProtection whether databases and load balancers refuse to be destroyed
 * @param alarmAddress the e-mail address that is told of alarms; empty: nobody is
 * @param imports what the account already has and Terraform takes over, by kind and name: "ECS cluster crema-production"
 * @param migrationTask whether the engine has a task in the network, where a database is moved
 * @param network what stands around the network, and what is written down
 * @param access who may do what
 * @param place its region, account and network; who shares another's does nothing with {@code vpcCidr}, {@code zones},
 *     {@code natGateways} and what else is the network's, see {@link MigrationPlan#networkOf}
 * @param encryptionKey the ARN of a key of KMS that encrypts whatever takes one; empty: AWS's own keys do
 */
public record EnvironmentPlan(
        String name,
        Choice<String> vpcCidr,
        Choice<Integer> zones,
        Choice<Integer> natGateways,
        Choice<Integer> logRetentionDays,
        Choice<Boolean> deletionProtection,
        Choice<String> alarmAddress,
        Choice<List<String>> imports,
        Choice<Boolean> migrationTask,
        NetworkPlan network,
        AccessPlan access,
        PlacePlan place,
        Choice<String> encryptionKey) {

    /** The network of an environment that has none: what it would be like. */
    static final Choice<String> UNUSED_RANGE = Choice.byDefault("10.0.0.0/16", "");

    static final Choice<Integer> UNUSED_ZONES = Choice.byDefault(2, "");

    static final Choice<Integer> UNUSED_GATEWAYS = Choice.byDefault(1, "");

    /** As long as nobody has said whom alarms wake; also in plans of before there were any. */
    static final Choice<String> NOBODY_TOLD =
            Choice.byDefault("", "nobody is told of alarms; an address gets a letter from AWS, with a link to follow");

    /** As long as nothing is to be taken over; also in plans of before that was possible. */
    static final Choice<List<String>> NOTHING_IMPORTED = Choice.byDefault(
            List.of(),
            "what the account has already under a name of this environment's, as findings.md says it, is taken over");

    /** As long as data is moved; also in plans of before it could be chosen. */
    static final Choice<Boolean> WHILE_DATA_MOVES = Choice.byDefault(
            true,
            "dynolift's engine gets a task beside the databases that are moved; false takes it and all of its rights away");

    /** Whether it is in another environment's network. */
    public boolean sharesNetwork() {
        return !place.network().value().isEmpty();
    }

    /** Whether tasks in its own network have no way out but to AWS's own services. */
    public boolean isClosed() {
        return natGateways.value() == 0 && network.awsEndpoints().value();
    }
}
