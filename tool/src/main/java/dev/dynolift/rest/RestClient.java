package dev.dynolift.rest;

import dev.dynolift.error.CertificateProblem;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends GET requests to one vendor until they are answered. Not thread-safe. */
public final class RestClient {

    private static final int ATTEMPTS = 4;
    /** To its last byte; the first has to come within a minute. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final Vendor vendor;
    private final EventListener events;
    private final Pause pause;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(15))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public RestClient(Vendor vendor, EventListener events, Pause pause) {
        this.vendor = vendor;
        this.events = events;
        this.pause = pause;
    }

    /** Whom this asks. */
    public Vendor vendor() {
        return vendor;
    }

    /**
     * One answer, with a status below 300.
     *
     * @param path with the query, from the slash on
     * @throws Refusal for any other status, after passing ones were tried again
     */
    public Answer get(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(vendor.address() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", vendor.scheme() + " " + vendor.login().reveal())
                .header("Accept", "application/json")
                .GET();
        vendor.headers().forEach(request::header);
        HttpResponse<String> answer = send(request.build(), path.replaceFirst("\\?.*", ""));
        try {
            JsonNode body = JSON.readTree(answer.body());
            if (body.isContainer()) {
                return new Answer(body, answer.headers());
            }
        } catch (JacksonException | StackOverflowError e) {
            // The refusal below quotes nothing of it.
        }
        throw unexpected(answer.statusCode(), path, "is no JSON");
    }

    private Refusal unexpected(int status, String path, String what) {
        return new Refusal(
                status,
                vendor.name() + "'s answer to " + path + " " + what,
                "Something between here and " + vendor.name() + " may have answered in its place.",
                "Check the proxy and the address.");
    }

    private HttpResponse<String> send(HttpRequest request, String path) {
        try {
            for (int attempt = 1; ; attempt++) {
                boolean last = attempt == ATTEMPTS;
                HttpResponse<String> answer;
                try {
                    answer = WholeAnswer.of(client, request, LONGEST_ANSWER, WholeAnswer.MOST_BYTES);
                } catch (WholeAnswer.TooLarge e) {
                    throw unexpected(200, path, "is larger than 64 MB");
                } catch (IOException e) {
                    if (last || CertificateProblem.of(e).isPresent()) {
                        throw new Refusal(
                                0,
                                vendor.name() + " does not answer at " + vendor.address(),
                                Reason.of(e),
                                CertificateProblem.next(
                                        e, "Check the network and the proxy, then run the same command again."));
                    }
                    rest(Duration.ofSeconds(1L << (attempt - 1)), path + " was not answered");
                    continue;
                }
                int status = answer.statusCode();
                if (status >= 200 && status < 300) {
                    return answer;
                }
                if (last || status != 429 && status < 500) {
                    throw refusal(path, status);
                }
                rest(
                        status == 429 ? retryAfter(answer) : Duration.ofSeconds(1L << (attempt - 1)),
                        path + " got status " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED,
                    "the questions to " + vendor.name() + " were stopped",
                    "",
                    "Run the same command again.",
                    e);
        }
    }

    private static Duration retryAfter(HttpResponse<String> answer) {
        Duration asked = answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ofSeconds(10));
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }

    private void rest(Duration wait, String why) throws InterruptedException {
        String text = vendor.name() + ": " + why + "; asking again in " + wait.toSeconds() + " s.";
        events.on(new Event.Note(Instant.now(), Event.Level.WARNING, text));
        pause.of(wait);
    }

    /** The vendor's own words are left out: they may quote the login. */
    private Refusal refusal(String path, int status) {
        return switch (status) {
            case 401 ->
                new Refusal(
                        status,
                        vendor.name() + " does not accept the login",
                        "The token is wrong or has expired.",
                        vendor.nextLogin());
            case 403 ->
                new Refusal(
                        status,
                        "this login may not read " + path + " of " + vendor.name(),
                        "The token lacks the right.",
                        vendor.nextLogin());
            case 429 ->
                new Refusal(
                        status,
                        vendor.name() + "'s rate limit is used up",
                        "",
                        "Wait some minutes and run the same command again.");
            default ->
                new Refusal(
                        status,
                        vendor.name() + " answered " + path + " with status " + status,
                        "",
                        status >= 500 ? "Run the same command again later." : "Look there by hand.");
        };
    }
}
