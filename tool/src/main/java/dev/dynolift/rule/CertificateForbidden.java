package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.DnsAnswer;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** CAA records that keep AWS from issuing a certificate. */
final class CertificateForbidden extends Rule {

    CertificateForbidden() {
        super("certificate-forbidden", WARNING, "e1");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.surroundings().hosts().stream()
                .filter(DnsAnswer::forbidsAmazon)
                .map(host -> finding(
                        host.host(),
                        "CAA records of " + host.host() + " do not let Amazon issue certificates.",
                        "AWS's certificate would not be issued, and https would have none.",
                        "Add the CAA record `0 issue \"amazon.com\"` to the zone, and keep the others until the move is"
                                + " over.",
                        "DNS"));
    }
}
