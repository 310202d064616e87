package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.DnsAnswer;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** A zone's own name, which can have no CNAME record. */
final class DomainAtTheApex extends Rule {

    DomainAtTheApex() {
        super("domain-at-the-apex", WARNING, "e1");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.surroundings().hosts().stream()
                .filter(DnsAnswer::apex)
                .filter(host -> host.nameServers().stream().noneMatch(DomainAtTheApex::knowsAliases))
                .map(host -> finding(
                        host.host(),
                        host.host() + " is its zone's own name.",
                        "It can have no CNAME record, and a load balancer has no fixed address.",
                        "Use the provider's ALIAS or ANAME record, or move the zone to Route 53, before the cutover.",
                        "DNS"));
    }

    private static boolean knowsAliases(String nameServer) {
        return nameServer.endsWith(".ns.cloudflare.com") || nameServer.contains(".awsdns-");
    }
}
