package dev.dynolift.heroku;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** Sends a request until it is answered, and turns errors into words. Not thread-safe. */
final class Transport {

    private static final int ATTEMPTS = 5;

    private final HttpClient client;
    private final RateLimit rateLimit;
    private final EventListener events;
    private final Pause pause;

    Transport(HttpClient client, RateLimit rateLimit, EventListener events, Pause pause) {
        this.client = client;
        this.rateLimit = rateLimit;
        this.events = events;
        this.pause = pause;
    }

    /**
     * The answer, with status 200 or 206.
     *
     * @throws HerokuRefusal for any other status, after passing ones were tried again
     */
    HttpResponse<String> send(HttpRequest request, String path) {
        try {
            for (int attempt = 1; ; attempt++) {
                rateLimit.beforeRequest();
                boolean last = attempt == ATTEMPTS;
                HttpResponse<String> answer;
                try {
                    answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                } catch (IOException e) {
                    if (last) {
                        throw unreachable(request, e);
                    }
                    backOff(attempt, path, reason(e));
                    continue;
                }
                rateLimit.learn(answer.headers());
                int status = answer.statusCode();
                if (status == 200 || status == 206) {
                    return answer;
                }
                if (last || status != 429 && status < 500) {
                    throw Refusals.of(path, status, answer.body());
                }
                if (status == 429) {
                    rateLimit.waitForRefill(answer.headers());
                } else {
                    backOff(attempt, path, "status " + status);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED,
                    "the questions to Heroku were stopped",
                    "",
                    "Run the same command again.",
                    e);
        }
    }

    private void backOff(int attempt, String path, String reason) throws InterruptedException {
        Duration wait = Duration.ofSeconds(1L << (attempt - 1));
        String text =
                "Heroku did not answer " + path + " (" + reason + "); asking again in " + wait.toSeconds() + " s.";
        events.on(new Event.Note(Instant.now(), Event.Level.WARNING, text));
        pause.of(wait);
    }

    private static DynoliftException unreachable(HttpRequest request, IOException cause) {
        return new DynoliftException(
                ErrorCode.NETWORK,
                request.uri().getHost() + " does not answer",
                reason(cause),
                "Check the network, the proxy and HEROKU_HOST, then run the same command again.",
                cause);
    }

    private static String reason(IOException cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
