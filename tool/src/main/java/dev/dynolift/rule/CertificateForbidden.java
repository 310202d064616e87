package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** CAA records that keep AWS from issuing a certificate. */
final class CertificateForbidden extends Rule {

    private static final Set<String> AMAZON = Set.of("amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com");

    CertificateForbidden() {
        super("certificate-forbidden", WARNING, "e1");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.surroundings().hosts().stream()
                .filter(host -> forbids(host.issuers()))
                .map(host -> finding(
                        host.host(),
                        "CAA records of " + host.host() + " do not let Amazon issue certificates.",
                        "AWS's certificate would not be issued, and https would have none.",
                        "Add the CAA record `0 issue \"amazon.com\"` to the zone, and keep the others until the move is"
                                + " over.",
                        "DNS"));
    }

    private static boolean forbids(@Nullable List<String> issuers) {
        return issuers != null && issuers.stream().noneMatch(AMAZON::contains);
    }
}
