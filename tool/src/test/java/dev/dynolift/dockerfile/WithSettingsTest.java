package dev.dynolift.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dynolift.aws.MotoServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code with-settings.sh} as it is, with curl and jq, against moto's Parameter Store. Before moto stands what it lacks: the
 * place where a task finds its role, and answers that say "later".
 */
class WithSettingsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path SCRIPT =
            Path.of("src", "main", "resources", "dev", "dynolift", "dockerfile", "with-settings.sh");
    private static final String TOKEN = UUID.randomUUID().toString();

    /** What breaks when somebody quotes by hand, and ends that a shell cuts off. */
    private static final String NASTY =
            "it's \"quoted\" \\n \\ $HOME ${X} $(id) `id` é 漢 😀 * ~ ;&|<> -n %s\n\tsecond line\n\n";

    @TempDir
    static Path folder;

    private static MotoServer moto;
    private static HttpServer front;
    private static final Map<String, String> VALUES = new HashMap<>();
    private static final AtomicInteger LATER = new AtomicInteger();
    private static final List<String> TARGETS = new ArrayList<>();

    @BeforeAll
    static void parameters() throws Exception {
        for (String program : List.of("curl", "jq", "dash", "busybox")) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(File.pathSeparator))
                            .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
                    "SKIPPED: " + program + " is not installed");
        }
        moto = MotoServer.start(folder);
        VALUES.put("NASTY", NASTY);
        VALUES.put("LARGE", "0123456é".repeat(8192 / 9));
        // Names that a script might use itself.
        List.of("key", "secret", "page", "next", "name", "status", "found").forEach(name -> VALUES.put(name, "mine"));
        for (int number = 0; number < 23; number++) {
            VALUES.put("NUMBER_" + number, UUID.randomUUID().toString());
        }
        for (Map.Entry<String, String> value : VALUES.entrySet()) {
            put("/crema/production/" + value.getKey(), value.getValue());
        }
        put("/crema/production/NOT_YET", "has no value yet");
        put("/crema/production/below/HIDDEN", "of another");
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.createContext("/role", WithSettingsTest::role);
        front.createContext("/", WithSettingsTest::forward);
        front.start();
    }

    @AfterAll
    static void stop() {
        if (front != null) {
            front.stop(0);
        }
        if (moto != null) {
            moto.close();
        }
    }

    @BeforeEach
    void at_once() {
        LATER.set(0);
        TARGETS.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "bash --posix"})
    void every_value_arrives_as_it_is(String shell) throws Exception {
        Run run = run(shell, Map.of("SETTINGS_REQUIRED", "NASTY,LARGE"), "env", "-0");

        assertThat(run.code).as(run.errors).isZero();
        Map<String, String> environment = new HashMap<>();
        for (String line : run.output.split("\0")) {
            environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        assertThat(environment).containsAllEntriesOf(VALUES);
        assertThat(environment).doesNotContainKeys("NOT_YET", "HIDDEN", "settings_as_shell");
        assertThat(TARGETS).as("pages of ten").hasSize(4);
    }

    @Test
    void the_process_takes_its_place() throws Exception {
        Run run = run("dash", Map.of(), "sh", "-c", "echo $$");

        assertThat(run.output.strip()).isEqualTo(String.valueOf(run.pid));
    }

    @Test
    void a_missing_setting_stops_the_start() throws Exception {
        Run run = run("dash", Map.of("SETTINGS_REQUIRED", "NASTY,NOT_YET,NEVER_MADE"), "echo", "started");

        assertThat(run.code).isEqualTo(1);
        assertThat(run.output).isEmpty();
        assertThat(run.errors.strip())
                .isEqualTo("with-settings.sh: these settings have no value under /crema/production: NOT_YET NEVER_MADE."
                        + " Nothing was started.");
    }

    @Test
    void it_tries_again_when_it_is_throttled_and_gives_up_with_a_reason() throws Exception {
        LATER.set(2);
        assertThat(run("dash", Map.of("SETTINGS_REQUIRED", "NASTY"), "echo", "started").output)
                .isEqualTo("started\n");

        Run refused = run("dash", Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN", "another"), "echo", "started");
        assertThat(refused.code).isEqualTo(1);
        assertThat(refused.output).isEmpty();
        assertThat(refused.errors).contains("the task's role cannot be had");
    }

    @Test
    void elsewhere_than_on_aws_it_fetches_nothing() throws Exception {
        Run run = run("dash", Map.of("SETTINGS_PATH", ""), "echo", "started");

        assertThat(run.output).isEqualTo("started\n");
        assertThat(TARGETS).isEmpty();
        assertThat(run("dash", Map.of("SETTINGS_PATH", "")).code)
                .as("without a command")
                .isEqualTo(64);
    }

    private record Run(int code, String output, String errors, long pid) {}

    private static Run run(String shell, Map<String, String> more, String... command) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(shell.split(" ")));
        words.add(SCRIPT.toString());
        words.addAll(List.of(command));
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment()
                .putAll(Map.of(
                        "SETTINGS_PATH",
                        "/crema/production",
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ENDPOINT_URL",
                        "http://127.0.0.1:" + front.getAddress().getPort(),
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                        "http://127.0.0.1:" + front.getAddress().getPort() + "/role",
                        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                        TOKEN));
        builder.environment().putAll(more);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
        return new Run(process.exitValue(), output, Files.readString(errors), process.pid());
    }

    private static void put(String name, String value) throws Exception {
        moto.json(
                "ssm",
                "AmazonSSM.PutParameter",
                JSON.createObjectNode()
                        .put("Name", name)
                        .put("Type", "SecureString")
                        .put("Tier", "Advanced")
                        .put("Value", value.replace("'", "\\u0027"))
                        .toString()
                        .replace("\\\\u0027", "\\u0027"));
    }

    /** As the agent of ECS answers: to whoever has the task's token. */
    private static void role(HttpExchange exchange) throws IOException {
        boolean known = TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        answer(
                exchange,
                known ? 200 : 400,
                "{\"AccessKeyId\":\"testing\",\"SecretAccessKey\":\"with/slash+and=\",\"Token\":\"session\"}"
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static void forward(HttpExchange exchange) throws IOException {
        byte[] request = exchange.getRequestBody().readAllBytes();
        TARGETS.add(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
                .contains("Credential=testing/", "/us-east-1/ssm/aws4_request", "x-amz-security-token");
        if (LATER.getAndDecrement() > 0) {
            answer(exchange, 400, "{\"__type\":\"ThrottlingException\"}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(moto.address() + "/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(request));
        for (String header : List.of("Authorization", "Content-Type", "X-Amz-Target")) {
            builder.header(header, exchange.getRequestHeaders().getFirst(header));
        }
        try {
            HttpResponse<byte[]> response =
                    HttpClient.newHttpClient().send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer(exchange, response.statusCode(), response.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
