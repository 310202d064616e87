package dev.dynolift.plan;

/**
 * One environment (production, staging): a network of its own with everything that runs in it.
 *
 * @param name the pipeline's stage
 * @param vpcCidr the private address range, {@code 10.0.0.0/16}; environments never overlap
 * @param zones availability zones, 2 to 3
 * @param natGateways between 0 (tasks get public addresses and no fixed way out) and one a zone
 * @param logRetentionDays how long CloudWatch keeps the output
 * @param deletionProtection whether databases and load balancers refuse to be destroyed
 * @param alarmAddress the e-mail address that is told of alarms; empty: nobody is
 */
public record EnvironmentPlan(
        String name,
        Choice<String> vpcCidr,
        Choice<Integer> zones,
        Choice<Integer> natGateways,
        Choice<Integer> logRetentionDays,
        Choice<Boolean> deletionProtection,
        Choice<String> alarmAddress) {

    /** As long as nobody has said whom alarms wake; also in plans of before there were any. */
    static final Choice<String> NOBODY_TOLD =
            Choice.byDefault("", "nobody is told of alarms; an address gets a letter from AWS, with a link to follow");
}
