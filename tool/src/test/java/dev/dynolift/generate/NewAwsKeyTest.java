package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dynolift.aws.MotoServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The script that hands a new key from AWS to Heroku, with the real AWS CLI and an AWS of moto's. */
@Tag("large")
class NewAwsKeyTest {

    private static final Path SCRIPT = Path.of("..", "terraform", "estate", "heroku", "new-aws-key.sh");

    @TempDir
    Path folder;

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer heroku;
    private MotoServer moto;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "aws"))),
                "the AWS CLI is not installed: pip install awscli");
        heroku = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        heroku.createContext("/apps/crema/config-vars", this::answer);
        heroku.start();
        moto = MotoServer.start(folder);
        moto.form("iam", "Action=CreateUser&Version=2010-05-08&UserName=heroku-crema");
    }

    @AfterEach
    void stop() {
        heroku.stop(0);
        moto.close();
    }

    @Test
    void a_key_goes_from_aws_to_heroku_and_is_seen_nowhere_else() throws Exception {
        Run run = run();

        assertThat(run.exitCode).as(run.output).isZero();
        JsonNode settings = JsonMapper.shared().readTree(sent.get(0));
        assertThat(settings.propertyNames()).containsExactly("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
        String secret = settings.path("AWS_SECRET_ACCESS_KEY").asString();
        assertThat(secret).hasSizeGreaterThan(20);
        assertThat(run.output).contains("crema has a new key of heroku-crema").doesNotContain(secret);
        assertThat(keys()).isEqualTo(1);

        assertThat(run().output)
                .contains("aws iam delete-access-key --user-name heroku-crema --access-key-id "
                        + settings.path("AWS_ACCESS_KEY_ID").asString());
        assertThat(run().output).contains("has two keys already");
        assertThat(keys()).isEqualTo(2);
    }

    @Test
    void a_key_that_heroku_does_not_take_is_deleted_again() throws Exception {
        status = 401;

        Run run = run();

        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.output).contains("Heroku did not take the new key", "heroku login");
        assertThat(keys()).isZero();
    }

    private record Run(int exitCode, String output) {}

    private Run run() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "crema").redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", moto.address().toString(),
                        "AWS_ACCESS_KEY_ID", "testing",
                        "AWS_SECRET_ACCESS_KEY", "testing",
                        "AWS_REGION", "us-east-1",
                        // Older versions of the CLI know no other.
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "HOME", folder.toString(),
                        "HEROKU_API_URL",
                                "http://127.0.0.1:" + heroku.getAddress().getPort()));
        Files.writeString(folder.resolve(".netrc"), "machine 127.0.0.1 login eva password none\n");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private long keys() throws Exception {
        String listed = moto.form("iam", "Action=ListAccessKeys&Version=2010-05-08&UserName=heroku-crema");
        return listed.split("<AccessKeyId>", -1).length - 1;
    }

    private void answer(HttpExchange exchange) throws IOException {
        sent.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(exchange.getRequestMethod()).isEqualTo("PATCH");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
