package dev.dynolift.inventory;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A private space that apps run in.
 *
 * @param cidr the dynos' network; null when it could not be read
 * @param outboundAddresses from which its apps reach the world; others may have let them in
 * @param network what it is joined to
 */
public record Space(
        String name,
        @Nullable String region,
        boolean shield,
        @Nullable String generation,
        @Nullable String cidr,
        @Nullable List<String> outboundAddresses,
        SpaceNetwork network) {

    public Space {
        outboundAddresses = outboundAddresses == null ? null : List.copyOf(outboundAddresses);
        // A file of before it was read.
        network = Objects.requireNonNullElse(network, SpaceNetwork.UNKNOWN);
    }
}
