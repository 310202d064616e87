package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.DnsAnswer;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** An address that others keep for long. */
final class DomainRememberedLong extends Rule {

    /** What a cutover can wait for. */
    private static final long LONGEST_SECONDS = 300;

    DomainRememberedLong() {
        super("domain-remembered-long", WARNING, "e1");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.surroundings().hosts().stream()
                .filter(host -> host.ttlSeconds() != null && host.ttlSeconds() > LONGEST_SECONDS)
                .map(this::tooLong);
    }

    private Finding tooLong(DnsAnswer host) {
        return finding(
                host.host(),
                "Others remember where " + host.host() + " leads for " + host.ttlSeconds() + " seconds.",
                "For that long after the switch, visitors still go to Heroku.",
                "Set its TTL to 60 seconds, at least " + host.ttlSeconds() + " seconds before the cutover.",
                "DNS");
    }
}
