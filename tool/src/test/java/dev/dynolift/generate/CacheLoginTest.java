package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code cache-login.sh} as it is, with a stand-in for the AWS CLI that keeps ElastiCache's rules for logins, which no
 * server on this machine knows.
 */
class CacheLoginTest {

    private static final Path SCRIPT = Path.of("..", "terraform", "estate", "cache-login.sh");
    private static final List<String> SECRETS = List.of("crema/production/REDIS_URL", "menu/production/CACHE_URL");
    private static final String NO_LOGIN = "rediss://redis.crema.example:6379";

    private static final Path STAND_IN =
            Path.of("src", "test", "resources", "dev", "dynolift", "infrastructure", "aws_with_a_cache.py");

    @TempDir
    Path folder;

    @BeforeEach
    void a_cache_and_two_apps_that_share_it() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "python3"))),
                "SKIPPED: python3 is not installed");
        Path aws = Files.writeString(folder.resolve("aws"), "#!" + python() + " -SE\n" + Files.readString(STAND_IN));
        assertThat(aws.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("world.json"), """
                {
                  "time": 60, "made": [],
                  "cache": {"status": "available", "encrypted": true, "changed": null, "accepts": [null]},
                  "secrets": {"crema/production/REDIS_URL": [], "menu/production/CACHE_URL": []},
                  "services": ["crema-production-web", "menu-production-web", "other-production-web"],
                  "tasks": []
                }
                """);
    }

    @Test
    void a_login_is_handed_over_first_and_required_when_no_task_is_older() throws Exception {
        Run first = run();

        assertThat(first.code).as(first.said).isZero();
        String url = value(SECRETS.get(0));
        assertThat(url).matches("rediss://:[A-Za-z0-9]{64}@redis\\.crema\\.example:6379");
        assertThat(value(SECRETS.get(1))).isEqualTo(url);
        assertThat(accepted()).containsExactly(NO_LOGIN, url);
        assertThat(first.said)
                .contains(
                        "--service crema-production-web --force-new-deployment --region eu-west-1",
                        "--service menu-production-web",
                        "--cluster crema-production --region eu-west-1 --require")
                .doesNotContain("other-production-web");

        task("service:menu-production-web", "2026-11-23T10:00:59+00:00");
        task("service:other-production-web", "2026-11-23T10:00:59+00:00");
        Run early = run("--require");
        assertThat(early.code).isEqualTo(1);
        assertThat(early.said)
                .contains("have tasks that began before the login was there", "out: menu-production-web \n");
        assertThat(accepted()).containsExactly(NO_LOGIN, url);

        world(world -> ((ObjectNode) world.path("tasks").get(0)).put("made", "2026-11-23T10:59:00+00:00"));
        Run second = run("--require");
        assertThat(second.code).as(second.said).isZero();
        assertThat(accepted()).containsExactly(url);
        assertThat(run("--require").said).contains("requires its login already");
        assertThat(run().said).contains("--rotate makes another one");
        assertThat(value(SECRETS.get(0))).isEqualTo(url);
        nothing_was_seen(first, early, second);
    }

    @Test
    @Tag("large")
    void killed_after_each_change_it_goes_on_and_locks_nobody_out() throws Exception {
        handed_over_with_kills();
        String first = value(SECRETS.get(0));
        assertThat(run("--rotate").said).contains("does not require its login yet");
        required_with_kills();
        assertThat(accepted()).containsExactly(first);

        int made = world().path("made").size();
        handed_over_with_kills("--rotate");
        String second = value(SECRETS.get(0));
        assertThat(second).isNotEqualTo(first);
        assertThat(accepted()).containsExactly(first, second);
        assertThat(world().path("made").size()).as("one password").isEqualTo(made + 1);
        required_with_kills();
        assertThat(accepted()).containsExactly(second);
        assertThat(world().path("secrets").toString()).as("nothing waits").doesNotContain("AWSPENDING");
    }

    /** Kills it after its first change, then what goes on after its first, and so on, until one comes to its end. */
    private void handed_over_with_kills(String... first) throws Exception {
        Run run = runKilledAfterOneChange(first);
        while (run.code == 137) {
            nobody_is_locked_out();
            // With --rotate again only as long as nothing waits: what goes on does so by itself.
            boolean waits = world().path("secrets").toString().contains("AWSPENDING");
            boolean over = !waits
                    && world().path("made").size() > 0
                    && value(SECRETS.get(0))
                            .contains(world().path("made")
                                    .get(world().path("made").size() - 1)
                                    .asString());
            run = runKilledAfterOneChange(waits || over ? new String[0] : first);
        }
        assertThat(run.code).as(run.said).isZero();
        nobody_is_locked_out();
        assertThat(value(SECRETS.get(0))).startsWith("rediss://:").isEqualTo(value(SECRETS.get(1)));
    }

    private void required_with_kills() throws Exception {
        Run run = runKilledAfterOneChange("--require");
        while (run.code == 137) {
            nobody_is_locked_out();
            run = runKilledAfterOneChange("--require");
        }
        assertThat(run.code).as(run.said).isZero();
        nobody_is_locked_out();
    }

    /** What a task reads that starts now is taken. */
    private void nobody_is_locked_out() throws IOException {
        for (String secret : SECRETS) {
            if (!world().path("secrets").path(secret).isEmpty()) {
                assertThat(accepted()).contains(value(secret));
            }
        }
    }

    @Test
    void an_app_that_comes_later_gets_the_login_that_the_others_have() throws Exception {
        assertThat(run().code).isZero();
        assertThat(run("--require").code).isZero();
        world(world -> ((ObjectNode) world.path("secrets")).putArray("late/production/REDIS_URL"));

        Run run = run("--secret", "late/production/REDIS_URL");

        assertThat(run.code).as(run.said).isZero();
        assertThat(value("late/production/REDIS_URL")).isEqualTo(value(SECRETS.get(0)));
        assertThat(world().path("made").size()).isEqualTo(1);
    }

    @Test
    void what_stands_in_the_way_is_told_and_nothing_is_changed() throws Exception {
        String before = Files.readString(folder.resolve("world.json"));

        refuses("there is no cache crema-production-redis in eu-central-1", "--region", "eu-central-1");
        refuses("there is no secret menu/production/REDIS_URL", "--secret", "menu/production/REDIS_URL");
        refuses("none of the secrets holds a login", "--require");
        world(world -> world.put("denied", "describe-replication-groups"));
        refuses("the role operator of the estate has them");
        world(world -> world.remove("denied"));
        for (String status : List.of("creating", "deleting")) {
            world(world -> ((ObjectNode) world.path("cache")).put("status", status));
            refuses("the cache crema-production-redis is " + status);
        }
        world(world ->
                ((ObjectNode) world.path("cache")).put("status", "available").put("encrypted", false));
        refuses("does not encrypt its connections");
        world(world -> ((ObjectNode) world.path("cache")).put("encrypted", true));
        Run unasked = run(false);
        assertThat(unasked.code).isEqualTo(1);
        assertThat(unasked.said).contains("takes today", "nobody is here to be asked");

        assertThat(world()).isEqualTo(JsonMapper.shared().readTree(before));
        assertThat(run("--rotate", "--require").code).isEqualTo(2);
        assertThat(run("--cache", "two words").code).isEqualTo(2);
    }

    private void refuses(String words, String... more) throws Exception {
        Run run = run(more);
        assertThat(run.code).isEqualTo(1);
        assertThat(run.said).contains(words);
    }

    private void nothing_was_seen(Run... runs) throws IOException {
        assertThat(world().path("made").size()).isPositive();
        for (JsonNode token : world().path("made")) {
            for (Run run : runs) {
                assertThat(run.said).doesNotContain(token.asString());
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (!file.endsWith("world.json")) {
                        assertThat(file).content().doesNotContain(token.asString());
                    }
                }
            }
        }
    }

    /** Itself, and no program that looks for it first. */
    private static String python() throws IOException {
        Process process = new ProcessBuilder("python3", "-c", "import sys; print(sys.executable, end='')").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private record Run(int code, String said) {}

    private Run run(String... more) throws Exception {
        return run(true, more);
    }

    private Run run(boolean yes, String... more) throws Exception {
        return run(yes, -1, more);
    }

    private Run runKilledAfterOneChange(String... more) throws Exception {
        return run(true, world().path("changes").asInt(0) + 1, more);
    }

    private Run run(boolean yes, int killAfter, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toAbsolutePath().toString()));
        SECRETS.forEach(secret -> command.addAll(List.of("--secret", secret)));
        command.addAll(List.of("--cache", "crema-production-redis", "--cluster", "crema-production"));
        command.addAll(List.of("--region", "eu-west-1"));
        command.addAll(Arrays.asList(more));
        if (yes) {
            command.add("--yes");
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        folder + File.pathSeparator + System.getenv("PATH"),
                        "TMPDIR",
                        folder.toString(),
                        "HOME",
                        folder.toString(),
                        "CACHE_LOGIN_PAUSE",
                        "0",
                        "KILL_AFTER",
                        String.valueOf(killAfter),
                        // Exported by others, it must not be by the script.
                        "token",
                        "",
                        "value",
                        ""));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }

    private JsonNode world() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve("world.json")));
    }

    private void world(Consumer<ObjectNode> change) throws IOException {
        ObjectNode world = (ObjectNode) world();
        change.accept(world);
        Files.writeString(folder.resolve("world.json"), world.toString());
    }

    private void task(String group, String made) throws IOException {
        world(world -> ((ArrayNode) world.path("tasks"))
                .addObject()
                .put("group", group)
                .put("made", made));
    }

    /** What a task that starts now is given. */
    private String value(String secret) throws IOException {
        for (JsonNode version : world().path("secrets").path(secret)) {
            if (version.path("labels").toString().contains("\"AWSCURRENT\"")) {
                return version.path("value").asString();
            }
        }
        throw new AssertionError(secret + " has no value");
    }

    /** With which URLs one comes into the cache. */
    private List<String> accepted() throws IOException {
        List<String> urls = new ArrayList<>();
        for (JsonNode token : world().path("cache").path("accepts")) {
            urls.add(token.isNull() ? NO_LOGIN : "rediss://:" + token.asString() + "@redis.crema.example:6379");
        }
        return urls;
    }
}
