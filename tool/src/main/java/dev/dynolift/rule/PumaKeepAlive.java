package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HttpServer;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** A Puma that hangs up before the load balancer does. */
final class PumaKeepAlive extends CodeRule {

    private static final int PUMAS_OWN = 20;

    PumaKeepAlive() {
        super("puma-keep-alive", WARNING, "b3");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return findingIf(
                Boolean.FALSE.equals(code.pumaKeepAlive()),
                REPOSITORY,
                "Puma "
                        + code.version("puma")
                                .filter(version -> !version.isEmpty())
                                .map(version -> version + " ")
                                .orElse("")
                        + "closes idle connections after " + seconds(code) + " seconds.",
                "The load balancer keeps them for 60 and answers 502 when it uses one that Puma has just closed."
                        + " Puma heeds PUMA_PERSISTENT_TIMEOUT only since 7.0.3.",
                "Add `persistent_timeout 75` to config/puma.rb, or use Puma 7.0.3 or later.",
                "Gemfile.lock");
    }

    /** What config/puma.rb says, or else Puma's own. */
    private static int seconds(RepositoryFacts code) {
        HttpServer server = code.needs().server();
        return server == null || !server.name().equals("puma") || server.keepAliveSeconds() == null
                ? PUMAS_OWN
                : server.keepAliveSeconds();
    }
}
