package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.SpaceNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Apps in a private space, which reach the world from addresses that others may have let in. */
final class PrivateSpace extends Rule {

    PrivateSpace() {
        super("private-space", WARNING, "b41");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.spaces().stream().map(space -> {
            String apps = inventory.apps().stream()
                    .filter(app -> space.name().equals(app.space()))
                    .map(HerokuApp::name)
                    .collect(Collectors.joining(", "));
            List<String> outbound = space.outboundAddresses();
            List<String> unread = unread(space.network());
            return finding(
                    "space " + space.name(),
                    "The private space " + space.name() + " holds " + apps
                            + (outbound == null || outbound.isEmpty()
                                    ? "; from which addresses they reach others is not known."
                                    : ", which reach others from " + String.join(", ", outbound) + "."),
                    "AWS gives other addresses: partners who let in only those that they know shut the apps out after the"
                            + " cutover.",
                    "Ask those who keep a list to add what `terraform output outgoing_addresses` says, before the"
                            + " cutover"
                            + (unread.isEmpty()
                                    ? "."
                                    : "; and look up what the audit could not read: " + String.join(", ", unread)
                                            + " (--space " + space.name() + ")."),
                    "/spaces/" + space.name() + "/nat");
        });
    }

    private static List<String> unread(SpaceNetwork network) {
        List<String> commands = new ArrayList<>();
        if (network.trustedSources() == null) {
            commands.add("`heroku trusted-ips`");
        }
        if (network.peerings() == null) {
            commands.add("`heroku spaces:peerings`");
        }
        if (network.vpns() == null) {
            commands.add("`heroku spaces:vpn:connections`");
        }
        return commands;
    }
}
