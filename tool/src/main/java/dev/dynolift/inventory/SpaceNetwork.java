package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a private space is joined to, and who may reach it. A part is null when Heroku did not show it: unknown is never
 * none.
 *
 * @param trustedSources the ranges of addresses from which requests may come
 * @param peerings the networks of people's own, in AWS accounts; Heroku's for its data services are left out
 * @param vpns the lines into offices and data centres
 * @param logDrains where the log lines of all its apps are sent to
 */
public record SpaceNetwork(
        @Nullable List<String> trustedSources,
        @Nullable List<Peering> peerings,
        @Nullable List<VpnConnection> vpns,
        @Nullable List<LogDrain> logDrains) {

    /** Nothing is known. */
    public static final SpaceNetwork UNKNOWN = new SpaceNetwork(null, null, null, null);

    public SpaceNetwork {
        trustedSources = trustedSources == null ? null : List.copyOf(trustedSources);
        peerings = peerings == null ? null : List.copyOf(peerings);
        vpns = vpns == null ? null : List.copyOf(vpns);
        logDrains = logDrains == null ? null : List.copyOf(logDrains);
    }

    /**
     * A VPC that packets go to and come from.
     *
     * @param id "pcx-123456789012"
     * @param account the AWS account that it belongs to
     * @param status "active", "pending-acceptance" …
     */
    public record Peering(
            @Nullable String id,
            @Nullable String vpc,
            @Nullable String account,
            @Nullable String region,
            List<String> ranges,
            @Nullable String status) {

        public Peering {
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * A site-to-site VPN.
     *
     * @param gateway the address of the other side
     * @param ranges what is reached through it
     */
    public record VpnConnection(
            String name,
            @Nullable String gateway,
            List<String> ranges,
            @Nullable String status) {

        public VpnConnection {
            ranges = List.copyOf(ranges);
        }
    }
}
