package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Certificate;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** A certificate that nobody renews by itself and that ends soon. */
final class CertificateExpires extends Rule {

    CertificateExpires() {
        super("certificate-expires", WARNING, "b39");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        Instant soon = inventory.auditedAt().plus(Duration.ofDays(30));
        return inventory.apps().stream().flatMap(app -> app.details().certificates().stream()
                .filter(certificate -> !certificate.automatic() && endsBefore(certificate, soon))
                .map(certificate -> finding(
                        app.name() + " " + certificate.name(),
                        "The certificate of " + String.join(", ", certificate.domains()) + " ends at "
                                + certificate.expiresAt() + ".",
                        "Nobody renews it by itself, and it may end in the middle of the move.",
                        "Renew it, or let AWS Certificate Manager issue one before the cutover.",
                        "/apps/" + app.name() + "/sni-endpoints")));
    }

    private static boolean endsBefore(Certificate certificate, Instant soon) {
        Instant end = certificate.expiresAt();
        return end != null && end.isBefore(soon);
    }
}
