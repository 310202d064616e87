package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.Set;
import java.util.stream.Stream;

/** Requests that Heroku would have cut. */
final class SlowRequests extends CodeRule {

    private static final Set<String> TIMEOUTS =
            Set.of("rack-timeout", "slowpoke", "connect-timeout", "gunicorn", "unicorn");

    /** Of other languages' servers nothing is known. */
    private static final Set<String> LANGUAGES = Set.of("ruby", "node", "python");

    SlowRequests() {
        super("slow-requests", INFO, "b1");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        boolean web = code.procfile().containsKey("web") || code.needs().server() != null;
        boolean cut =
                TIMEOUTS.stream().anyMatch(library -> code.version(library).isPresent());
        return findingIf(
                web && !cut && code.language() != null && LANGUAGES.contains(code.language()),
                REPOSITORY,
                "Nothing in the app ends a request that takes too long.",
                "Heroku's router answers for the app after 30 seconds (H12); AWS's load balancer does not, so slow requests"
                        + " go on and hold threads and connections.",
                "Set a limit in the app: rack-timeout, gunicorn's --timeout, server.requestTimeout in Node.",
                "libraries");
    }
}
