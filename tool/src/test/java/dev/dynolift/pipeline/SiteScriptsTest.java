package dev.dynolift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dynolift.aws.AwsCommand;
import dev.dynolift.aws.MotoServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ci/build-site.sh} and {@code ci/deploy-site.sh} as they are, with the real AWS CLI, at moto. */
class SiteScriptsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path SCRIPTS = Path.of("src", "main", "resources", "dev", "dynolift", "pipeline", "ci")
            .toAbsolutePath();

    /** What the CLI does, with a warning, unless the test says of which word in its arguments it has to fail. */
    private static final String FAILING_AWS = """
            #!/bin/sh
            echo "Warning: this version of the AWS CLI is old." >&2
            case "$*" in
                *"$FAIL_AT"*) echo "An error occurred (SlowDown)" >&2; exit 1 ;;
            esac
            PATH=$REAL_PATH exec aws "$@"
            """;

    @TempDir
    Path folder;

    @TempDir
    static Path shared;

    private static MotoServer moto;
    private static AwsCommand aws;

    private String distribution;

    @BeforeAll
    static void the_programs_that_they_need() throws Exception {
        for (String program : List.of("aws", "jq")) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(File.pathSeparator))
                            .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
                    "SKIPPED: " + program + " is not installed");
        }
        aws = AwsCommand.start();
        moto = MotoServer.start(shared);
    }

    @AfterAll
    static void let_go() throws IOException {
        if (moto != null) {
            moto.close();
            aws.close();
        }
    }

    @BeforeEach
    void a_site_and_its_bucket() throws Exception {
        moto.reset();
        distribution = environment("production");
        Files.createDirectories(folder.resolve("ci"));
        Files.createDirectories(folder.resolve("source/assets"));
        Files.writeString(
                folder.resolve("ci/site.json"),
                "{\"build\": \"rm -rf dist && cp -r source dist && echo built ${AWS_ACCESS_KEY_ID:-alone}\", \"folder\": \"dist/\"}");
        source("index.html", "first 1f0c");
        source("gone.html", "for now");
        source("robots.txt", "all");
        source("assets/app-1f0c.js", "1");
        source("assets/app-1f0c.js.gz", "packed");
        source(".env.local", "kept at home");
    }

    @Test
    void pages_change_last_and_find_the_files_of_both_releases() throws Exception {
        Run built = build("production", "0123abc");
        assertThat(built.code).as(built.errors).isZero();
        assertThat(built.output).isEqualTo("s3://kiosk-production-1/.releases/0123abc.tar.gz\n");
        assertThat(built.errors).contains("built alone");
        Run shown = deploy("production", "0123abc");
        assertThat(shown.code).as(shown.errors).isZero();

        assertThat(head("index.html"))
                .containsEntry("ContentType", "text/html; charset=utf-8")
                .containsEntry("CacheControl", "no-cache");
        assertThat(head("assets/app-1f0c.js"))
                .containsEntry("ContentType", "text/javascript; charset=utf-8")
                .containsEntry("CacheControl", "public, max-age=31536000, immutable");
        assertThat(head("robots.txt")).containsEntry("CacheControl", "public, max-age=60");
        assertThat(keys())
                .containsExactlyInAnyOrder(
                        ".releases/0123abc.tar.gz", "assets/app-1f0c.js", "gone.html", "index.html", "robots.txt");

        Files.delete(folder.resolve("source/gone.html"));
        Files.delete(folder.resolve("source/assets/app-1f0c.js"));
        Files.delete(folder.resolve("source/assets/app-1f0c.js.gz"));
        source("index.html", "other 2e1d");
        source("assets/app-2e1d.js", "2");
        source("news/today.html", "new");
        assertThat(build("production", "4567def").code).isZero();
        moto.forgetRecording();
        Run second = deploy("production", "4567def");

        assertThat(second.code).as(second.errors).isZero();
        assertThat(second.output).contains("gone.html is no more.");
        assertThat(keys())
                .contains("assets/app-1f0c.js", "assets/app-2e1d.js", "news/today.html")
                .doesNotContain("gone.html", "assets/app-1f0c.js.gz", ".env.local");
        assertThat(written()).containsSubsequence("assets/app-2e1d.js", "robots.txt", "news/today.html");
        assertThat(written().indexOf("index.html"))
                .isGreaterThan(written().indexOf("assets/app-2e1d.js"))
                .isGreaterThan(written().indexOf("robots.txt"));
        assertThat(forgotten()).last().asString().isEqualTo("/gone.html /index.html /news/* /robots.txt /");

        // The way back is a release of before.
        assertThat(deploy("production", "0123abc").code).isZero();
        assertThat(keys()).contains("gone.html").doesNotContain("news/today.html");
    }

    @Test
    @Tag("large")
    void what_cannot_be_uploaded_changes_no_page() throws Exception {
        assertThat(build("production", "0123abc").code).isZero();
        assertThat(deploy("production", "0123abc").code).isZero();
        String page = (String) head("index.html").get("ETag");
        source("index.html", "other 2e1d");
        source("assets/app-2e1d.js", "2");
        assertThat(build("production", "4567def").code).isZero();
        int before = forgotten().size();

        for (String place : List.of("sorted/kept", "sorted/other")) {
            Run failed = deployFailing(place, "4567def");

            assertThat(failed.code).as(place).isEqualTo(1);
            assertThat(failed.errors).contains("not all files can be uploaded", "run this again");
            assertThat(head("index.html")).as(place).containsEntry("ETag", page);
            assertThat(forgotten()).as(place).hasSize(before);
        }
        assertThat(deploy("production", "4567def").code).isZero();
        assertThat(head("index.html").get("ETag")).isNotEqualTo(page);
    }

    @Test
    @Tag("large")
    void a_build_that_fails_or_has_no_first_page_leaves_no_release() throws Exception {
        site("echo no >&2; exit 7", "dist");
        assertThat(build("production", "0123abc").errors).contains("the site cannot be built: echo no");
        site("mkdir -p empty", "empty");
        assertThat(build("production", "0123abc").errors).contains("empty has no index.html");
        assertThat(keys()).isEmpty();
        assertThat(deploy("production", "0123abc").errors).contains("cannot be had", "Build it first");
    }

    @Test
    @Tag("large")
    void what_was_tried_before_goes_on_byte_by_byte() throws Exception {
        environment("staging");
        Run early = build("production", "0123abc", "--promoted-from", "staging");
        assertThat(early.code).isEqualTo(1);
        assertThat(early.errors).contains("staging has no release of 0123abc: deploy it there first");
        Run tried = build("staging", "0123abc");
        assertThat(tried.code).as(tried.errors).isZero();
        // From now on a build would not do.
        site("exit 7", "dist");

        Run promoted = run(
                behind("nothing-fails"),
                command("build-site.sh", "production", "--tag", "0123abc", "--promoted-from", "staging"));

        assertThat(promoted.code).as(promoted.errors).isZero();
        assertThat(promoted.output).isEqualTo("s3://kiosk-production-1/.releases/0123abc.tar.gz\n");
        assertThat(head(".releases/0123abc.tar.gz").get("ETag"))
                .isEqualTo(head("staging", ".releases/0123abc.tar.gz").get("ETag"));
        Run wrong = run("deploy-site.sh", "production", "--release", tried.output.strip());
        assertThat(wrong.errors).contains("is not of this environment's bucket");
        assertThat(deploy("production", "0123abc").code).isZero();

        Path other = Files.writeString(folder.resolve("other"), "something else");
        aws(
                "s3api",
                "put-object",
                "--bucket",
                "kiosk-production-1",
                "--key",
                ".releases/0123abc.tar.gz",
                "--body",
                other.toString(),
                "--metadata",
                "sha256=" + "0".repeat(64));
        assertThat(build("production", "0123abc", "--promoted-from", "staging").errors)
                .contains("production has another release of 0123abc than staging");
        assertThat(deploy("production", "0123abc").errors).contains("its bytes have changed");
    }

    @Test
    @Tag("large")
    void many_folders_and_odd_names_are_forgotten_as_a_whole() throws Exception {
        for (int number = 0; number < 20; number++) {
            source("part" + number + "/index.html", "part");
        }
        source("über uns.html", "us");
        source("Photo.JPG", "picture");
        source("LICENSE", "words");
        assertThat(build("production", "0123abc").code).isZero();
        Run shown = deploy("production", "0123abc");

        assertThat(shown.code).as(shown.errors).isZero();
        assertThat(forgotten()).last().isEqualTo("/*");
        assertThat(keys()).contains("über uns.html", "part19/index.html");
        assertThat(head("Photo.JPG")).containsEntry("ContentType", "image/jpeg");
    }

    private void source(String name, String text) throws IOException {
        Path file = folder.resolve("source").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void site(String build, String root) throws IOException {
        Files.writeString(
                folder.resolve("ci/site.json"),
                JSON.createObjectNode().put("build", build).put("folder", root).toString());
    }

    /** Makes what Terraform makes, and returns the distribution's name. */
    private String environment(String name) throws Exception {
        moto.bucket("kiosk-" + name + "-1");
        String id = aws(
                "cloudfront",
                "create-distribution",
                "--origin-domain-name",
                "kiosk.s3.amazonaws.com",
                "--query",
                "Distribution.Id",
                "--output",
                "text");
        moto.json(
                "ssm",
                "AmazonSSM.PutParameter",
                JSON.createObjectNode()
                        .put("Name", "/deploy/kiosk/" + name)
                        .put("Type", "String")
                        .put(
                                "Value",
                                "{\"bucket\":\"kiosk-" + name + "-1\",\"distribution\":\"" + id
                                        + "\",\"long_cache_paths\":[\"/assets/*\"]}")
                        .toString());
        return id;
    }

    private Run build(String environment, String tag, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of("--tag", tag));
        options.addAll(List.of(more));
        return run("build-site.sh", environment, options.toArray(String[]::new));
    }

    private Run deploy(String environment, String tag) throws Exception {
        return run(
                "deploy-site.sh",
                environment,
                "--release",
                "s3://kiosk-" + environment + "-1/.releases/" + tag + ".tar.gz");
    }

    private Run deployFailing(String word, String tag) throws Exception {
        return run(
                behind(word),
                command(
                        "deploy-site.sh",
                        "production",
                        "--release",
                        "s3://kiosk-production-1/.releases/" + tag + ".tar.gz"));
    }

    /** The environment in which the CLI fails at a word of its arguments. */
    private Map<String, String> behind(String word) throws IOException {
        Path place = Files.createDirectories(folder.resolve("failing"));
        Path program = Files.writeString(place.resolve("aws"), FAILING_AWS);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return Map.of("FAIL_AT", word, "REAL_PATH", aws.path(), "PATH", place + File.pathSeparator + aws.path());
    }

    private Run run(String script, String environment, String... options) throws Exception {
        return run(Map.of(), command(script, environment, options));
    }

    private static List<String> command(String script, String environment, String... options) {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", SCRIPTS.resolve(script).toString()));
        command.addAll(List.of("--app", "kiosk", "--environment", environment));
        command.addAll(List.of(options));
        return command;
    }

    private record Run(int code, String output, String errors) {}

    private Run run(Map<String, String> more, List<String> command) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PATH", aws.path(),
                        "AWS_ENDPOINT_URL", moto.address().toString(),
                        "AWS_ACCESS_KEY_ID", "testing",
                        "AWS_SECRET_ACCESS_KEY", "testing",
                        "AWS_REGION", "us-east-1",
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "DEPLOY_POLL_SECONDS", "1",
                        "LC_ALL", "C.UTF-8"));
        builder.environment().putAll(more);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
        return new Run(process.exitValue(), output, Files.readString(errors));
    }

    /** What the AWS CLI says to a command. */
    private String aws(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec aws \"$@\"", "aws"));
        command.addAll(List.of(words));
        Run run = run(Map.of(), command);
        assertThat(run.code).as(run.errors).isZero();
        return run.output.strip();
    }

    private Map<String, Object> head(String key) throws Exception {
        return head("production", key);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> head(String environment, String key) throws Exception {
        return JSON.readValue(
                aws("s3api", "head-object", "--bucket", "kiosk-" + environment + "-1", "--key", key), Map.class);
    }

    private List<String> keys() throws Exception {
        return JSON.readTree(aws(
                        "s3api",
                        "list-objects-v2",
                        "--bucket",
                        "kiosk-production-1",
                        "--query",
                        "Contents[].Key || `[]`",
                        "--output",
                        "json"))
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** The keys that were put, in their order. */
    private List<String> written() throws IOException {
        return moto.recorded().stream()
                .map(line -> JSON.readTree(line))
                .filter(request -> request.path("method").asString("").equals("PUT"))
                .map(request -> request.path("url").asString("").replaceFirst("^.*/kiosk-production-1/", ""))
                .toList();
    }

    /** The paths of each invalidation, in their order. */
    private List<String> forgotten() throws Exception {
        List<String> all = new ArrayList<>();
        JsonNode list = JSON.readTree(
                aws("cloudfront", "list-invalidations", "--distribution-id", distribution, "--output", "json"));
        for (JsonNode each : list.path("InvalidationList").path("Items")) {
            all.add(aws(
                    "cloudfront",
                    "get-invalidation",
                    "--distribution-id",
                    distribution,
                    "--id",
                    each.path("Id").asString(),
                    "--query",
                    "join(' ', Invalidation.InvalidationBatch.Paths.Items)",
                    "--output",
                    "text"));
        }
        return all;
    }
}
