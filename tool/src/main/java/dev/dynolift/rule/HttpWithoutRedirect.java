package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** An app that answers plain HTTP. */
final class HttpWithoutRedirect extends CodeRule {

    HttpWithoutRedirect() {
        super("http-without-redirect", INFO, "b40");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return findingIf(
                Boolean.FALSE.equals(code.forcesSsl()),
                REPOSITORY,
                "The app does not send visitors from HTTP to HTTPS.",
                "Heroku serves plain HTTP then; the generated load balancer redirects it.",
                "Set `redirect: false` in plan.yaml when a device or a callback needs plain HTTP.",
                "config/environments/production.rb");
    }
}
