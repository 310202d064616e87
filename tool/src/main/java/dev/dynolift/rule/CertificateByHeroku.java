package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** A certificate that ends with Heroku. */
final class CertificateByHeroku extends Rule {

    CertificateByHeroku() {
        super("certificate-by-heroku", INFO, "b39");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.domains().stream()
                .filter(domain -> domain.custom() && !CertificateFailing.fails(domain))
                .filter(domain ->
                        inventory.app(domain.app()).map(HerokuApp::acm).orElse(false))
                .map(domain -> finding(
                        domain.app() + " " + domain.hostname(),
                        "Heroku makes and renews the certificate of " + domain.hostname() + ".",
                        "It cannot be taken along; AWS issues one of its own once DNS proves that the domain is yours.",
                        "Create the validation record early: the certificate has to be there before traffic is switched.",
                        "/apps/" + domain.app() + "/domains"));
    }
}
