package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dynolift.aws.AwsCommand;
import dev.dynolift.aws.MotoServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ci/build.sh} as it is, with the real AWS CLI, at moto. In place of Docker stands a script that writes down what it
 * is told, and makes a pushed image known to moto's registry.
 */
class BuildScriptTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path SCRIPT =
            Path.of("src", "main", "resources", "dev", "dynolift", "pipeline", "ci", "build.sh");
    private static final String TOKEN = "it's $HOME " + UUID.randomUUID();

    private static final String DOCKER = """
            #!/bin/sh
            echo "$*" >>told
            case $1 in
                login) cat >password ;;
                buildx)
                    from=${7%@*} to=${6%:*}
                    aws ecr batch-get-image --repository-name "${from#*/}" --image-ids "imageDigest=${7##*@}" \\
                        --query 'images[0].imageManifest' --output text | tr -d '\\n' >manifest
                    aws ecr put-image --repository-name "${to#*/}" --image-tag "${6##*:}" \\
                        --image-manifest file://manifest \\
                        --image-manifest-media-type application/vnd.oci.image.manifest.v1+json >/dev/null
                    ;;
                build) printf '%s' "$BUNDLE_GEMS__EXAMPLE__COM" >token ;;
                create) echo 4fe1 ;;
                cp)
                    [ "$2" = 4fe1:/app/public/. ] || exit 1
                    mkdir -p "$3/assets" && echo new >"$3/assets/app-2.js" && echo packed >"$3/assets/app-2.js.gz"
                    ;;
                push)
                    name=${2%:*}
                    aws ecr put-image --repository-name "${name#*/}" --image-tag "${2##*:}" \\
                        --image-manifest '{"layers":[{"digest":"sha256:0123"}],"config":{"size":1}}' \\
                        --image-manifest-media-type application/vnd.oci.image.manifest.v1+json >/dev/null
                    ;;
            esac
            """;

    @TempDir
    Path folder;

    @TempDir
    static Path shared;

    private static MotoServer moto;
    private static AwsCommand aws;

    private String registry;
    private String path;

    @BeforeAll
    static void the_programs_that_it_needs() throws Exception {
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
    void an_app_and_a_registry() throws Exception {
        moto.reset();
        path = aws.path();
        registry = environment("production");
        Files.writeString(folder.resolve("Dockerfile"), """
                FROM ruby
                RUN --mount=type=secret,id=BUNDLE_GEMS__EXAMPLE__COM,required=true \\
                    bundle install
                """);
        Path docker = Files.writeString(folder.resolve("docker"), DOCKER);
        assertThat(docker.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void a_commit_is_built_once_and_its_secrets_are_lent() throws Exception {
        Run first = run("production", "0123abc");

        assertThat(first.code).as(first.errors).isZero();
        String image = registry + ":0123abc";
        assertThat(first.output).isEqualTo(image + "\n");
        assertThat(Files.readAllLines(folder.resolve("told")))
                .containsExactly(
                        "login --username AWS --password-stdin " + registry.substring(0, registry.indexOf('/')),
                        "build --tag " + image + " --platform linux/arm64 --build-arg COMMIT=0123abc"
                                + " --secret id=BUNDLE_GEMS__EXAMPLE__COM,env=BUNDLE_GEMS__EXAMPLE__COM --file Dockerfile .",
                        "push " + image);
        assertThat(Files.readString(folder.resolve("token"))).isEqualTo(TOKEN);
        assertThat(Files.readString(folder.resolve("password"))).isNotBlank();
        assertThat(first.output + first.errors).doesNotContain(TOKEN);
        assertThat(JSON.readTree(Files.readString(folder.resolve("imagedefinitions.json"))))
                .isEqualTo(JSON.readTree("[{\"name\":\"app\",\"imageUri\":\"" + image + "\"}]"));

        Run again = run("production", "0123abc");

        assertThat(again.output).isEqualTo(image + "\n");
        assertThat(again.errors).contains("is in the registry already");
        assertThat(Files.readAllLines(folder.resolve("told")))
                .as("nothing more")
                .hasSize(3);
    }

    @Test
    void static_files_are_uploaded_before_the_push_and_none_is_deleted() throws Exception {
        URI bucket = moto.address().resolve("/crema-production-assets");
        assertThat(status("PUT", bucket)).isEqualTo(200);
        assertThat(status("PUT", URI.create(bucket + "/assets/app-1.js"))).isEqualTo(200);
        target("\"assets\":{\"bucket\":\"crema-production-assets\",\"folder\":\"public\",\"path\":\"\"}");

        Run run = run("production", "4567def");

        assertThat(run.code).as(run.errors).isZero();
        assertThat(Files.readAllLines(folder.resolve("told")))
                .filteredOn(line -> !line.startsWith("login") && !line.startsWith("build"))
                .map(line -> line.replaceFirst(" /\\S+$", ""))
                .containsExactly(
                        "create " + registry + ":4567def",
                        "cp 4fe1:/app/public/.",
                        "rm 4fe1",
                        "push " + registry + ":4567def");
        assertThat(status("GET", URI.create(bucket + "/assets/app-2.js"))).isEqualTo(200);
        assertThat(status("GET", URI.create(bucket + "/assets/app-1.js")))
                .as("the release before")
                .isEqualTo(200);
        assertThat(status("GET", URI.create(bucket + "/assets/app-2.js.gz"))).isEqualTo(404);
    }

    @Test
    void a_dockerfile_elsewhere_is_built_in_its_own_folder() throws Exception {
        Files.move(
                folder.resolve("Dockerfile"),
                Files.createDirectory(folder.resolve("docker-web")).resolve("web.Dockerfile"));
        target("\"dockerfile\":\"docker-web/web.Dockerfile\"");

        Run run = run("production", "89abcde");

        assertThat(run.code).as(run.errors).isZero();
        assertThat(Files.readAllLines(folder.resolve("told")).get(1))
                .endsWith("env=BUNDLE_GEMS__EXAMPLE__COM --file docker-web/web.Dockerfile docker-web");
    }

    @Test
    void a_setting_without_a_value_is_told_with_the_command_that_puts_it_in() throws Exception {
        put("/crema/production/BUNDLE_GEMS__EXAMPLE__COM", "SecureString", "has no value yet");

        Run empty = run("production", "0123abc");

        assertThat(empty.code).isEqualTo(1);
        assertThat(folder.resolve("told")).doesNotExist();
        putIn(empty);
        assertThat(run("production", "0123abc").code).isZero();
        assertThat(Files.readString(folder.resolve("token"))).isEqualTo(TOKEN);
    }

    @Test
    void a_setting_in_secrets_manager_is_read_there() throws Exception {
        moto.json(
                "secretsmanager",
                "secretsmanager.CreateSecret",
                "{'Name':'crema/production/BUNDLE_GEMS__EXAMPLE__COM','ClientRequestToken':'" + UUID.randomUUID()
                        + "'}");
        target("\"build_secrets\":[\"BUNDLE_GEMS__EXAMPLE__COM\"]");

        Run empty = run("production", "0123abc");

        assertThat(empty.code).isEqualTo(1);
        putIn(empty);
        assertThat(run("production", "0123abc").code).isZero();
        assertThat(Files.readString(folder.resolve("token"))).isEqualTo(TOKEN);
    }

    /** Runs the command that was told, as a person does who pastes the value. */
    private void putIn(Run told) throws Exception {
        String command = told.errors.substring(told.errors.indexOf("tr -d")).strip();
        Path pasted = Files.writeString(folder.resolve("pasted"), TOKEN + "\n");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                .redirectInput(pasted.toFile())
                .redirectErrorStream(true);
        login(builder);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static int status(String method, URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                // moto asks nothing but that there is one.
                                .header(
                                        "Authorization",
                                        "AWS4-HMAC-SHA256 Credential=testing/20261101/us-east-1/s3/aws4_request")
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Says what a deploy of the app has to know, with more. */
    private void target(String more) throws Exception {
        put(
                "/deploy/crema/production",
                "String",
                "{\"repository\":\"" + registry + "\",\"container\":\"app\",\"platform\":\"linux/arm64\"," + more
                        + "}");
    }

    @Test
    void what_was_tried_before_is_taken_over_and_never_built_again() throws Exception {
        String staging = environment("staging");
        Run early = run("production", "0123abc", "--promoted-from", "staging");
        assertThat(early.code).isEqualTo(1);
        assertThat(early.errors).contains("staging has no image of 0123abc: deploy it there first");
        assertThat(run("staging", "0123abc").code).isZero();
        Files.delete(folder.resolve("told"));
        letTheCliWarn();

        Run promoted = run("production", "0123abc", "--promoted-from", "staging");

        assertThat(promoted.code).as(promoted.errors).isZero();
        assertThat(promoted.output).isEqualTo(registry + ":0123abc\n");
        assertThat(Files.readAllLines(folder.resolve("told")))
                .last()
                .asString()
                .startsWith("buildx imagetools create " + "--prefer-index=false --tag " + registry + ":0123abc "
                        + staging + "@sha256:");
        assertThat(Files.readString(folder.resolve("told"))).doesNotContain("build --tag");
        assertThat(digest("production")).isEqualTo(digest("staging"));

        // Somebody has pushed something else under that name.
        moto.json(
                "ecr",
                "AmazonEC2ContainerRegistry_V20150921.PutImage",
                "{'repositoryName':'crema-staging/crema','imageTag':'4567def','imageManifest':'{}','imageManifestMediaType':'application/vnd.oci.image.manifest.v1+json','imageDigest':'sha256:"
                        + "1".repeat(64) + "'}");
        moto.json(
                "ecr",
                "AmazonEC2ContainerRegistry_V20150921.PutImage",
                "{'repositoryName':'crema-production/crema','imageTag':'4567def','imageManifest':'{}','imageManifestMediaType':'application/vnd.oci.image.manifest.v1+json','imageDigest':'sha256:"
                        + "2".repeat(64) + "'}");
        Run other = run("production", "4567def", "--promoted-from", "staging");
        assertThat(other.code).isEqualTo(1);
        assertThat(other.output).isEmpty();
        assertThat(other.errors).contains("4567def is not the image that staging has of this commit");
    }

    /** As its first version does on an older Python, with every call. */
    private void letTheCliWarn() throws IOException {
        Path warns = Files.createDirectory(folder.resolve("warns"));
        Path command = Files.writeString(warns.resolve("aws"), """
                #!/bin/sh
                echo 'PythonDeprecationWarning: the AWS CLI will no longer support Python 3.9' >&2
                PATH=${PATH#*:}
                exec aws "$@"
                """);
        assertThat(command.toFile().setExecutable(true)).isTrue();
        path = warns + File.pathSeparator + aws.path();
    }

    private String digest(String environment) throws Exception {
        return JSON.readTree(moto.json(
                        "ecr",
                        "AmazonEC2ContainerRegistry_V20150921.DescribeImages",
                        "{'repositoryName':'crema-" + environment + "/crema','imageIds':[{'imageTag':'0123abc'}]}"))
                .findPath("imageDigest")
                .asString();
    }

    /** Makes an environment's registry, and says where it is, as Terraform does. */
    private String environment(String name) throws Exception {
        String made = JSON.readTree(moto.json(
                        "ecr",
                        "AmazonEC2ContainerRegistry_V20150921.CreateRepository",
                        "{'repositoryName':'crema-" + name + "/crema'}"))
                .findPath("repositoryUri")
                .asString();
        put(
                "/deploy/crema/" + name,
                "String",
                "{\"repository\":\"" + made + "\",\"container\":\"app\",\"platform\":\"linux/arm64\"}");
        put("/crema/" + name + "/BUNDLE_GEMS__EXAMPLE__COM", "SecureString", TOKEN);
        return made;
    }

    private record Run(int code, String output, String errors) {}

    private Run run(String environment, String tag, String... more) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", SCRIPT.toAbsolutePath().toString()));
        command.addAll(List.of("--app", "crema", "--environment", environment, "--tag", tag));
        command.addAll(List.of(more));
        command.addAll(List.of("--image-definitions", "imagedefinitions.json"));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        login(builder);
        builder.environment().put("DOCKER", folder.resolve("docker").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
        return new Run(process.exitValue(), output, Files.readString(errors));
    }

    private void login(ProcessBuilder builder) {
        builder.environment()
                .putAll(Map.of(
                        "PATH", path,
                        "AWS_ENDPOINT_URL", moto.address().toString(),
                        "AWS_ACCESS_KEY_ID", "testing",
                        "AWS_SECRET_ACCESS_KEY", "testing",
                        "AWS_REGION", "us-east-1",
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_EC2_METADATA_DISABLED", "true"));
    }

    private void put(String name, String type, String value) throws Exception {
        // The helper makes quotes of apostrophes, so they are written as JSON may have them, too.
        moto.json(
                "ssm",
                "AmazonSSM.PutParameter",
                JSON.createObjectNode()
                        .put("Name", name)
                        .put("Type", type)
                        .put("Value", value)
                        .put("Overwrite", true)
                        .toString()
                        .replace("'", "\\u0027"));
    }
}
