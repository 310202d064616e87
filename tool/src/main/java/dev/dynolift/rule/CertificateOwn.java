package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** A certificate that somebody uploaded. */
final class CertificateOwn extends AppRule {

    CertificateOwn() {
        super("certificate-own", INFO, "b39");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        return app.details().certificates().stream()
                .filter(certificate -> !certificate.automatic())
                .map(certificate -> finding(
                        app.name() + " " + certificate.name(),
                        "Somebody uploaded the certificate of " + String.join(", ", certificate.domains()) + ".",
                        "Heroku gives its key to nobody, so it cannot be taken along.",
                        "Let AWS Certificate Manager issue one; import yours only when it has to be this one.",
                        "/apps/" + app.name() + "/sni-endpoints"));
    }
}
