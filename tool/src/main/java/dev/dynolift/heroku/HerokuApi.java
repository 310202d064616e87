package dev.dynolift.heroku;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.EventListener;
import dev.dynolift.secret.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Reads from Heroku: the Platform API, the Data API and Scheduler's dashboard. Sends nothing but GET. Pages, rate limits
 * and passing failures are dealt with here. Not thread-safe.
 */
public final class HerokuApi {

    private static final String PLATFORM = "application/vnd.heroku+json; version=3";
    /** The command line's own variant, which alone tells which settings are masked. */
    private static final String PLATFORM_FOR_TOOLS = "application/vnd.heroku+json; version=3.sdk";

    private static final String JSON_API = "application/vnd.api+json";
    private static final JsonMapper JSON = new JsonMapper();

    /** So that a server which always names a next page does not keep us for ever. */
    private static final int MOST_PAGES = 1000;

    private final HerokuHosts hosts;
    private final Secret token;
    private final AnswerListener answers;
    private final Transport transport;

    /**
     * @param answers hears what Heroku says; it may be kept only without its secrets
     * @throws DynoliftException INPUT when the token cannot be one
     */
    public HerokuApi(HerokuHosts hosts, Secret token, EventListener events, AnswerListener answers) {
        this(hosts, token, events, answers, duration -> Thread.sleep(duration.toMillis()));
    }

    HerokuApi(HerokuHosts hosts, Secret token, EventListener events, AnswerListener answers, Pause pause) {
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
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(15))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.transport = new Transport(client, new RateLimit(events, pause), events, pause);
    }

    /** Where this asks. */
    public HerokuHosts hosts() {
        return hosts;
    }

    /**
     * One object of the Platform API.
     *
     * @throws HerokuRefusal when Heroku answers with an error
     */
    public JsonNode object(String path) {
        return tell(path, ask(hosts.platform(), path, Map.of("Accept", PLATFORM)));
    }

    /** One object or list of the variant for tools, which has more fields. */
    public JsonNode objectForTools(String path) {
        return tell(path, ask(hosts.platform(), path, Map.of("Accept", PLATFORM_FOR_TOOLS)));
    }

    /** All elements of a list of the Platform API. */
    public JsonNode list(String path) {
        ArrayNode all = JSON.createArrayNode();
        Map<String, String> headers =
                new HashMap<>(Map.of("Accept", PLATFORM, "Accept-Inclusion", "addon:plan,config_vars"));
        for (int page = 0; page < MOST_PAGES; page++) {
            HttpResponse<String> answer = ask(hosts.platform(), path, headers);
            parse(path, answer).forEach(all::add);
            Optional<String> next = answer.headers().firstValue("Next-Range");
            if (answer.statusCode() != 206 || next.isEmpty()) {
                answers.on(new HerokuAnswer(path, 200, Map.of(), all));
                return all;
            }
            // The first request has no range: not every list can be sorted by id, and Heroku knows by what this one
            // can.
            headers.put("Range", next.get());
        }
        throw new DynoliftException(
                ErrorCode.HEROKU,
                "the list " + path + " does not end",
                "Heroku named a next page " + MOST_PAGES + " times.",
                "Ask Heroku's support.");
    }

    /** The newest elements of a list, newest first: releases by {@code version}. */
    public JsonNode newest(String path, String field, int count) {
        String range = field + " ..; order=desc,max=" + count;
        return tell(path, ask(hosts.platform(), path, Map.of("Accept", PLATFORM, "Range", range)));
    }

    /** An answer of the Data API: "/client/v11/databases/…", "/redis/v0/databases/…". */
    public JsonNode data(String path) {
        return tell(path, ask(hosts.data(), path, Map.of("Accept", PLATFORM)));
    }

    /** An answer of the service behind Scheduler's dashboard, which Heroku does not document. */
    public JsonNode scheduler(String path) {
        return tell(path, ask(hosts.scheduler(), path, Map.of("Accept", JSON_API)));
    }

    private JsonNode tell(String path, HttpResponse<String> answer) {
        JsonNode body = parse(path, answer);
        answers.on(new HerokuAnswer(path, 200, Map.of(), body));
        return body;
    }

    private HttpResponse<String> ask(URI host, String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(withoutSlash(host) + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token.reveal())
                .header("User-Agent", "dynolift")
                .GET();
        headers.forEach(request::header);
        return transport.send(request.build(), path);
    }

    private static JsonNode parse(String path, HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new HerokuRefusal(
                    answer.statusCode(),
                    "",
                    "Heroku's answer to " + path + " is no JSON",
                    "Something between here and Heroku may have answered in its place.",
                    "Check the proxy and HEROKU_HOST.");
        }
    }

    private static String withoutSlash(URI host) {
        String text = host.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
