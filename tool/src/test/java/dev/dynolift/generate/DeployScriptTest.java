package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ci/deploy.sh} as it is, with the real AWS CLI, at AWS as moto and {@link RollingServices} have it. The CLI starts
 * some thirty times in a deploy, so that most of these are run by {@code make deploy-test}.
 */
class DeployScriptTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path SCRIPT =
            Path.of("src", "main", "resources", "dev", "dynolift", "generate", "ci", "deploy.sh");
    private static final String LOCK = "/deploy/crema/production/lock";

    @TempDir
    Path folder;

    private MotoServer moto;
    private RollingServices aws;
    private String registry;

    @BeforeEach
    void an_environment_in_which_nothing_was_deployed() throws Exception {
        for (String program : List.of("aws", "jq")) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(File.pathSeparator))
                            .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
                    "SKIPPED: " + program + " is not installed");
        }
        moto = MotoServer.start(folder);
        aws = new RollingServices(moto.address());
        registry = JSON.readTree(moto.json(
                        "ecr",
                        "AmazonEC2ContainerRegistry_V20150921.CreateRepository",
                        "{'repositoryName':'crema-production/crema'}"))
                .findPath("repositoryUri")
                .asString();
        push("one");
        push("two");
        ecs("CreateCluster", "{'clusterName':'crema-production'}");
        for (String family : List.of("web", "worker", "run", "schedule")) {
            template(family, "first");
        }
        for (String service : List.of("web", "worker")) {
            ecs(
                    "CreateService",
                    "{'cluster':'crema-production','serviceName':'crema-production-%s','desiredCount':0,'taskDefinition':'crema-production-%s-template'}"
                            .formatted(service, service));
        }
        moto.json("application-autoscaling", "AnyScaleFrontendService.RegisterScalableTarget", """
                {'ServiceNamespace':'ecs','ScalableDimension':'ecs:service:DesiredCount',
                 'ResourceId':'service/crema-production/crema-production-web','MinCapacity':0,'MaxCapacity':6}""");
        // A task ends as soon as it is begun.
        moto.rest(
                "moto-api",
                "POST",
                "/moto-api/state-manager/set-transition",
                "{\"model_name\":\"ecs::task\",\"transition\":{\"progression\":\"immediate\"}}");
        put("/deploy/crema/production", target(network()));
    }

    @AfterEach
    void stop() {
        if (moto != null) {
            aws.close();
            moto.close();
        }
    }

    @Test
    void the_first_deploy_starts_all_and_a_later_one_keeps_how_many_run() throws Exception {
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
        assertThat(leastTasks()).isEqualTo(2);
        assertThat(parameter(LOCK)).isNull();

        ecs("UpdateService", "{'cluster':'crema-production','service':'crema-production-worker','desiredCount':5}");
        template("web", "changed by Terraform");
        aws.forgetChanges();
        Run second = deploy("two");

        assertThat(second.code).as(second.said).isZero();
        assertThat(aws.changes())
                .contains(
                        "UpdateService crema-production-web crema-production-web:2",
                        "UpdateService crema-production-worker crema-production-worker:2");
        JsonNode web = definition("crema-production-web:2").path("containerDefinitions");
        assertThat(web.path(0).path("image").asString()).isEqualTo(registry + ":two");
        assertThat(web.path(0).path("environment").toString()).contains("changed by Terraform");
        assertThat(web.path(1).path("image").asString()).as("another container").isEqualTo("sidecar:1");
        assertThat(definition("crema-production-schedule").findPath("image").asString())
                .isEqualTo(registry + ":two");
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
        assertThat(definition("crema-production-schedule").findPath("image").asString())
                .isEqualTo(registry + ":one");
        assertThat(definition("crema-production-run").findPath("image").asString())
                .as("what a one-off task runs")
                .isEqualTo(registry + ":one");
        assertThat(parameter(LOCK)).isNull();
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
        assertThat(definition("crema-production-schedule").findPath("image").asString())
                .isEqualTo(registry + ":one");
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
        assertThat(leastTasks()).isZero();
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
        assertThat(parameter(LOCK)).isNotNull();
        push("three");
        aws.fate("crema-production-web", "three", Fate.IS_TAKEN_BACK);

        Run refused = run(start("three", "--wait", "0"));
        assertThat(refused.code).as(refused.said).isEqualTo(3);
        assertThat(refused.said).contains("the deploy of " + registry + ":two is still at work");

        aws.forgetChanges();
        Run failed = deploy("three");

        assertThat(failed.said).contains("Takes over from a deploy of " + registry + ":two");
        assertThat(failed.code).isEqualTo(1);
        assertThat(aws.changes())
                .as("back to what ran before the killed one")
                .contains(
                        "UpdateService crema-production-web crema-production-web:1",
                        "UpdateService crema-production-worker crema-production-worker:1");
        assertThat(parameter(LOCK)).isNull();
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
        assertThat(leastTasks()).isEqualTo(2);
    }

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
        assertThat(foreign.said).contains("is not of this environment's registry, " + registry);
        Run unknown = run(start(List.of("--image", registry + ":one", "--environment", "staging")));
        assertThat(unknown.code).isEqualTo(1);
        assertThat(unknown.said).contains("/deploy/crema/staging does not say what to deploy");
        assertThat(run(start(List.of("--imgae", "x"))).code).isEqualTo(2);
        assertThat(aws.changes()).isEmpty();
        assertThat(parameter(LOCK)).isNull();
    }

    private record Run(int code, String said) {}

    private Run deploy(String tag, String... more) throws Exception {
        return run(start(tag, more));
    }

    private Process start(String tag, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("--image", registry + ":" + tag));
        words.addAll(List.of(more));
        return start(words);
    }

    private Process start(List<String> words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", SCRIPT.toString(), "--app", "crema", "--environment", "production"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(Files.createTempFile(folder, "said", ".txt").toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", aws.address().toString(),
                        "AWS_ACCESS_KEY_ID", "testing",
                        "AWS_SECRET_ACCESS_KEY", "testing",
                        "AWS_REGION", "us-east-1",
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "DEPLOY_POLL_SECONDS", "1",
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

    private void push(String tag) throws Exception {
        moto.json(
                "ecr",
                "AmazonEC2ContainerRegistry_V20150921.PutImage",
                "{'repositoryName':'crema-production/crema','imageTag':'%s','imageManifest':'{}','imageManifestMediaType':'application/vnd.oci.image.manifest.v1+json'}"
                        .formatted(tag));
    }

    private void template(String name, String setting) throws Exception {
        ecs("RegisterTaskDefinition", """
                {'family':'crema-production-%s-template','networkMode':'awsvpc','cpu':'256','memory':'512',
                 'requiresCompatibilities':['FARGATE'],'tags':[{'key':'Estate','value':'crema'},{'key':'App','value':'crema'}],
                 'containerDefinitions':[
                  {'name':'app','image':'%s:placeholder-of-the-template','memory':256,'environment':[{'name':'SETTING','value':'%s'}]},
                  {'name':'log','image':'sidecar:1','memory':256}]}""".formatted(name, registry, setting));
    }

    private JsonNode network() throws Exception {
        String vpc = word(moto.form("ec2", "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.9.0.0/16"), "vpcId");
        moto.form("ec2", "Action=ModifyVpcAttribute&Version=2016-11-15&EnableDnsHostnames.Value=true&VpcId=" + vpc);
        String subnet = word(
                moto.form("ec2", "Action=CreateSubnet&Version=2016-11-15&CidrBlock=10.9.1.0/24&VpcId=" + vpc),
                "subnetId");
        String group = word(
                moto.form(
                        "ec2",
                        "Action=CreateSecurityGroup&Version=2016-11-15&GroupName=run&GroupDescription=run&VpcId="
                                + vpc),
                "groupId");
        return JSON.createObjectNode().put("subnet", subnet).put("group", group);
    }

    private static String word(String xml, String tag) {
        return xml.replaceAll("(?s).*?<" + tag + ">([^<]+)<.*", "$1");
    }

    /** As the Terraform module deployment writes it; AppliedEstateTest has the real one. */
    private String target(JsonNode network) {
        return """
                {"cluster":"crema-production","container":"app","repository":"%s",
                 "services":[
                  {"name":"crema-production-web","family":"crema-production-web","template":"crema-production-web-template","tasks":2,"scales_from":2},
                  {"name":"crema-production-worker","family":"crema-production-worker","template":"crema-production-worker-template","tasks":1,"scales_from":null}],
                 "run":{"family":"crema-production-run","template":"crema-production-run-template","log_group":"/ecs/crema-production-run",
                  "subnets":["%s"],"security_groups":["%s"],"public_addresses":false},
                 "release":{"command":["/bin/sh","-c","exec bin/rails db:migrate"],"timeout_minutes":60},
                 "jobs":{"family":"crema-production-schedule","template":"crema-production-schedule-template"}}""".formatted(
                        registry,
                        network.path("subnet").asString(),
                        network.path("group").asString());
    }

    private void put(String name, String value) throws Exception {
        moto.json(
                "ssm",
                "AmazonSSM.PutParameter",
                JSON.createObjectNode()
                        .put("Name", name)
                        .put("Type", "String")
                        .put("Value", value)
                        .toString());
    }

    private String parameter(String name) throws Exception {
        try {
            return moto.json("ssm", "AmazonSSM.GetParameter", "{'Name':'" + name + "'}");
        } catch (IOException gone) {
            assertThat(gone).hasMessageContaining("ParameterNotFound");
            return null;
        }
    }

    private JsonNode definition(String name) throws Exception {
        return JSON.readTree(ecs("DescribeTaskDefinition", "{'taskDefinition':'" + name + "'}"))
                .path("taskDefinition");
    }

    private int leastTasks() throws Exception {
        return JSON.readTree(moto.json(
                        "application-autoscaling",
                        "AnyScaleFrontendService.DescribeScalableTargets",
                        "{'ServiceNamespace':'ecs'}"))
                .findPath("MinCapacity")
                .asInt();
    }

    private String ecs(String action, String json) throws Exception {
        return moto.json("ecs", "AmazonEC2ContainerServiceV20141113." + action, json);
    }
}
