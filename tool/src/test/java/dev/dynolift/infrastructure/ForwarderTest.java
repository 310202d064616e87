package dev.dynolift.infrastructure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dynolift.infrastructure.LogReceivers.Received;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log forwarder of the Terraform module, as Lambda runs it, in front of real receivers. */
class ForwarderTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** In logins, paths and tokens of addresses, and in lines: none of them may be in what the function says. */
    private static final String PLANTED = UUID.randomUUID().toString();

    private static final String TOKEN = "d." + PLANTED;
    private static final String TASK = "app/app/0000003fd1c24f0e9a7bb3c4d5e6f708";

    @TempDir
    private static Path folder;

    private static LogReceivers receivers;

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private boolean trusting = true;
    private int seconds = 20;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0,
                "python3 is not installed: it runs the log forwarder");
        receivers = new LogReceivers(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (receivers != null) {
            receivers.close();
        }
    }

    @Test
    void an_https_drain_gets_what_heroku_sent() throws Exception {
        int port = receivers.https(204, received);
        String address = "https://user:" + PLANTED + "%21@localhost:" + port + "/in/" + PLANTED + "?key=" + PLANTED;
        String event = lines("first " + PLANTED, "zweite Zeile: größer\n");

        List<JsonNode> outcomes = run(Map.of("own", secret(address, TOKEN)), event, event);

        assertThat(outcomes.get(0).path("returned").path("own").asInt()).isEqualTo(2);
        Received request = take();
        assertThat(request.target()).isEqualTo("POST /in/" + PLANTED + "?key=" + PLANTED);
        assertThat(request.headers())
                .containsEntry("Content-type", "application/logplex-1")
                .containsEntry("Logplex-Msg-Count", "2")
                .containsEntry("Logplex-Drain-Token", TOKEN)
                .containsEntry(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(("user:" + PLANTED + "!").getBytes(UTF_8)));
        assertThat(frames(request.body()))
                .containsExactly(
                        "<190>1 2026-11-23T01:02:03.456000+00:00 host app web.3 - first " + PLANTED + "\n",
                        "<190>1 2026-11-23T01:02:03.457000+00:00 host app web.3 - zweite Zeile: größer\n");
        assertThat(request.headers().get("Logplex-Frame-Id")).matches("[0-9A-F]{32}");
        // Lambda's second attempt: the receiver can tell that it has these lines.
        assertThat(take().headers().get("Logplex-Frame-Id"))
                .isEqualTo(request.headers().get("Logplex-Frame-Id"));
    }

    @Test
    void syslog_drains_get_frames_with_the_token_as_their_host() throws Exception {
        // As `heroku drains` prints it.
        String encrypted = "syslog+tls://localhost:" + receivers.syslog(true, received) + " (" + TOKEN + ")";
        List<String> frames = List.of(
                "<190>1 2026-11-23T01:02:03.456000+00:00 " + TOKEN + " app scheduler.3 - - one\n",
                "<190>1 2026-11-23T01:02:03.457000+00:00 " + TOKEN + " app scheduler.3 - - \n",
                "<190>1 2026-11-23T01:02:03.458000+00:00 " + TOKEN + " app scheduler.3 - - three\n");
        String event = event("DATA_MESSAGE", "/ecs/crema-production-schedule", TASK, "one", "", "three");

        run(Map.of("tls", encrypted), event);
        assertThat(frames(take().body())).isEqualTo(frames);

        String plain = secret("syslog://localhost:" + receivers.syslog(false, received), TOKEN);
        run(Map.of("plain", plain), event);
        assertThat(frames(take().body())).isEqualTo(frames);
    }

    @Test
    void long_lines_come_in_pieces_and_many_lines_in_several_requests() throws Exception {
        int port = receivers.https(200, received);
        String huge = "ä€𝄞x".repeat(25_000);
        List<String> lines = new ArrayList<>(List.of(huge, "above\nbelow", "\u0000\u001b[31m red \ud800"));
        for (int number = 0; number < 1_200; number++) {
            lines.add("line " + number);
        }

        run(Map.of("own", secret("https://localhost:" + port, TOKEN)), lines(lines.toArray(String[]::new)));

        List<String> messages = new ArrayList<>();
        int requests = 0;
        while (!received.isEmpty()) {
            Received request = take();
            List<String> frames = frames(request.body());
            assertThat(request.headers()).containsEntry("Logplex-Msg-Count", String.valueOf(frames.size()));
            assertThat(request.body()).hasSizeLessThan(300_000);
            frames.forEach(frame -> messages.add(frame.substring(frame.indexOf(" - ") + 3, frame.length() - 1)));
            requests++;
        }
        assertThat(requests).isGreaterThan(2);
        int pieces = messages.indexOf("above");
        assertThat(String.join("", messages.subList(0, pieces))).isEqualTo(huge);
        assertThat(messages.subList(0, pieces))
                .allSatisfy(piece -> assertThat(piece.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(10_000));
        assertThat(messages.subList(pieces, pieces + 4))
                .containsExactly("above", "below", "\u0000\u001b[31m red ?", "line 0");
        assertThat(messages).hasSize(pieces + 3 + 1_200).endsWith("line 1199");
    }

    @Test
    void a_drain_that_fails_is_tried_again_alone() throws Exception {
        BlockingQueue<Received> refused = new LinkedBlockingQueue<>();
        String good = secret("https://localhost:" + receivers.https(200, received), TOKEN);
        String bad = secret("https://localhost:" + receivers.https(503, refused) + "/" + PLANTED, TOKEN);
        String event = lines("one " + PLANTED);

        JsonNode outcome = run(Map.of("bad", bad, "good", good), event).get(0);

        assertThat(outcome.path("returned").toString()).isEqualTo("{\"good\":1}");
        JsonNode handedOn = outcome.path("invoked").get(0);
        assertThat(outcome.path("invoked")).hasSize(1);
        assertThat(handedOn.path("function").asString()).isEqualTo("crema-production-log-drain");
        assertThat(handedOn.path("event").path("drains").toString()).isEqualTo("[\"bad\"]");

        // Which Lambda tries again, and then keeps.
        JsonNode alone = run(
                        Map.of("bad", bad, "good", good), handedOn.path("event").toString())
                .get(0);

        assertThat(alone.path("raised").asString()).contains("bad: it answers with HTTP status 503");
        assertThat(alone.path("invoked")).isEmpty();
        assertThat(received).hasSize(1);
        assertThat(refused).hasSize(2);
    }

    @Test
    void each_way_to_fail_has_its_words_and_none_has_a_part_of_an_address() throws Exception {
        String path = "/" + PLANTED + "?key=" + PLANTED;
        Map<String, String> drains = Map.of(
                "down", secret("https://u:" + PLANTED + "@localhost:" + LogReceivers.nobody() + path, TOKEN),
                "resets", secret("syslog://localhost:" + receivers.resetting(), TOKEN),
                "silent", secret("syslog+tls://localhost:" + receivers.silent(), TOKEN),
                "untrusted", secret("https://localhost:" + receivers.https(200, received) + path, TOKEN),
                "nowhere", secret("https://" + PLANTED + ".invalid" + path, TOKEN),
                "no-address", "ftp://" + PLANTED + "@localhost" + path,
                "no-json", "{\"url\": \"https://" + PLANTED,
                "odd-path", secret("https://localhost:1/" + PLANTED + " \u007f" + PLANTED, TOKEN),
                "odd-token", secret("https://localhost:1/", "d. " + PLANTED));
        trusting = false;
        seconds = 3;

        JsonNode outcome = run(drains, lines("one " + PLANTED)).get(0);

        assertThat(said(outcome))
                .contains(
                        "Drain down did not take 1 line: Connection refused.",
                        "Drain resets did not take 1 line: Connection reset by peer.",
                        "Drain silent did not take 1 line: it does not answer in time.",
                        "Drain no-address did not take 1 line: its secret holds no address that begins with https://,"
                                + " syslog+tls:// or syslog://.",
                        "Drain no-json did not take 1 line: its secret holds no address",
                        "Drain nowhere did not take 1 line: its name is not known.",
                        "Drain odd-path did not take 1 line: InvalidURL.",
                        "Drain odd-token did not take 1 line: the token in its secret has a blank.",
                        "Drain untrusted did not take 1 line: its certificate is not trusted");
        assertThat(received).isEmpty();
        assertThat(outcome.path("invoked")).hasSize(drains.size());
    }

    @Test
    void a_drain_without_an_address_is_told_of_once_and_gets_nothing() throws Exception {
        List<JsonNode> outcomes = run(Map.of("own", ""), lines("one"), lines("two"));

        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome.path("returned").toString()).isEqualTo("{\"own\":0}");
            assertThat(outcome.path("invoked")).isEmpty();
        });
        assertThat(said(outcomes.get(0)) + said(outcomes.get(1)))
                .containsOnlyOnce("Drain own has no address yet, and gets no lines until its secret has a value.");
    }

    @Test
    void an_address_that_was_changed_is_used_at_once() throws Exception {
        String before = secret("https://localhost:" + LogReceivers.nobody(), TOKEN);
        String after = secret("https://localhost:" + receivers.https(200, received), TOKEN);

        JsonNode outcome =
                run(Map.of("own", before + "\n" + after), lines("one")).get(0);

        assertThat(outcome.path("returned").toString()).isEqualTo("{\"own\":1}");
        assertThat(frames(take().body())).hasSize(1);
    }

    @Test
    void what_is_no_event_is_kept_for_people_and_a_test_message_is_no_news() throws Exception {
        String address = secret("https://localhost:" + receivers.https(200, received), TOKEN);

        List<JsonNode> outcomes = run(
                Map.of("own", address),
                "{}",
                "[]",
                "{\"awslogs\": {\"data\": \"" + PLANTED + "\"}}",
                "{\"awslogs\": {\"data\": \"H4sIAAAAAAAA\"}}",
                event("CONTROL_MESSAGE", "", "", "CWL CONTROL MESSAGE: Checking health of destination Lambda."));

        assertThat(outcomes.subList(0, 4))
                .allSatisfy(outcome ->
                        assertThat(outcome.path("raised").asString()).contains("This is no event of CloudWatch Logs."));
        assertThat(outcomes.get(4).path("returned").toString()).isEqualTo("{}");
        assertThat(received).isEmpty();
    }

    /** As Heroku's command prints a drain. */
    private static String secret(String url, String token) {
        return JSON.createObjectNode().put("url", url).put("token", token).toString();
    }

    private static String lines(String... lines) throws IOException {
        return event("DATA_MESSAGE", "/ecs/crema-production-web", TASK, lines);
    }

    /** As CloudWatch Logs hands lines to Lambda: JSON, zipped, in base64. */
    private static String event(String type, String group, String stream, String... lines) throws IOException {
        var batch = JSON.createObjectNode()
                .put("messageType", type)
                .put("owner", "123456789012")
                .put("logGroup", group)
                .put("logStream", stream);
        batch.putArray("subscriptionFilters").add("crema-production-log-drain");
        var events = batch.putArray("logEvents");
        for (String line : lines) {
            events.addObject()
                    .put("id", "3195310660696698337880902507980421114328961542429" + events.size())
                    .put("timestamp", 1_795_395_723_456L + events.size() - 1)
                    .put("message", line);
        }
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(JSON.writeValueAsBytes(batch));
        }
        return "{\"awslogs\": {\"data\": \"" + Base64.getEncoder().encodeToString(zipped.toByteArray()) + "\"}}";
    }

    /**
     * Runs the function.
     *
     * @param secrets each drain's; empty: no value yet; a second line is what it is when it is asked for again
     */
    private List<JsonNode> run(Map<String, String> secrets, String... events) throws Exception {
        var given = JSON.createObjectNode()
                .put(
                        "module",
                        Path.of("..", "terraform", "log_drain").toRealPath().toString())
                .put("seconds", seconds);
        var values = given.putObject("secrets");
        secrets.forEach((name, value) -> {
            var list = values.putArray(name);
            Arrays.stream(value.split("\n")).forEach(one -> list.add(noneIfEmpty(one)));
        });
        var all = given.putArray("events");
        for (String event : events) {
            all.add(JSON.readTree(event));
        }
        Path driver = Path.of("src", "test", "resources", "dev", "dynolift", "infrastructure", "forward_events.py");
        ProcessBuilder python = new ProcessBuilder("python3", driver.toString()).redirectErrorStream(true);
        if (trusting) {
            python.environment().put("SSL_CERT_FILE", receivers.certificate().toString());
        }
        Path input = Files.writeString(folder.resolve("given.json"), given.toString());
        Process process = python.redirectInput(input.toFile()).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(printed).doesNotContain(PLANTED);
        List<JsonNode> outcomes = new ArrayList<>();
        List<String> talk = new ArrayList<>();
        for (String line : printed.lines().toList()) {
            if (line.startsWith("{")) {
                outcomes.add(((tools.jackson.databind.node.ObjectNode) JSON.readTree(line))
                        .put("said", String.join("\n", talk)));
                talk.clear();
            } else {
                talk.add(line);
            }
        }
        assertThat(outcomes).as(printed).hasSize(events.length);
        return outcomes;
    }

    private static @Nullable String noneIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String said(JsonNode outcome) {
        return outcome.path("said").asString().lines().sorted().collect(Collectors.joining("\n"));
    }

    private Received take() throws InterruptedException {
        Received one = received.poll(20, TimeUnit.SECONDS);
        assertThat(one).as("what a receiver gets").isNotNull();
        return one;
    }

    /** The frames of a stream, by their lengths alone. */
    private static List<String> frames(byte[] stream) {
        List<String> frames = new ArrayList<>();
        int at = 0;
        while (at < stream.length) {
            int blank = at;
            while (stream[blank] != ' ') {
                blank++;
            }
            int length = Integer.parseInt(new String(stream, at, blank - at, UTF_8));
            frames.add(new String(stream, blank + 1, length, UTF_8));
            at = blank + 1 + length;
        }
        assertThat(at).isEqualTo(stream.length);
        return frames;
    }
}
