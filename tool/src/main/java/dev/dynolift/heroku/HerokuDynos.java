package dev.dynolift.heroku;

import dev.dynolift.rest.WholeAnswer;
import dev.dynolift.secret.Redactor;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts a one-off dyno and hears what it prints. That is a POST, and the dyno costs what its seconds cost; it changes
 * nothing of the app. Nothing is tried twice: a second try could be a second dyno. Thread-safe.
 */
public final class HerokuDynos {

    private static final JsonMapper JSON = new JsonMapper();

    /** A dyno starts within seconds; a large slug takes a minute. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final int MOST_BYTES = 1 << 20;

    private final URI platform;
    private final Secret token;
    private final Duration longest;
    private final SSLSocketFactory protection;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(15))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public HerokuDynos(HerokuHosts hosts, Secret token) {
        this(hosts, token, LONGEST);
    }

    /**
     * As above, with another patience.
     *
     * @param longest from the request for the dyno to the last line that it prints
     */
    public HerokuDynos(HerokuHosts hosts, Secret token, Duration longest) {
        this(hosts, token, longest, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    HerokuDynos(HerokuHosts hosts, Secret token, Duration longest, SSLSocketFactory protection) {
        this.platform = hosts.platform();
        this.token = token;
        this.longest = longest;
        this.protection = protection;
    }

    /**
     * What a command prints in a one-off dyno of the smallest size that the app has, without a terminal.
     *
     * @param last after these words nothing more is waited for
     * @return may break off: whoever asked knows what must be there
     * @throws HerokuRefusal when Heroku starts no dyno
     * @throws IOException when the dyno cannot be heard, or says too much or nothing in time; Heroku then ends it by itself
     */
    public String output(String app, String command, String last) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        String path = "/apps/" + app + "/dynos";
        JsonNode wanted = JSON.createObjectNode()
                .put("command", command)
                .put("attach", true)
                .put("force_no_tty", true)
                .put("time_to_live", longest.toSeconds() + 60);
        HttpRequest start = PlatformPost.of(platform, path, token, wanted, LONGEST_ANSWER);
        HttpResponse<String> answer = WholeAnswer.of(client, start, LONGEST_ANSWER, MOST_BYTES);
        if (answer.statusCode() != 201 && answer.statusCode() != 200 && answer.statusCode() != 202) {
            throw Refusals.of(path, answer.statusCode(), answer.body());
        }
        URI address = address(answer.body());
        boolean standIn = "http".equals(platform.getScheme());
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        return (standIn ? Rendezvous.ofThisMachine(address, left) : Rendezvous.of(address, left, protection))
                .hear(last);
    }

    /** Whoever knows this address hears the dyno, so that it is as secret as what is printed. */
    private static URI address(String body) throws IOException {
        String text;
        try {
            JsonNode dyno = JSON.readTree(body);
            text = dyno.path("attach_url").asString("");
        } catch (JacksonException e) {
            throw new IOException("Heroku's answer is no JSON");
        }
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("Heroku gave no address to hear the dyno at");
        }
        if (!"rendezvous".equals(address.getScheme())
                || address.getHost() == null
                || address.getPath().length() < 2) {
            // Shield spaces give the address of an SSH server.
            throw new IOException(
                    text.startsWith("http")
                            ? "the dyno can be heard by SSH only"
                            : "Heroku gave no address to hear it at");
        }
        Redactor.learn(address.getPath().substring(1));
        return address;
    }
}
