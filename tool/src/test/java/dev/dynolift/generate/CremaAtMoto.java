package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.aws.MotoServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The crema example's production as Terraform leaves it: a cluster, services without tasks, templates, an empty registry. */
final class CremaAtMoto {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonNode network;
    private final MotoServer moto;
    private final String registry;

    /** Empties the account first. */
    CremaAtMoto(MotoServer moto) throws Exception {
        this.moto = moto;
        moto.reset();
        this.registry = JSON.readTree(moto.json(
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
        network = network();
        plan(1);
        put("/deploy/crema/production/deployed", "{}");
    }

    /** As many workers are planned from now on. */
    void plan(int workers) throws Exception {
        put("/deploy/crema/production", target(workers));
    }

    URI address() {
        return moto.address();
    }

    /** Where the app's images are. */
    String registry() {
        return registry;
    }

    void push(String tag) throws Exception {
        moto.json(
                "ecr",
                "AmazonEC2ContainerRegistry_V20150921.PutImage",
                "{'repositoryName':'crema-production/crema','imageTag':'%s','imageManifest':'{}','imageManifestMediaType':'application/vnd.oci.image.manifest.v1+json'}"
                        .formatted(tag));
    }

    void template(String name, String setting) throws Exception {
        ecs("RegisterTaskDefinition", """
                {'family':'crema-production-%s-template','networkMode':'awsvpc','cpu':'256','memory':'512',
                 'requiresCompatibilities':['FARGATE'],'tags':[{'key':'Estate','value':'crema'},{'key':'App','value':'crema'}],
                 'containerDefinitions':[
                  {'name':'app','image':'%s:placeholder-of-the-template','memory':256,'environment':[
                   {'name':'SETTING','value':'%s'},{'name':'EMPTY_AT_HEROKU','value':''},{'name':'HEROKU_RELEASE_VERSION','value':''},
                   {'name':'HEROKU_RELEASE_CREATED_AT','value':''},{'name':'HEROKU_SLUG_COMMIT','value':''}]},
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
    private String target(int workers) {
        return """
                {"cluster":"crema-production","container":"app","repository":"%s",
                 "services":[
                  {"name":"crema-production-web","family":"crema-production-web","template":"crema-production-web-template","tasks":2,"scales_from":2},
                  {"name":"crema-production-worker","family":"crema-production-worker","template":"crema-production-worker-template","tasks":%d,"scales_from":null}],
                 "run":{"family":"crema-production-run","template":"crema-production-run-template","log_group":"/ecs/crema-production-run",
                  "subnets":["%s"],"security_groups":["%s"],"public_addresses":false},
                 "release":{"command":["/bin/sh","-c","exec bin/rails db:migrate"],"timeout_minutes":60},
                 "jobs":{"family":"crema-production-schedule","template":"crema-production-schedule-template"}}""".formatted(
                        registry,
                        workers,
                        network.path("subnet").asString(),
                        network.path("group").asString());
    }

    void put(String name, String value) throws Exception {
        moto.json(
                "ssm",
                "AmazonSSM.PutParameter",
                JSON.createObjectNode()
                        .put("Name", name)
                        .put("Type", "String")
                        .put("Value", value)
                        .put("Overwrite", true)
                        .toString());
    }

    String parameter(String name) throws Exception {
        try {
            return moto.json("ssm", "AmazonSSM.GetParameter", "{'Name':'" + name + "'}");
        } catch (IOException gone) {
            assertThat(gone).hasMessageContaining("ParameterNotFound");
            return null;
        }
    }

    JsonNode definition(String name) throws Exception {
        return JSON.readTree(ecs("DescribeTaskDefinition", "{'taskDefinition':'" + name + "'}"))
                .path("taskDefinition");
    }

    int leastTasks() throws Exception {
        return JSON.readTree(moto.json(
                        "application-autoscaling",
                        "AnyScaleFrontendService.DescribeScalableTargets",
                        "{'ServiceNamespace':'ecs'}"))
                .findPath("MinCapacity")
                .asInt();
    }

    String ecs(String action, String json) throws Exception {
        return moto.json("ecs", "AmazonEC2ContainerServiceV20141113." + action, json);
    }
}
