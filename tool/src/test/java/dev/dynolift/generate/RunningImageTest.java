package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dynolift.aws.MotoServer;
import dev.dynolift.image.ImageReport;
import dev.dynolift.naming.EnvironmentEstate;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One image really built from the generated Dockerfile, and really run: with the lines of the example's Procfile, as the
 * task definitions say that the real Terraform has made of the generated values, with settings fetched from the Parameter
 * Store as moto has it. Debian stands in for the base image, and its own Rails, Puma and Sidekiq for the gems. Run by
 * {@code make image-test}.
 */
@Tag("large")
class RunningImageTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String IMAGE = "localhost/crema";
    private static final String TOKEN = UUID.randomUUID().toString();
    /** What only the build needs. */
    private static final String LOGIN = "it's \"quoted\" $HOME `id` \\n é " + TOKEN + "\nsecond line";

    private static final Duration GRACE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static final Map<String, String> SECRETS = new HashMap<>();

    private static SmallRailsApp app;
    private static Buildah buildah;
    private static MotoServer moto;
    private static TaskRole role;
    private static JsonNode image;
    private static String refused;
    private static String built;
    private static int port;
    private static final List<RunningTask> RUNNING = new ArrayList<>();

    @BeforeAll
    static void an_image_and_its_environment() throws Exception {
        for (String program : List.of("buildah", "podman", "mmdebstrap", "unshare", "chroot", "terraform")) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(File.pathSeparator))
                            .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
                    "SKIPPED: " + program + " is not installed (.ci/image-tools installs it)");
        }
        assumeTrue(RunningTask.isPossible(), "SKIPPED: catatonit is not installed (.ci/image-tools installs it)");
        assumeTrue("root".equals(System.getProperty("user.name")), "SKIPPED: only root may mount an image");
        SECRETS.put("STRIPE_SECRET_KEY", "it's \"quoted\" \\n $HOME ${X} `id` é 漢 😀 " + TOKEN + "\n\tsecond line\n\n");
        SECRETS.put("SIGNING_CERTIFICATE", (TOKEN + "é\n").repeat(8192 / 39));
        SECRETS.put("SECRET_KEY_BASE", TOKEN + UUID.randomUUID());
        // The parameter that ci/build.sh lends to the build; as at Heroku, processes have it too.
        SECRETS.put(SmallRailsApp.LOGIN, LOGIN);
        int redis = freePort();
        SECRETS.put("REDIS_URL", "redis://127.0.0.1:" + redis + "/0");
        port = freePort();

        buildah = new Buildah(Path.of("target", "running-image"));
        buildah.clear();
        buildah.makeBase("localhost/debian-ruby");
        app = SmallRailsApp.write(folder, port, buildah);
        refused = buildah.refusal(app.checkout(), "Dockerfile", IMAGE);
        built = buildah.build(app.checkout(), "Dockerfile", IMAGE, Map.of(SmallRailsApp.LOGIN, LOGIN));
        image = buildah.configuration(IMAGE);

        moto = MotoServer.startForTerraform(folder);
        role = new TaskRole();
        AppliedEnvironment environment = new AppliedEnvironment(
                moto,
                folder.resolve("infra")
                        .resolve(EnvironmentEstate.of(app.plan()).get(0).environmentName()));
        environment.init();
        environment.done("apply", "-auto-approve");
        for (Map.Entry<String, String> secret : SECRETS.entrySet()) {
            put(secret.getKey(), secret.getValue());
        }
        run(RunningTask.start(
                buildah.root("localhost/debian-ruby"),
                "redis:redis",
                "/",
                List.of("PATH=/usr/bin", "/run/init", "--", "redis-server", "--port", "" + redis, "--save", "")));
    }

    @AfterAll
    static void let_go() throws Exception {
        RUNNING.forEach(RunningTask::close);
        if (role != null) {
            role.close();
        }
        if (moto != null) {
            moto.close();
            TerraformCommand.unlinkPlugins(folder);
        }
        if (buildah != null) {
            buildah.clear();
        }
    }

    @Test
    void web_starts_with_every_setting_as_it_is_and_ends_its_last_request() throws Exception {
        RunningTask web = start("web");
        web.awaitLog("Worker 1");
        assertThat(get("up")).isEqualTo("up");

        for (Map.Entry<String, String> secret : SECRETS.entrySet()) {
            assertThat(get("digest/" + secret.getKey())).as(secret.getKey()).isEqualTo(digest(secret.getValue()));
        }
        assertThat(get("process"))
                .as("no root, in /app, with Heroku's locale and zone")
                .isEqualTo("1000 /app UTF-8 UTC");
        assertThat(get("open/PORT")).isEqualTo(String.valueOf(port));
        assertThat(get("open/HOME")).isEqualTo("/app");
        assertThat(get("open/RAILS_ENV")).isEqualTo("production");
        assertThat(get("open/MALLOC_ARENA_MAX")).isEqualTo("2");
        assertThat(get("open/PUMA_PERSISTENT_TIMEOUT")).isEqualTo("95");
        assertThat(get("open/SENTRY_RELEASE")).as(".profile").isNotEqualTo("(none)");
        assertThat(web.innards("cmdline")).noneMatch(line -> line.contains(TOKEN));
        assertThat(web.processes())
                .as("the first process, Puma and its two workers")
                .hasSize(4);

        CompletableFuture<String> last = CompletableFuture.supplyAsync(() -> get("slow"));
        web.awaitLog("slow: begun");
        web.tell();

        web.awaitEnd(GRACE);
        assertThat(last.join()).isEqualTo("answered");
        assertThat(web.log()).contains("Gracefully shutting down workers").doesNotContain(TOKEN);
    }

    @Test
    void worker_starts_with_the_variables_of_its_line_and_ends_its_job() throws Exception {
        RunningTask worker = start("worker");
        worker.awaitLog("Booting Sidekiq");
        assertThat(worker.innards("environ")).anyMatch(all -> ("\0" + all).contains("\0RAILS_MAX_THREADS=10\0"));
        RunningTask web = start("web");
        web.awaitLog("Worker 1");
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address("job"))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        worker.awaitLog("job: begun");

        worker.tell();

        assertThat(worker.awaitEnd(GRACE)).isZero();
        assertThat(worker.log()).contains("job: done", "Bye!").doesNotContain(TOKEN);
        web.tell();
        web.awaitEnd(GRACE);
    }

    @Test
    void every_process_of_a_line_is_told_and_waited_for() throws Exception {
        RunningTask pair = start("pair");
        pair.awaitLog("one: begun");
        pair.awaitLog("two: begun b");

        pair.tell();

        pair.awaitEnd(GRACE);
        assertThat(pair.log()).contains("one: told", "one: ended", "two: told", "two: ended");
    }

    @Test
    void a_missing_setting_stops_the_start() throws Exception {
        put("STRIPE_SECRET_KEY", "has no value yet");
        try {
            RunningTask web = start("web");

            assertThat(web.awaitEnd(Duration.ofMinutes(1))).isEqualTo(1);
            assertThat(web.log().strip())
                    .isEqualTo("with-settings.sh: these settings have no value under /crema/production:"
                            + " STRIPE_SECRET_KEY. Nothing was started.");
        } finally {
            put("STRIPE_SECRET_KEY", SECRETS.get("STRIPE_SECRET_KEY"));
        }
    }

    @Test
    void a_build_has_the_login_that_it_needs_and_keeps_none_of_it() throws Exception {
        assertThat(Files.readString(buildah.root(IMAGE).resolve("app/login.digest")))
                .as("what `bundle install` got")
                .isEqualTo(digest(LOGIN));
        assertThat(refused).contains("secret required but no secret with id " + SmallRailsApp.LOGIN);
        assertThat(built + refused).contains("bundle install").doesNotContain(TOKEN);
        assertThat(buildah.inspection(IMAGE)).contains("ENTRYPOINT").doesNotContain(TOKEN);
        assertThat(found("-rl", buildah.images()))
                .as("any layer, of the stages that are left behind too")
                .isEmpty();
    }

    @Test
    void image_check_builds_the_image_and_boots_its_web_process() throws Exception {
        try (Podman podman = new Podman(buildah, folder.resolve("podman"))) {
            assertThat(podman.check(app, Map.of()).build().told())
                    .contains("The build reads " + SmallRailsApp.LOGIN + ", which this shell does not have");

            ImageReport report = podman.check(app, Map.of(SmallRailsApp.LOGIN, LOGIN));

            assertThat(report.build().told()).startsWith("Built by podman in ");
            assertThat(report.boot().told())
                    .matches("It answered on port " + port
                            + " after \\d+ s \\(GET /up: 200\\)\\. It ended \\d+ s after SIGTERM\\.");
            assertThat(report.stops()).as(report.gaps().toString()).isFalse();

            ImageReport ending = podman.check(
                    app.withWeb("ruby -e 'abort ENV.fetch(%q(STRIPE_SECRET_KEY))'"),
                    Map.of(SmallRailsApp.LOGIN, LOGIN));

            assertThat(ending.boot().told())
                    .isEqualTo("It ended with exit code 1 in place of listening. It wrote:\n    stub");
            assertThat(ending.stops()).isTrue();
        }
    }

    @Test
    void no_value_is_in_a_layer_a_log_or_a_file() throws Exception {
        Path root = buildah.root(IMAGE);
        RunningTask web = start("web", root);
        web.awaitLog("Worker 1");
        assertThat(get("up")).isEqualTo("up");
        web.tell();
        web.awaitEnd(GRACE);

        assertThat(found("-c", buildah.archive(IMAGE)))
                .as("layers, history, configuration")
                .isEqualTo("0");
        assertThat(found("-rl", root.resolve("app"), root.resolve("tmp"), root.resolve("var"), root.resolve("run")))
                .as("files that the task left")
                .isEmpty();
    }

    private static RunningTask start(String process) throws Exception {
        return start(process, buildah.root(IMAGE));
    }

    private static RunningTask start(String process, Path root) throws Exception {
        JsonNode definition = JSON.readTree(moto.json(
                        "ecs",
                        "AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition",
                        "{'taskDefinition':'crema-production-" + process + "-template'}"))
                .path("taskDefinition");
        JsonNode container = definition.path("containerDefinitions").path(0);
        assertThat(container.path("stopTimeout").asInt()).isEqualTo((int) GRACE.toSeconds());
        assertThat(container.path("secrets")).as("the script fetches them").isEmpty();
        return run(RunningTask.start(root, image, container, role.environment(moto.address())));
    }

    private static RunningTask run(RunningTask task) {
        RUNNING.add(task);
        return task;
    }

    private static void put(String name, String value) throws Exception {
        moto.json(
                "ssm",
                "AmazonSSM.PutParameter",
                JSON.createObjectNode()
                        .put("Name", "/crema/production/" + name)
                        .put("Type", "SecureString")
                        .put("Tier", "Advanced")
                        .put("Overwrite", true)
                        // The helper makes quotes of apostrophes.
                        .put("Value", value.replace("'", "\\u0027"))
                        .toString()
                        .replace("\\\\u0027", "\\u0027"));
    }

    private static String get(String path) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : answer.statusCode() + " " + answer.body();
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError("no answer to /" + path, broken);
        }
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path);
    }

    private static String digest(String value) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** What grep prints of the secrets' common part. */
    private static String found(String option, Path... places) throws Exception {
        List<String> command = new ArrayList<>(List.of("grep", "-aF", option, "-e", TOKEN));
        Stream.of(places).map(Path::toString).forEach(command::add);
        Process process = new ProcessBuilder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
