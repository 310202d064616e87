package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HttpServer;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.Map;
import java.util.stream.Stream;

/** A server other than Puma that hangs up before the load balancer does. */
final class ServerKeepAlive extends CodeRule {

    /** How long the load balancer keeps a quiet connection. */
    private static final int IDLE_SECONDS = 60;

    private static final Map<String, String> REMEDIES = Map.of(
            "gunicorn", "`--keep-alive 75`",
            "uvicorn", "`--timeout-keep-alive 75`",
            "hypercorn", "`--keep-alive 75`",
            "node", "`server.keepAliveTimeout = 75000; server.headersTimeout = 76000`");

    ServerKeepAlive() {
        super("server-keep-alive", WARNING, "b3");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        HttpServer server = code.needs().server();
        if (server == null || server.name().equals("puma") || server.keepAliveSeconds() == null) {
            return Stream.empty();
        }
        int seconds = server.keepAliveSeconds();
        return findingIf(
                seconds > 0 && seconds <= IDLE_SECONDS,
                REPOSITORY,
                server.name() + " closes idle connections after " + seconds + " seconds.",
                "The load balancer keeps them for 60 and answers 502 when it uses one that has just been closed.",
                "Let it keep them for 75: " + REMEDIES.getOrDefault(server.name(), "see its manual") + ".",
                server.place());
    }
}
