package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.List;
import java.util.stream.Stream;

/** A private space that only some addresses may reach. */
final class SpaceTrustedAddresses extends Rule {

    private static final String EVERYBODY = "0.0.0.0/0";
    private static final int MOST_NAMED = 8;

    SpaceTrustedAddresses() {
        super("space-trusted-addresses", WARNING, "b41");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.spaces().stream().flatMap(space -> {
            List<String> trusted = space.network().trustedSources();
            return trusted == null || trusted.contains(EVERYBODY)
                    ? Stream.empty()
                    : Stream.of(finding(
                            "space " + space.name(),
                            trusted.isEmpty()
                                    ? "Nobody outside may reach the private space " + space.name() + "."
                                    : "Only " + some(trusted, MOST_NAMED) + " may reach the private space "
                                            + space.name() + ".",
                            "The load balancer that dynolift writes takes requests from everybody: what was closed would"
                                    + " be open.",
                            "Let the load balancer's security group take requests from the same ranges alone, before"
                                    + " the first request goes there.",
                            "/spaces/" + space.name() + "/inbound-ruleset"));
        });
    }
}
