package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.Locale;
import java.util.stream.Stream;

/** A certificate that Heroku could not renew. */
final class CertificateFailing extends Rule {

    CertificateFailing() {
        super("certificate-failing", WARNING, "b39");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.domains().stream()
                .filter(Domain::custom)
                .filter(CertificateFailing::fails)
                .map(domain -> finding(
                        domain.app() + " " + domain.hostname(),
                        "Heroku could not renew the certificate: " + domain.acmStatus() + reason(domain) + ".",
                        "The domain's DNS does not point to Heroku, or points elsewhere first.",
                        "Find out where it points to before the cutover changes it.",
                        "/apps/" + domain.app() + "/domains"));
    }

    static boolean fails(Domain domain) {
        return domain.acmStatus() != null
                && domain.acmStatus().toLowerCase(Locale.ROOT).contains("fail");
    }

    private static String reason(Domain domain) {
        String reason = domain.acmReason();
        return reason == null ? "" : " (" + reason.replaceFirst("\\.$", "") + ")";
    }
}
