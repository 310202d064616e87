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
        HttpServer server = code.needs().server();
        // The gem may stand there for tests alone, while the Procfile starts another server.
        boolean serves = server == null || server.name().equals("puma");
        String place = server == null ? "" : server.place();
        boolean written = place.startsWith("config/puma.rb:");
        String version = code.version("puma").orElse("");
        return findingIf(
                serves && Boolean.FALSE.equals(code.pumaKeepAlive()),
                REPOSITORY,
                version.isEmpty() && !written
                        ? "Which Puma will run is not known; before 7.0.3 it closes idle connections after "
                                + seconds(code) + " seconds."
                        : "Puma " + (version.isEmpty() ? "" : version + " ") + "closes idle connections after "
                                + seconds(code) + " seconds.",
                "The load balancer keeps them for 60 and answers 502 when it uses one that Puma has just closed."
                        + " Puma heeds PUMA_PERSISTENT_TIMEOUT only since 7.0.3.",
                "Add `persistent_timeout 75` to config/puma.rb, or use Puma 7.0.3 or later.",
                written ? place : code.bundlerVersion() == null ? "Gemfile" : "Gemfile.lock");
    }

    /** What config/puma.rb says, or else Puma's own. */
    private static int seconds(RepositoryFacts code) {
        HttpServer server = code.needs().server();
        return server == null || !server.name().equals("puma") || server.keepAliveSeconds() == null
                ? PUMAS_OWN
                : server.keepAliveSeconds();
    }
}
