package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.DnsZone;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** A provider that speaks to the app without TLS. */
final class TlsEndsAtTheEdge extends Rule {

    TlsEndsAtTheEdge() {
        super("edge-without-tls", WARNING, "e1");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.surroundings().zones().stream()
                .filter(zone -> zone.records().stream().anyMatch(DnsZone.Entry::proxied))
                .filter(zone -> "flexible".equals(zone.tlsMode()) || "off".equals(zone.tlsMode()))
                .map(zone -> finding(
                        zone.name(),
                        zone.provider() + " speaks to the app without TLS: its SSL mode is " + zone.tlsMode() + ".",
                        "The load balancer sends plain requests to https, so that visitors would be sent in a circle.",
                        "Set the SSL mode to full (strict) once the load balancer has its certificate, before traffic is"
                                + " switched.",
                        "/zones/" + zone.name() + "/settings/ssl"));
    }
}
