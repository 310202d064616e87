package dev.dynolift.heroku;

import dev.dynolift.error.CertificateProblem;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.rest.Pause;
import dev.dynolift.rest.WholeAnswer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sends a request until it is answered, and turns errors into words. Thread-safe. */
final class Transport {

    private static final int ATTEMPTS = 5;
    private static final int CODES = 3;
    /** So long an account may be at its limit before the audit gives up; it can go on later. */
    private static final Duration LONGEST_LIMIT = Duration.ofMinutes(30);

    /** To its last byte; the first has to come within a minute. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    private static final String CODE_HEADER = "Heroku-Two-Factor-Code";

    private final HttpClient client;
    private final RateLimit rateLimit;
    private final EventListener events;
    private final Pause pause;
    private final SecondFactor secondFactor;
    private volatile @Nullable String code;

    Transport(HttpClient client, RateLimit rateLimit, EventListener events, Pause pause, SecondFactor secondFactor) {
        this.client = client;
        this.rateLimit = rateLimit;
        this.events = events;
        this.pause = pause;
        this.secondFactor = secondFactor;
    }

    /**
     * The answer, with status 200, 206 or 304.
     *
     * @param counted whether the request draws on the account's allowance
     * @throws HerokuRefusal for any other status, after passing ones were tried again
     */
    HttpResponse<String> send(HttpRequest request, String path, boolean counted) {
        try {
            int failures = 0;
            int codes = 0;
            Duration limited = Duration.ZERO;
            while (true) {
                HttpResponse<String> answer;
                try {
                    answer = once(withCode(request), counted);
                } catch (WholeAnswer.TooLarge e) {
                    throw new HerokuRefusal(
                            200,
                            "",
                            "Heroku's answer to " + path + " is larger than 64 MB",
                            "Something between here and Heroku may have answered in its place.",
                            "Check the proxy and HEROKU_HOST.");
                } catch (IOException e) {
                    if (++failures == ATTEMPTS || CertificateProblem.of(e).isPresent()) {
                        throw unreachable(request, e);
                    }
                    backOff(failures, path, Reason.of(e));
                    continue;
                }
                int status = answer.statusCode();
                if (status == 200 || status == 206 || status == 304) {
                    return answer;
                }
                if (status == 429 && limited.compareTo(LONGEST_LIMIT) < 0) {
                    limited = limited.plus(rateLimit.waitForRefill(answer.headers()));
                } else if (status >= 500 && ++failures < ATTEMPTS) {
                    backOff(failures, path, "status " + status);
                } else {
                    HerokuRefusal refusal = Refusals.of(path, status, answer.body());
                    if (!refusal.id().equals("two_factor") || ++codes > CODES || !asked(withCode(request))) {
                        throw refusal;
                    }
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

    private HttpResponse<String> once(HttpRequest request, boolean counted) throws IOException, InterruptedException {
        if (!counted) {
            return whole(request);
        }
        rateLimit.beforeRequest();
        HttpResponse<String> answer = null;
        try {
            answer = whole(request);
            return answer;
        } finally {
            rateLimit.afterRequest(answer == null ? null : answer.headers());
        }
    }

    private HttpResponse<String> whole(HttpRequest request) throws IOException, InterruptedException {
        return WholeAnswer.of(client, request, LONGEST_ANSWER, WholeAnswer.MOST_BYTES);
    }

    private HttpRequest withCode(HttpRequest request) {
        String known = code;
        return known == null
                ? request
                : HttpRequest.newBuilder(request, (name, value) -> !name.equalsIgnoreCase(CODE_HEADER))
                        .header(CODE_HEADER, known)
                        .build();
    }

    /** Asks one person once, however many requests need the code; it is forgotten with this program. */
    private synchronized boolean asked(HttpRequest refused) {
        String used = refused.headers().firstValue(CODE_HEADER).orElse(null);
        String known = code;
        if (known != null && !known.equals(used)) {
            return true;
        }
        code = secondFactor
                .ask()
                .map(String::strip)
                .filter(text -> text.matches("[0-9A-Za-z-]{4,64}"))
                .orElse(null);
        return code != null;
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
                Reason.of(cause),
                CertificateProblem.next(
                        cause, "Check the network, the proxy and HEROKU_HOST, then run the same command again."),
                cause);
    }
}
