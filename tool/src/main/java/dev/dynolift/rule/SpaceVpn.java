package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.SpaceNetwork.VpnConnection;
import java.util.List;
import java.util.stream.Stream;

/** A line from a private space into somebody's own network. */
final class SpaceVpn extends Rule {

    SpaceVpn() {
        super("space-vpn", WARNING, "b41");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.spaces().stream().flatMap(space -> {
            List<VpnConnection> vpns = space.network().vpns();
            return vpns == null
                    ? Stream.empty()
                    : vpns.stream()
                            .map(vpn -> finding(
                                    "space " + space.name() + " " + vpn.name(),
                                    "The private space " + space.name() + " has the VPN " + vpn.name()
                                            + (vpn.gateway() == null ? "" : " to " + vpn.gateway())
                                            + (vpn.ranges().isEmpty()
                                                    ? "."
                                                    : ", through which " + String.join(", ", vpn.ranges())
                                                            + " is reached."),
                                    "A VPN ends at one network: the new one needs a gateway and tunnels of its own, with"
                                            + " keys of their own, and whoever keeps the other side has to add them.",
                                    "Make a virtual private gateway for the new VPC and a connection to the same address,"
                                            + " and try it before the cutover.",
                                    "/spaces/" + space.name() + "/vpn-connections"));
        });
    }
}
