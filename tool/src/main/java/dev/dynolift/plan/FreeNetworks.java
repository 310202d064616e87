package dev.dynolift.plan;

import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.AwsAccount.Network;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.SpaceNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Gives each environment an address range of its own that no network has which the audit found: the account's, and the
 * private spaces' that the apps leave, with what those are joined to. Not thread-safe.
 */
final class FreeNetworks {

    private static final String RULE = "must not overlap with networks that you want to connect; hard to change later";

    private final Estate estate;
    /** Who has a range already, in words. */
    private final Map<String, String> taken = new LinkedHashMap<>();

    private int withoutFreeRange;

    FreeNetworks(Estate estate) {
        this.estate = estate;
        AwsAccount account = estate.inventory().surroundings().aws();
        if (account != null) {
            for (AwsAccount region : account.everywhere()) {
                for (Network network : region.networks()) {
                    // Each region has a default network, of the same range: nobody joins those of two regions.
                    if (region.region().equals(account.region()) || !network.isDefault()) {
                        network.ranges().forEach(range -> taken.putIfAbsent(range, "the VPC " + network.id()));
                    }
                }
            }
        }
        estate.inventory().spaces().forEach(space -> {
            String range = space.cidr();
            if (range != null) {
                taken.putIfAbsent(range, "the private space " + space.name());
            }
            List<SpaceNetwork.Peering> peerings =
                    Objects.requireNonNullElse(space.network().peerings(), List.of());
            for (SpaceNetwork.Peering peering : peerings) {
                String other = peering.vpc() == null ? "the peer of " + space.name() : "the VPC " + peering.vpc();
                peering.ranges().forEach(peered -> taken.putIfAbsent(peered, other));
            }
            List<SpaceNetwork.VpnConnection> vpns =
                    Objects.requireNonNullElse(space.network().vpns(), List.of());
            vpns.forEach(vpn -> vpn.ranges().forEach(reached -> taken.putIfAbsent(reached, "the VPN " + vpn.name())));
        });
    }

    /** The next range that is free. */
    Choice<String> next(String environment) {
        List<String> avoided = new ArrayList<>();
        for (String candidate : candidates()) {
            Optional<String> holder = holder(candidate);
            if (holder.isEmpty()) {
                taken.put(candidate, "the environment " + environment);
                List<String> others = avoided.stream()
                        .filter(one -> !one.startsWith("the environment"))
                        .distinct()
                        .toList();
                if (others.isEmpty()) {
                    return Choice.byDefault(candidate, RULE);
                }
                others.forEach(other -> tell(other, environment, candidate));
                return Choice.detected(
                        candidate, "the first that is free beside " + String.join(" and ", others) + "; " + RULE);
            }
            avoided.add(holder.get());
        }
        estate.find(
                "network-taken",
                Severity.WARNING,
                environment,
                "No private address range of 65,536 addresses is free in the account.",
                "The plan has one that overlaps with a network that exists; the two can never be connected.",
                "Choose a smaller range under `vpcCidr` of " + environment + " in plan.yaml: /17 to /22.");
        // At least the environments do not overlap with each other.
        return Choice.byDefault(candidates().get(withoutFreeRange++), RULE);
    }

    private void tell(String holder, String environment, String chosen) {
        String subject = holder.substring(holder.lastIndexOf(' ') + 1);
        List<String> ranges = taken.entrySet().stream()
                .filter(entry -> entry.getValue().equals(holder))
                .map(Map.Entry::getKey)
                .toList();
        estate.find(
                "network-taken",
                Severity.INFO,
                subject,
                "A network has addresses that the plan would have chosen: " + holder + " has "
                        + String.join(", ", ranges) + ".",
                "Networks that overlap can never be connected, so dynolift chose " + chosen + " for " + environment
                        + ".",
                "Look at `vpcCidr` in plan.yaml; it is hard to change once things run.");
    }

    private Optional<String> holder(String candidate) {
        AddressRange range = AddressRange.of(candidate).orElseThrow();
        return taken.entrySet().stream()
                .filter(entry ->
                        AddressRange.of(entry.getKey()).filter(range::overlaps).isPresent())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The private ranges of /16 in the order in which people expect them. */
    private static List<String> candidates() {
        return Stream.concat(
                        IntStream.range(0, 256).mapToObj(second -> "10." + second + ".0.0/16"),
                        IntStream.range(16, 32).mapToObj(second -> "172." + second + ".0.0/16"))
                .toList();
    }
}
