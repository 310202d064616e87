package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.aws.MotoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The generated production of the coffee shop from its first apply to its end: made by the real Terraform at AWS as moto
 * has it, used as a deploy and a move would, and taken away again. What moto echoes is no proof of what AWS does; see
 * {@code terraform/README.md}.
 */
@Tag("large")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AppliedEstateTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ECS = "AmazonEC2ContainerServiceV20141113.";
    private static final String CLUSTER = "crema-production";

    @TempDir
    static Path workspace;

    private static MotoServer moto;
    private static AppliedEnvironment production;
    private static JsonNode outputs;

    /** Once for all tests; in each of them, so that each is skipped when there is no Terraform or no moto. */
    @BeforeEach
    void apply() throws Exception {
        if (moto == null) {
            moto = MotoServer.startForTerraform(workspace);
            moto.json(
                    "ecr",
                    "AmazonEC2ContainerRegistry_V20150921.CreateRepository",
                    "{'repositoryName':'crema-production/crema'}");
            moto.json("logs", "Logs_20140328.CreateLogGroup", "{'logGroupName':'/ecs/crema-production-web'}");
            Generator.generate(
                    CremaExample.importing(
                            "ECR repository crema-production/crema", "log group /ecs/crema-production-web"),
                    CremaExample.inventory(),
                    workspace);
            production = new AppliedEnvironment(moto, workspace.resolve("infra").resolve("production"));
            production.init();
            assertThat(production.done("plan", "-out=first")).contains("Plan: 2 to import, ");
            production.done("apply", "first");
            outputs = production.outputs();
        }
        assertThat(outputs).as("the estate was applied").isNotNull();
    }

    @AfterAll
    static void stop() throws IOException {
        if (moto != null) {
            moto.close();
            TerraformCommand.unlinkPlugins(workspace);
        }
        moto = null;
        outputs = null;
    }

    @Test
    @Order(1)
    void a_second_plan_changes_nothing() {
        production.assertNoChange("second");
    }

    @Test
    @Order(2)
    void nothing_runs_at_first() throws Exception {
        JsonNode services = ecs(
                        "DescribeServices",
                        "{'cluster':'%s','services':['crema-production-web','crema-production-worker']}"
                                .formatted(CLUSTER))
                .path("services");

        assertThat(services)
                .hasSize(2)
                .allMatch(service -> service.path("desiredCount").asInt() == 0)
                .allMatch(service -> service.path("status").asString().equals("ACTIVE"));
        assertThat(schedule().path("State").asString()).isEqualTo("DISABLED");
        assertThat(scaling().path("MinCapacity").asInt()).isZero();
    }

    @Test
    @Order(2)
    void security_groups_have_the_listed_edges_and_no_other() throws Exception {
        List<String> expected = new ArrayList<>(List.of(
                "to crema-production-load-balancer tcp 80 from 0.0.0.0/0",
                "to crema-production-load-balancer tcp 80 from ::/0",
                "to crema-production-load-balancer tcp 443 from 0.0.0.0/0",
                "to crema-production-load-balancer tcp 443 from ::/0",
                "from crema-production-load-balancer tcp 5000 to crema-production-web-task",
                "to crema-production-web-task tcp 5000 from crema-production-load-balancer",
                "to crema-production-main-database tcp 5432 from crema-production-dynolift-task",
                "from crema-production-dynolift-task tcp 443 to 0.0.0.0/0",
                "from crema-production-dynolift-task tcp 5432 to 0.0.0.0/0"));
        for (String part : List.of("web", "worker", "run", "schedule")) {
            String group = "crema-production-" + part + "-task";
            expected.add("from " + group + " all to 0.0.0.0/0");
            expected.add("to crema-production-main-database tcp 5432 from " + group);
            expected.add("to crema-production-redis-cache tcp 6379 from " + group);
        }

        assertThat(SecurityGroupEdges.of(
                        moto, "us-east-1", output("network").path("vpc_id").asString()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    @Order(2)
    void the_engine_reads_its_own_urls_alone_and_starts_by_what_the_estate_prints() throws Exception {
        String policy = moto.form(
                "iam",
                "Action=GetRolePolicy&Version=2010-05-08&RoleName=crema-production-dynolift-execution&PolicyName=start");
        assertThat(policy)
                .containsPattern("secret%3Acrema-production-dynolift/main/SOURCE_URL-")
                .containsPattern("secret%3Acrema-production-dynolift/main/TARGET_URL-")
                .doesNotContain("ssm");

        JsonNode run = output("migration").path("run_task").path("main").path("move");
        JsonNode task = ecs("RunTask", run.toString()).path("tasks").path(0);
        assertThat(task.path("startedBy").asString()).isEqualTo("dynolift-main");
        assertThat(task.path("overrides")
                        .path("containerOverrides")
                        .path(0)
                        .path("command")
                        .path(2)
                        .asString())
                .isEqualTo("exec dynolift data sync --database main");
    }

    /** The values are put in, a deploy brings the image: Terraform sees none of it. */
    @Test
    @Order(3)
    void a_deploy_stays_and_no_value_gets_into_plan_or_state() throws Exception {
        List<String> secrets = new ArrayList<>();
        for (JsonNode setting : output("settings").path("crema")) {
            secrets.add(
                    put(setting.path("store").asString(), setting.path("name").asString()));
        }
        for (JsonNode name : output("migration").path("secrets")) {
            secrets.add(put("secret", name.asString()));
        }
        String master =
                output("databases").path("main").path("master_secret_arn").asString();
        JsonNode kept = JSON.readTree(
                moto.json("secretsmanager", "secretsmanager.GetSecretValue", "{'SecretId':'" + master + "'}"));
        secrets.add(JSON.readTree(kept.path("SecretString").asString())
                .path("password")
                .asString());
        assertThat(secrets).hasSize(9).doesNotContain("");
        deploy();

        production.assertNoChange("after-deploy");

        for (String plan : List.of("first", "after-deploy")) {
            assertThat(production.done("show", "-json", plan)).doesNotContain(secrets);
        }
        // Written out with all that was looked up.
        production.done("apply", "-refresh-only", "-auto-approve");
        assertThat(Files.readString(production.folder().resolve("terraform.tfstate")))
                .doesNotContain(secrets);
        assertThat(ecs("DescribeServices", "{'cluster':'%s','services':['crema-production-web']}".formatted(CLUSTER))
                        .path("services")
                        .path(0)
                        .path("desiredCount")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    @Order(4)
    void jobs_wake_and_what_is_protected_goes_after_the_protection_was_taken_away() throws Exception {
        assertThatThrownBy(() -> moto.form(
                        "rds",
                        "Action=DeleteDBInstance&Version=2014-10-31&SkipFinalSnapshot=true"
                                + "&DBInstanceIdentifier=crema-production-main"))
                .hasMessageContaining("deletion protection");

        // As after the move: the engine goes with its image, and with it all that it could reach.
        moto.json(
                "ecr",
                "AmazonEC2ContainerRegistry_V20150921.PutImage",
                "{'repositoryName':'crema-production-dynolift','imageTag':'0.1.0','imageManifest':'{}',"
                        + "'imageManifestMediaType':'application/vnd.oci.image.manifest.v1+json'}");
        // As from the cutover on.
        Files.writeString(production.folder().resolve("schedules.auto.tfvars"), "schedules_awake = true\n");
        production.done("apply", AppliedEnvironment.UNPROTECTED);
        assertThat(schedule().path("State").asString()).isEqualTo("ENABLED");
        assertThat(scaling().path("MinCapacity").asInt()).isEqualTo(2);
        assertThat(SecurityGroupEdges.of(
                        moto, "us-east-1", output("network").path("vpc_id").asString()))
                .isNotEmpty()
                .noneMatch(edge -> edge.contains("dynolift"));

        production.done("destroy", AppliedEnvironment.UNPROTECTED);
        assertThat(production.done("state", "list")).isBlank();
    }

    private static void deploy() throws Exception {
        JsonNode service = output("services").path("crema-web");
        JsonNode template = ecs(
                        "DescribeTaskDefinition",
                        "{'taskDefinition':'%s'}"
                                .formatted(service.path("template_family").asString()))
                .path("taskDefinition");
        ObjectNode deployed =
                JSON.createObjectNode().put("family", service.path("family").asString());
        for (String kept : List.of(
                "taskRoleArn",
                "executionRoleArn",
                "networkMode",
                "containerDefinitions",
                "requiresCompatibilities",
                "cpu",
                "memory")) {
            deployed.set(kept, template.path(kept));
        }
        ((ObjectNode) deployed.path("containerDefinitions").path(0)).put("image", "crema:0123456");
        String revision = ecs("RegisterTaskDefinition", deployed.toString())
                .path("taskDefinition")
                .path("taskDefinitionArn")
                .asString();
        ecs(
                "UpdateService",
                "{'cluster':'%s','service':'%s','taskDefinition':'%s','desiredCount':2}"
                        .formatted(CLUSTER, service.path("service").asString(), revision));
        moto.json("application-autoscaling", "AnyScaleFrontendService.RegisterScalableTarget", """
                {'ServiceNamespace':'ecs','ScalableDimension':'ecs:service:DesiredCount',
                 'ResourceId':'service/crema-production/crema-production-web','MinCapacity':2,'MaxCapacity':6}""");
        moto.json(
                "ssm",
                "AmazonSSM.PutParameter",
                JSON.createObjectNode()
                        .put("Name", "/deploy/crema/production/deployed")
                        .put("Value", "{\"services\":{\"crema-production-web\":{\"tasks\":2}}}")
                        .put("Overwrite", true)
                        .toString());
    }

    /** Puts a value where the estate says, as dynolift would; gives the value. */
    private static String put(String store, String name) throws Exception {
        String value = "value-" + UUID.randomUUID();
        if (store.equals("parameter")) {
            moto.json(
                    "ssm",
                    "AmazonSSM.PutParameter",
                    "{'Name':'%s','Value':'%s','Type':'SecureString','Overwrite':true}".formatted(name, value));
        } else {
            moto.json(
                    "secretsmanager",
                    "secretsmanager.PutSecretValue",
                    "{'SecretId':'%s','SecretString':'%s'}".formatted(name, value));
        }
        return value;
    }

    private static JsonNode schedule() throws Exception {
        return JSON.readTree(
                moto.rest("scheduler", "GET", "/schedules/subscription-renew?groupName=crema-production-schedule", ""));
    }

    private static JsonNode scaling() throws Exception {
        return JSON.readTree(moto.json(
                        "application-autoscaling",
                        "AnyScaleFrontendService.DescribeScalableTargets",
                        "{'ServiceNamespace':'ecs'}"))
                .path("ScalableTargets")
                .path(0);
    }

    private static JsonNode ecs(String action, String json) throws Exception {
        return JSON.readTree(moto.json("ecs", ECS + action, json));
    }

    private static JsonNode output(String name) {
        return outputs.path(name).path("value");
    }
}
