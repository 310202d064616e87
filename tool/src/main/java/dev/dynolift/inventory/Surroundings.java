package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the apps, and who depends on whom. Lists are empty where nothing was found or nobody was asked;
 * {@code notAsked} says which.
 *
 * @param settingTargets where settings lead to; never their values
 * @param deliveries what builds the apps and deploys them
 * @param zones DNS zones at a provider that was asked
 * @param hosts what DNS answers for the apps' domains
 * @param aws what is already in the AWS account; null when it was not asked
 * @param graph null when it was not drawn
 * @param notAsked what could have been looked at
 */
public record Surroundings(
        List<SettingTarget> settingTargets,
        List<Delivery> deliveries,
        List<DnsZone> zones,
        List<DnsAnswer> hosts,
        @Nullable AwsAccount aws,
        @Nullable DependencyGraph graph,
        List<NotAsked> notAsked) {

    /** Nothing was looked at. */
    public static final Surroundings NONE =
            new Surroundings(List.of(), List.of(), List.of(), List.of(), null, null, List.of());

    public Surroundings {
        settingTargets = List.copyOf(settingTargets);
        deliveries = List.copyOf(deliveries);
        zones = List.copyOf(zones);
        hosts = List.copyOf(hosts);
        notAsked = List.copyOf(notAsked);
    }

    /** The same surroundings with a graph of them. */
    public Surroundings withGraph(DependencyGraph drawn) {
        return new Surroundings(settingTargets, deliveries, zones, hosts, aws, drawn, notAsked);
    }

    /**
     * Something that was not looked at for want of a login.
     *
     * @param what "Semaphore"
     * @param next "set SEMAPHORE_API_TOKEN and SEMAPHORE_ORGANIZATION_URL"
     */
    public record NotAsked(String what, String next) {}
}
