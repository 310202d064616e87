package dev.dynolift.heroku;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.EventListener;
import dev.dynolift.rest.Pause;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Reads from Heroku: the Platform API, the Data API, and the services behind its dashboard. Sends nothing but GET. Pages,
 * rate limits, passing failures and a second factor are dealt with here. Thread-safe.
 */
public final class HerokuApi {

    private static final JsonMapper JSON = new JsonMapper();

    /** So that a server which always names a next page does not keep us for ever. */
    private static final int MOST_PAGES = 1000;

    /** The largest page that Heroku gives: fewer requests for the same list. */
    private static final String LARGEST_PAGE = "id ..; max=1000";

    /** Heroku takes slugs up to 500 MB. */
    private static final long LARGEST_DOWNLOAD = 1L << 30;

    private static final Duration LONGEST_DOWNLOAD = Duration.ofMinutes(30);

    private final HerokuHosts hosts;
    private final Secret token;
    private final AnswerListener answers;
    private final KeptAnswers kept;
    private final HttpClient client;
    private final RateLimit rateLimit;
    private final Transport transport;

    /**
     * @param answers hears what Heroku says; it may be kept only without its secrets
     * @throws DynoliftException INPUT when the token cannot be one
     */
    public HerokuApi(HerokuHosts hosts, Secret token, EventListener events, AnswerListener answers) {
        this(hosts, token, events, answers, KeptAnswers.NONE, SecondFactor.NONE);
    }

    /** As above, with what an earlier run has kept, and somebody who knows the second factor. */
    public HerokuApi(
            HerokuHosts hosts,
            Secret token,
            EventListener events,
            AnswerListener answers,
            KeptAnswers kept,
            SecondFactor secondFactor) {
        this(hosts, token, events, answers, kept, secondFactor, Pause.SLEEP, InstantSource.system());
    }

    /** As above, with a clock and a way to wait of the caller's own. */
    public HerokuApi(
            HerokuHosts hosts,
            Secret token,
            EventListener events,
            AnswerListener answers,
            KeptAnswers kept,
            SecondFactor secondFactor,
            Pause pause,
            InstantSource clock) {
        // Checked here because the JDK's own complaint would quote the header.
        if (!token.reveal().matches("[!-~]+")) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the Heroku login cannot be used",
                    "It is empty or holds characters that no token has.",
                    "Log in again with `heroku login`, or set HEROKU_API_KEY.");
        }
        this.hosts = hosts;
        this.token = token;
        this.answers = answers;
        this.kept = kept;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(15))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.rateLimit = new RateLimit(events, pause, clock);
        this.transport = new Transport(client, rateLimit, events, pause, secondFactor);
    }

    /** Where this asks. */
    public HerokuHosts hosts() {
        return hosts;
    }

    /**
     * What Heroku says to whoever logs in.
     *
     * @param date Heroku's clock, to the second
     * @param requestsLeft of the account's allowance
     */
    public record Greeting(String email, Optional<Instant> date, int requestsLeft) {}

    /** Asks whose login this is; nothing of that is kept. */
    public Greeting greet() {
        HttpResponse<String> answer = ask(Service.PLATFORM, "/account", Map.of());
        Optional<Instant> date = answer.headers().firstValue("Date").flatMap(HerokuApi::date);
        int left = answer.headers()
                .firstValue("RateLimit-Remaining")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(RateLimit.MOST);
        return new Greeting(parse("/account", answer).path("email").asString("somebody"), date, left);
    }

    /** Whose login this is, by a word that stays the same with each new token; empty when the login may not know. */
    public Optional<String> account() {
        try {
            JsonNode account = parse("/account", ask(Service.PLATFORM, "/account", Map.of()));
            String id = account.path("id").asString(account.path("email").asString(""));
            return id.isEmpty() ? Optional.empty() : Optional.of(id);
        } catch (HerokuRefusal refusal) {
            if (!refusal.concernsOneResource()) {
                throw refusal;
            }
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** How long so many questions to the Platform API take at least, as far as Heroku's rate limit goes. */
    public Duration waitingTime(int questions) {
        long missing = Math.max(0, questions - rateLimit.availableNow());
        return RateLimit.REFILL_OF_ONE.multipliedBy(missing);
    }

    /** Whether the answer was just read by an audit that was interrupted, so that nobody need be asked. */
    public boolean isKnown(String path) {
        return kept.find(path).filter(KeptAnswers.Kept::current).isPresent();
    }

    /**
     * One object of the Platform API.
     *
     * @throws HerokuRefusal when Heroku answers with an error
     */
    public JsonNode object(String path) {
        return answered(Service.PLATFORM, path, Map.of());
    }

    /** One object or list of the variant for tools, which has more fields. */
    public JsonNode objectForTools(String path) {
        return answered(Service.PLATFORM_FOR_TOOLS, path, Map.of());
    }

    /** One object, asked again even if its answer is kept: one with an address that soon expires. */
    public JsonNode freshObject(String path) {
        return parse(path, ask(Service.PLATFORM, path, Map.of()));
    }

    /**
     * What stands at an address that Heroku gave, such as a slug's. The login does not go there.
     *
     * @throws IOException when it cannot be fetched
     */
    public InputStream download(String address) throws IOException {
        try {
            return Download.of(client, address, LARGEST_DOWNLOAD, LONGEST_DOWNLOAD);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED, "the download was stopped", "", "Run the same command again.", e);
        }
    }

    /** All elements of a list of the Platform API. */
    public JsonNode list(String path) {
        return pages(path, null);
    }

    /** As above, with as many elements in a page as Heroku gives; for lists that are sorted by id. */
    public JsonNode longList(String path) {
        return pages(path, LARGEST_PAGE);
    }

    /** The newest elements of a list, newest first: releases by {@code version}. */
    public JsonNode newest(String path, String field, int count) {
        Map<String, String> range = Map.of("Range", field + " ..; order=desc,max=" + count);
        return answered(Service.PLATFORM, path, range, answer -> parsedList(path, answer));
    }

    /** An answer of the Data API: "/client/v11/databases/…", "/redis/v0/databases/…". */
    public JsonNode data(String path) {
        return answered(Service.DATA, path, Map.of());
    }

    /** An answer of the service behind Scheduler's dashboard, which Heroku does not document. */
    public JsonNode scheduler(String path) {
        return answered(Service.SCHEDULER, path, Map.of());
    }

    /** An answer of the service that deploys from GitHub: "/apps/ID/github". */
    public JsonNode github(String path) {
        return answered(Service.GITHUB, path, Map.of());
    }

    /** An answer of the service behind the dashboard's curves: "/apps/ID/router-metrics/latency?…". */
    public JsonNode metrics(String path) {
        return answered(Service.METRICS, path, Map.of());
    }

    private JsonNode pages(String path, @Nullable String firstRange) {
        Optional<KeptAnswers.Kept> earlier = kept.find(path);
        if (earlier.filter(KeptAnswers.Kept::current).isPresent()) {
            return again(earlier.get());
        }
        ArrayNode all = JSON.createArrayNode();
        // The first request names no range unless the caller knows one: not every list can be sorted by id, and
        // Heroku knows by what this one can.
        Map<String, String> headers = new HashMap<>(Map.of("Accept-Inclusion", "addon:plan,config_vars"));
        if (firstRange != null) {
            headers.put("Range", firstRange);
        }
        earlier.filter(known -> !known.tag().isEmpty()).ifPresent(known -> headers.put("If-None-Match", known.tag()));
        for (int page = 0; page < MOST_PAGES; page++) {
            HttpResponse<String> answer = ask(Service.PLATFORM, path, headers);
            if (answer.statusCode() == 304 && earlier.isPresent()) {
                return again(earlier.get());
            }
            headers.remove("If-None-Match");
            parsedList(path, answer).forEach(all::add);
            Optional<String> next = answer.headers().firstValue("Next-Range");
            if (answer.statusCode() != 206 || next.isEmpty()) {
                // A tag is one page's, and says nothing about the others.
                return tell(path, all, page == 0 ? tag(answer) : "");
            }
            headers.put("Range", next.get());
        }
        throw new HerokuRefusal(
                206,
                "",
                "the list " + path + " does not end",
                "Heroku named a next page " + MOST_PAGES + " times.",
                "Ask Heroku's support.");
    }

    private JsonNode answered(Service service, String path, Map<String, String> more) {
        return answered(service, path, more, answer -> parse(path, answer));
    }

    private JsonNode answered(
            Service service, String path, Map<String, String> more, Function<HttpResponse<String>, JsonNode> parsed) {
        Optional<KeptAnswers.Kept> earlier = kept.find(path);
        if (earlier.filter(KeptAnswers.Kept::current).isPresent()) {
            return again(earlier.get());
        }
        Map<String, String> headers = new HashMap<>(more);
        earlier.filter(known -> !known.tag().isEmpty()).ifPresent(known -> headers.put("If-None-Match", known.tag()));
        HttpResponse<String> answer = ask(service, path, headers);
        return answer.statusCode() == 304 && earlier.isPresent()
                ? again(earlier.get())
                : tell(path, parsed.apply(answer), tag(answer));
    }

    private JsonNode tell(String path, JsonNode body, String tag) {
        HerokuAnswer answer = new HerokuAnswer(path, 200, Map.of(), body);
        answers.on(answer);
        kept.keep(answer, tag);
        return body;
    }

    private JsonNode again(KeptAnswers.Kept earlier) {
        HerokuAnswer answer = earlier.answer();
        answers.on(answer);
        kept.keep(answer, earlier.tag());
        return answer.body();
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElse("");
    }

    private HttpResponse<String> ask(Service service, String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(service, path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", authorization(path))
                .header("User-Agent", "dynolift")
                .header("Accept", service.accept())
                .GET();
        headers.forEach(request::header);
        return transport.send(request.build(), path, service.countsRequests());
    }

    /** Paths are made of names that Heroku gave, which may be anything. */
    private URI address(Service service, String path) {
        try {
            return URI.create(withoutSlash(host(service)) + path);
        } catch (IllegalArgumentException e) {
            throw new HerokuRefusal(400, "", path + " is no address", "Heroku named something so.", "");
        }
    }

    /** The part of the Data API that knows credentials wants the token as a password. */
    private String authorization(String path) {
        if (!path.startsWith("/postgres/v0/")) {
            return "Bearer " + token.reveal();
        }
        byte[] login = (":" + token.reveal()).getBytes(StandardCharsets.US_ASCII);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    private URI host(Service service) {
        return switch (service) {
            case PLATFORM, PLATFORM_FOR_TOOLS -> hosts.platform();
            case DATA -> hosts.data();
            case SCHEDULER -> hosts.scheduler();
            case GITHUB -> hosts.github();
            case METRICS -> hosts.metrics();
        };
    }

    /** An object or a list: an empty body with status 200 is not the same as nothing being there. */
    private static JsonNode parse(String path, HttpResponse<String> answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            if (body.isContainer()) {
                return body;
            }
        } catch (JacksonException | StackOverflowError e) {
            // The refusal below quotes nothing of it.
        }
        throw unexpected(path, answer, "is no JSON");
    }

    private static JsonNode parsedList(String path, HttpResponse<String> answer) {
        JsonNode body = parse(path, answer);
        if (!body.isArray()) {
            throw unexpected(path, answer, "is no list");
        }
        return body;
    }

    private static HerokuRefusal unexpected(String path, HttpResponse<String> answer, String what) {
        return new HerokuRefusal(
                answer.statusCode(),
                "",
                "Heroku's answer to " + path + " " + what,
                "Something between here and Heroku may have answered in its place.",
                "Check the proxy and HEROKU_HOST.");
    }

    private static String withoutSlash(URI host) {
        String text = host.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
