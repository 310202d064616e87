package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.DnsZone;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** Traffic that passes through a provider before it reaches Heroku. */
final class DomainProxied extends Rule {

    DomainProxied() {
        super("domain-proxied", INFO, "e1");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.surroundings().zones().stream().flatMap(zone -> zone.records().stream()
                .filter(DnsZone.Entry::proxied)
                .map(record -> finding(
                        record.name(),
                        record.name() + " is proxied by " + zone.provider() + ".",
                        "Visitors see the provider's certificate and addresses; a switch takes effect within seconds.",
                        "Switch by changing the record's content, and keep the proxy. The way back is the old content: "
                                + record.content() + ".",
                        "/zones/" + zone.name() + "/dns_records")));
    }
}
