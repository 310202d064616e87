package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Certificate;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** A certificate that its clients trust by itself. */
final class CertificateSelfSigned extends AppRule {

    CertificateSelfSigned() {
        super("certificate-self-signed", WARNING, "b39");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        return app.details().certificates().stream()
                .filter(Certificate::selfSigned)
                .map(certificate -> finding(
                        app.name() + " " + certificate.name(),
                        "The certificate of " + String.join(", ", certificate.domains()) + " is signed by itself.",
                        "Its clients trust this very certificate, and would refuse another.",
                        "Find out who trusts it before the domain is switched.",
                        "/apps/" + app.name() + "/sni-endpoints"));
    }
}
