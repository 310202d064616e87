package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dynolift.aws.AwsCommand;
import dev.dynolift.aws.MotoServer;
import dev.dynolift.generate.RollingServices.Fate;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code ci/deploy.sh} as it is, with the real AWS CLI, at AWS as moto and {@link RollingServices} have it. The CLI is called
 * some thirty times in a deploy, so that most of these are run by {@code make deploy-test}.
 */
class DeployScriptTest {

    private static final Path SCRIPT =
            Path.of("src", "main", "resources", "dev", "dynolift", "pipeline", "ci", "deploy.sh");
    private static final String LOCK = "/deploy/crema/production/lock";
    private static final String RECORD = "/deploy/crema/production/deployed";

    @TempDir
    Path folder;

    @TempDir
    static Path shared;

    private static AwsCommand command;
    private static MotoServer moto;

    private CremaAtMoto crema;
    private RollingServices aws;

    @BeforeAll
    static void the_programs_that_it_needs() throws Exception {
        for (String program : List.of("aws", "jq")) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(File.pathSeparator))
                            .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
                    "SKIPPED: " + program + " is not installed");
        }
        command = AwsCommand.start();
        moto = MotoServer.start(shared);
    }

    @AfterAll
    static void let_go() throws Exception {
        if (command != null) {
            command.close();
        }
        if (moto != null) {
            moto.close();
        }
    }

    @BeforeEach
    void an_environment_in_which_nothing_was_deployed() throws Exception {
        crema = new CremaAtMoto(moto);
        aws = new RollingServices(crema.address());
    }

    @AfterEach
    void stop() {
        if (crema != null) {
            aws.close();
        }
    }

    @Test
    void the_first_deploy_starts_all() throws Exception {
        Run first = deploy("one");

        assertThat(first.code).as(first.said).isZero();
        assertThat(aws.changes())
                .containsExactly(
                        "RegisterTaskDefinition crema-production-run",
                        "RegisterTaskDefinition crema-production-web",
                        "RegisterTaskDefinition crema-production-worker",
                        "RunTask crema-production-run:1",
                        "UpdateService crema-production-web crema-production-web:1 2",
                        "UpdateService crema-production-worker crema-production-worker:1 1",
                        "RegisterTaskDefinition crema-production-schedule");
        assertThat(first.said).contains("Release phase: exec bin/rails db:migrate", "crema-production-web: stable");
        assertThat(crema.leastTasks()).isEqualTo(2);
        assertThat(crema.parameter(LOCK)).isNull();
        assertThat(crema.parameter(RECORD).replace("\\", ""))
                .contains("\"crema-production-web\":{\"tasks\":2},\"crema-production-worker\":{\"tasks\":1}");
        assertThat(environment("crema-production-web:1"))
                .contains("\"HEROKU_RELEASE_VERSION\",\"value\":\"v1\"", "\"HEROKU_SLUG_COMMIT\",\"value\":\"one\"")
                .contains("\"EMPTY_AT_HEROKU\",\"value\":\"\"");
    }

    @Tag("large")
    @Test
    void a_later_deploy_keeps_how_many_run_and_takes_over_what_terraform_has_changed() throws Exception {
        assertThat(deploy("one").code).isZero();

        crema.ecs(
                "UpdateService", "{'cluster':'crema-production','service':'crema-production-worker','desiredCount':5}");
        crema.template("web", "changed by Terraform");
        aws.forgetChanges();
        Run second = deploy("two");

        assertThat(second.code).as(second.said).isZero();
        assertThat(aws.changes())
                .contains(
                        "UpdateService crema-production-web crema-production-web:2",
                        "UpdateService crema-production-worker crema-production-worker:2");
        JsonNode web = crema.definition("crema-production-web:2").path("containerDefinitions");
        assertThat(web.path(0).path("image").asString()).isEqualTo(crema.registry() + ":two");
        assertThat(environment("crema-production-web:2"))
                .contains("changed by Terraform", "\"HEROKU_RELEASE_VERSION\",\"value\":\"v2\"");
        assertThat(web.path(1).path("image").asString()).as("another container").isEqualTo("sidecar:1");
        assertThat(crema.definition("crema-production-schedule")
                        .findPath("image")
                        .asString())
                .isEqualTo(crema.registry() + ":two");
    }

    @Tag("large")
    @Test
    void another_number_in_the_plan_is_taken_over_and_goes_back_with_a_deploy_that_fails() throws Exception {
        assertThat(deploy("one").code).isZero();
        crema.plan(3);
        aws.forgetChanges();
        aws.fate("crema-production-worker", "two", Fate.IS_TAKEN_BACK);

        Run failed = deploy("two");

        assertThat(failed.said).contains("crema-production-worker runs 3 from now on, as planned; it was 1.");
        assertThat(aws.changes())
                .contains(
                        "UpdateService crema-production-worker crema-production-worker:2 3",
                        "UpdateService crema-production-worker crema-production-worker:1 1");
        assertThat(crema.parameter(RECORD)).contains("tasks\\\":1");

        aws.fate("crema-production-worker", "two", Fate.COMES_UP);
        aws.forgetChanges();
        Run again = deploy("two");

        assertThat(again.code).as(again.said).isZero();
        assertThat(aws.changes())
                .contains("UpdateService crema-production-worker crema-production-worker:3 3")
                .contains("UpdateService crema-production-web crema-production-web:3");
        assertThat(crema.parameter(RECORD)).contains("tasks\\\":3");
    }

    @Tag("large")
    @Test
    void what_a_person_has_scaled_by_hand_stays_and_is_told() throws Exception {
        assertThat(deploy("one").code).isZero();
        crema.ecs(
                "UpdateService", "{'cluster':'crema-production','service':'crema-production-worker','desiredCount':5}");
        crema.plan(3);
        aws.forgetChanges();

        Run second = deploy("two");

        assertThat(second.code).as(second.said).isZero();
        assertThat(second.said)
                .contains("crema-production-worker keeps its 5: somebody has scaled it by hand. 3 are planned.");
        assertThat(aws.changes()).contains("UpdateService crema-production-worker crema-production-worker:2");
    }

    @Tag("large")
    @Test
    void a_release_phase_that_fails_changes_nothing() throws Exception {
        assertThat(deploy("one").code).isZero();
        aws.forgetChanges();
        aws.exitCode(1);

        Run failed = deploy("two");

        assertThat(failed.code).isEqualTo(1);
        assertThat(failed.said)
                .contains(
                        "the release phase ended with exit code 1",
                        "log group /ecs/crema-production-run, stream app/app/")
                .contains("nothing was changed");
        assertThat(aws.changes()).noneMatch(change -> change.startsWith("UpdateService"));
        assertThat(crema.definition("crema-production-schedule")
                        .findPath("image")
                        .asString())
                .isEqualTo(crema.registry() + ":one");
        assertThat(crema.definition("crema-production-run").findPath("image").asString())
                .as("what a one-off task runs")
                .isEqualTo(crema.registry() + ":one");
        assertThat(crema.parameter(LOCK)).isNull();
    }

    @Tag("large")
    @Test
    void when_one_service_does_not_come_up_all_go_back() throws Exception {
        assertThat(deploy("one").code).isZero();
        aws.forgetChanges();
        aws.fate("crema-production-worker", "two", Fate.IS_TAKEN_BACK);

        Run failed = deploy("two");

        assertThat(failed.code).isEqualTo(1);
        assertThat(failed.said)
                .contains("crema-production-worker: ECS deployment", "Goes back to what ran before.")
                .contains("All services run again what they ran before.", "migrations");
        // The worker was taken back by ECS already.
        assertThat(aws.changes()
                        .subList(
                                aws.changes().indexOf("RunTask crema-production-run:2"),
                                aws.changes().size()))
                .containsExactly(
                        "RunTask crema-production-run:2",
                        "UpdateService crema-production-web crema-production-web:2",
                        "UpdateService crema-production-worker crema-production-worker:2",
                        "UpdateService crema-production-web crema-production-web:1",
                        "RegisterTaskDefinition crema-production-run");
        assertThat(crema.definition("crema-production-schedule")
                        .findPath("image")
                        .asString())
                .isEqualTo(crema.registry() + ":one");
    }

    @Tag("large")
    @Test
    void a_first_deploy_that_does_not_come_up_in_time_leaves_nothing_running() throws Exception {
        aws.fate("crema-production-web", "one", Fate.NEVER_ENDS);

        Run failed = deploy("one", "--timeout", "0");

        assertThat(failed.code).isEqualTo(1);
        assertThat(failed.said).contains("not stable after 0 minutes");
        assertThat(aws.changes())
                .contains("UpdateService crema-production-web crema-production-web-template:1 0")
                .doesNotContain("RegisterTaskDefinition crema-production-schedule");
        assertThat(crema.leastTasks()).isZero();
    }

    @Tag("large")
    @Test
    void a_killed_deploy_is_taken_over_with_its_way_back() throws Exception {
        assertThat(deploy("one").code).isZero();
        aws.fate("crema-production-web", "two", Fate.NEVER_ENDS);
        Process killed = start("two");
        await(() -> aws.changes().stream().anyMatch(change -> change.endsWith("crema-production-worker:2")));
        killed.descendants().forEach(ProcessHandle::destroyForcibly);
        killed.destroyForcibly().waitFor();
        assertThat(crema.parameter(LOCK)).isNotNull();
        crema.push("three");
        aws.fate("crema-production-web", "three", Fate.IS_TAKEN_BACK);

        Run refused = run(start("three", "--wait", "0"));
        assertThat(refused.code).as(refused.said).isEqualTo(3);
        assertThat(refused.said).contains("the deploy of " + crema.registry() + ":two is still at work");

        aws.forgetChanges();
        Run failed = deploy("three");

        assertThat(failed.said).contains("Takes over from a deploy of " + crema.registry() + ":two");
        assertThat(failed.code).isEqualTo(1);
        assertThat(aws.changes())
                .as("back to what ran before the killed one")
                .contains(
                        "UpdateService crema-production-web crema-production-web:1",
                        "UpdateService crema-production-worker crema-production-worker:1");
        assertThat(crema.parameter(LOCK)).isNull();
    }

    @Tag("large")
    @Test
    void a_stopped_deploy_lets_the_next_one_begin_at_once_and_registers_nothing_twice() throws Exception {
        aws.fate("crema-production-web", "one", Fate.NEVER_ENDS);
        Process stopped = start("one");
        await(() -> aws.changes().stream().anyMatch(change -> change.contains("crema-production-worker:1")));
        stopped.destroy();
        Run run = run(stopped);
        assertThat(run.code).isEqualTo(143);
        assertThat(run.said).contains("stopped while the services changed over");
        aws.fate("crema-production-web", "one", Fate.COMES_UP);
        aws.forgetChanges();

        Run again = run(start("one", "--wait", "0"));

        assertThat(again.code).as(again.said).isZero();
        assertThat(aws.changes())
                .doesNotContain("RegisterTaskDefinition crema-production-web")
                .contains("UpdateService crema-production-web crema-production-web:1 2");
        assertThat(crema.leastTasks()).isEqualTo(2);
    }

    @Tag("large")
    @Test
    void before_the_move_only_one_off_tasks_get_the_image() throws Exception {
        Run registered = deploy("one", "--register-only");

        assertThat(registered.code).as(registered.said).isZero();
        assertThat(aws.changes()).containsExactly("RegisterTaskDefinition crema-production-run");
    }

    @Test
    void what_is_wrong_is_said_before_anything_is_done() throws Exception {
        assertThat(deploy("never-pushed").said).contains("cannot be found", "ci/build.sh");
        Run foreign = run(start(List.of("--image", "elsewhere/crema:one")));
        assertThat(foreign.said).contains("is not of this environment's registry, " + crema.registry());
        Run unknown = run(start(List.of("--image", crema.registry() + ":one", "--environment", "staging")));
        assertThat(unknown.code).isEqualTo(1);
        assertThat(unknown.said).contains("/deploy/crema/staging does not say what to deploy");
        assertThat(run(start(List.of("--imgae", "x"))).code).isEqualTo(2);
        assertThat(aws.changes()).isEmpty();
        assertThat(crema.parameter(LOCK)).isNull();
    }

    private String environment(String revision) throws Exception {
        return crema.definition(revision)
                .path("containerDefinitions")
                .path(0)
                .path("environment")
                .toString()
                .replace("\"name\":", "");
    }

    private record Run(int code, String said) {}

    private Run deploy(String tag, String... more) throws Exception {
        return run(start(tag, more));
    }

    private Process start(String tag, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("--image", crema.registry() + ":" + tag));
        words.addAll(List.of(more));
        return start(words);
    }

    private Process start(List<String> words) throws IOException {
        List<String> line =
                new ArrayList<>(List.of("/bin/sh", SCRIPT.toString(), "--app", "crema", "--environment", "production"));
        line.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.redirectOutput(Files.createTempFile(folder, "said", ".txt").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PATH", command.path(),
                        "AWS_ENDPOINT_URL", aws.address().toString(),
                        "AWS_ACCESS_KEY_ID", "testing",
                        "AWS_SECRET_ACCESS_KEY", "testing",
                        "AWS_REGION", "us-east-1",
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "DEPLOY_POLL_SECONDS", "0.2",
                        "DEPLOY_SETTLE_SECONDS", "0.5",
                        "DEPLOY_SILENCE_SECONDS", "12"));
        Process process = builder.start();
        outputs.put(process, builder.redirectOutput().file().toPath());
        return process;
    }

    private final Map<Process, Path> outputs = new java.util.HashMap<>();

    private Run run(Process process) throws Exception {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it ends").isTrue();
        return new Run(process.exitValue(), Files.readString(outputs.get(process), StandardCharsets.UTF_8));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(100);
        }
    }
}
