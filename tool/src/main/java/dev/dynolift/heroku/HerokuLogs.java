package dev.dynolift.heroku;

import dev.dynolift.rest.WholeAnswer;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens a window on the last lines of an app's log. That is a POST, since Heroku makes an address for it; it changes nothing
 * of the app. Thread-safe.
 */
public final class HerokuLogs {

    private static final JsonMapper JSON = new JsonMapper();

    /** Of 1500 lines with 10,000 bytes at most. */
    private static final int LARGEST_LOG = 32 << 20;

    private static final Duration TIME = Duration.ofMinutes(1);

    private final URI platform;
    private final Secret token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(15))
            .build();

    public HerokuLogs(HerokuHosts hosts, Secret token) {
        this.platform = hosts.platform();
        this.token = token;
    }

    /**
     * What Heroku itself logged about starting processes, oldest first: at most 1500 lines are there.
     *
     * @throws IOException when the log cannot be read now; it may be later
     */
    public List<String> startedProcesses(String app) throws IOException, InterruptedException {
        JsonNode wanted = JSON.createObjectNode()
                .put("source", "app")
                .put("dyno", "api")
                .put("lines", 1500)
                .put("tail", false);
        HttpRequest session =
                PlatformPost.of(platform, "/apps/" + app + "/log-sessions", token, wanted, Duration.ofSeconds(30));
        HttpResponse<String> answer = WholeAnswer.of(client, session, TIME, LARGEST_LOG);
        if (answer.statusCode() != 201) {
            throw new IOException("status " + answer.statusCode());
        }
        String address;
        try {
            address = JSON.readTree(answer.body()).path("logplex_url").asString("");
        } catch (JacksonException e) {
            throw new IOException("no JSON", e);
        }
        try (var lines = Download.of(client, address, LARGEST_LOG, TIME)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
