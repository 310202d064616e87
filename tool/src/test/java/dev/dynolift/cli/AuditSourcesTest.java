package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.aws.IamPolicy;
import dev.dynolift.aws.MotoServer;
import dev.dynolift.dns.SmallNameServer;
import dev.dynolift.inventory.AwsAccount.Resource;
import dev.dynolift.inventory.Delivery;
import dev.dynolift.inventory.DependencyGraph.NodeKind;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.SettingTarget;
import dev.dynolift.inventory.SettingTarget.Kind;
import dev.dynolift.inventory.Surroundings;
import dev.dynolift.inventory.Surroundings.NotAsked;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.standin.ReceivedRequest;
import dev.dynolift.standin.VendorStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit as a user runs it, with everybody around Heroku on this machine. */
class AuditSourcesTest {

    /** Stands in every login and every value that nobody may see. */
    private static final String PLANTED = "PLANTED9";

    @TempDir
    Path folder;

    private final WrittenConsole console = new WrittenConsole();
    private HerokuStandIn heroku;
    private VendorStandIn semaphore;
    private VendorStandIn cloudflare;
    private SmallNameServer names;

    @BeforeEach
    void start() throws Exception {
        Path app = folder.resolve("heroku");
        Captures.write(app, "/apps/crema", "{'id':'00000001-aaaa-4bbb-8ccc-0123456789ab','name':'crema'}");
        Captures.write(
                app,
                "/apps/crema/config-vars",
                "{'S3_BUCKET':'crema-uploads','OTHER_BUCKET':'private-PLANTED9','API_URL':'https://u:PLANTED9@api.stripe.com/PLANTED9',"
                        + "'S3_REGION':'eu-west-1','AWS_ACCESS_KEY_ID':'AKIAPLANTED900000000','AWS_SECRET_ACCESS_KEY':'PLANTED9-secret'}");
        Captures.write(
                app,
                "/apps/crema/domains",
                "[{'id':'d1','hostname':'www.crema.example','kind':'custom','cname':'young-1.herokudns.com'}]");
        for (String list : List.of("formation", "addons", "addon-attachments", "features", "collaborators")) {
            Captures.write(app, "/apps/crema/" + list, "[]");
        }
        heroku = HerokuStandIn.start(app);
        Path ci = folder.resolve("semaphore");
        Captures.write(ci, "/api/v1alpha/projects", "[{'metadata':{'name':'crema','id':'p1'}}]");
        Captures.write(
                ci,
                "/api/v1beta/secrets",
                "[{'metadata':{'name':'heroku'},'data':{'env_vars':[{'name':'HEROKU_API_KEY','value':'PLANTED9'}]}}]");
        Captures.write(ci, "/api/v1alpha/pipelines?project_id=p1", "[]");
        Captures.write(ci, "/api/v1alpha/deployment_targets?project_id=p1", "[]");
        semaphore = VendorStandIn.semaphore(ci, 30);
        Path edge = folder.resolve("cloudflare");
        Captures.write(edge, "/zones", "[{'id':'z1','name':'crema.example','status':'active'}]");
        Captures.write(
                edge,
                "/zones/z1/dns_records",
                "[{'name':'www.crema.example','type':'CNAME','content':'young-1.herokudns.com','ttl':1,'proxied':true}]");
        Captures.write(edge, "/zones/z1/settings/ssl", "{'value':'flexible'}");
        Captures.write(edge, "/zones/z1/pagerules", "[]");
        Captures.write(edge, "/zones/z1/workers/routes", "[]");
        cloudflare = VendorStandIn.cloudflare(edge, 50);
        names = SmallNameServer.start(
                "www.crema.example 3600 CNAME young-1.herokudns.com.", "young-1.herokudns.com 60 A 198.51.100.7");
    }

    @AfterEach
    void stop() {
        heroku.close();
        semaphore.close();
        cloudflare.close();
        names.close();
    }

    @Test
    void finds_what_stands_around_an_app_and_shows_no_secret() throws Exception {
        try (MotoServer moto = MotoServer.start(folder)) {
            moto.bucket("crema-uploads");
            moto.json("ecs", "AmazonEC2ContainerServiceV20141113.CreateCluster", "{'clusterName':'crema-production'}");
            moto.form("eu-west-1", "sqs", "Action=CreateQueue&QueueName=crema-orders");
            Map<String, String> environment = everything();
            environment.put("AWS_ENDPOINT_URL", moto.address().toString());
            environment.put("AWS_ACCESS_KEY_ID", "testing");
            environment.put("AWS_SECRET_ACCESS_KEY", "login-" + PLANTED);
            environment.put("AWS_REGION", "us-east-1");

            Inventory inventory = audit(environment);

            Surroundings around = inventory.surroundings();
            assertThat(around.notAsked()).isEmpty();
            assertThat(around.settingTargets())
                    .containsExactlyInAnyOrder(
                            new SettingTarget("crema", "S3_BUCKET", Kind.BUCKET, "crema-uploads"),
                            new SettingTarget("crema", "OTHER_BUCKET", Kind.BUCKET, null),
                            new SettingTarget("crema", "API_URL", Kind.HOST, "api.stripe.com"),
                            new SettingTarget("crema", "AWS_ACCESS_KEY_ID", Kind.IAM_USER, null));
            assertThat(around.aws().resources())
                    .contains(
                            new Resource("S3 bucket", "crema-uploads", null, List.of("crema S3_BUCKET")),
                            new Resource("ECS cluster", "crema-production", null, List.of()));
            // A setting names another region than the login.
            assertThat(around.aws().otherRegions()).singleElement().satisfies(europe -> {
                assertThat(europe.region()).isEqualTo("eu-west-1");
                assertThat(europe.resources())
                        .containsExactly(new Resource("SQS queue", "crema-orders", null, List.of()));
            });
            assertThat(around.deliveries()).extracting(Delivery::service).contains("Semaphore");
            assertThat(around.hosts().get(0).ttlSeconds()).isEqualTo(3600);
            assertThat(around.graph()
                            .node("aws S3 bucket crema-uploads")
                            .orElseThrow()
                            .kind())
                    .isEqualTo(NodeKind.AWS_RESOURCE);
            assertThat(inventory.findings())
                    .extracting(Finding::id)
                    .contains(
                            "edge-without-tls",
                            "domain-remembered-long",
                            "aws-key-in-setting",
                            "aws-name-taken",
                            "domain-proxied");
            assertThat(folder.resolve("workspace/audit.html")).isRegularFile();
            assertThat(written()).doesNotContain(PLANTED);
            assertThat(console.out() + console.err()).doesNotContain(PLANTED);
            Stream.of(semaphore.requests(), cloudflare.requests()).forEach(requests -> assertThat(requests)
                    .isNotEmpty()
                    .extracting(ReceivedRequest::method)
                    .containsOnly("GET"));
        }
    }

    @Test
    void says_once_who_was_not_asked() throws Exception {
        Inventory inventory = audit(new HashMap<>(herokuAlone()));

        assertThat(inventory.surroundings().notAsked())
                .extracting(NotAsked::what)
                .containsExactly("Semaphore", "Cloudflare", "DNS", "AWS");
        assertThat(console.err()).containsOnlyOnce("Not asked: ").contains("CLOUDFLARE_API_TOKEN");
    }

    @Test
    void refusals_of_everybody_around_end_no_audit() throws Exception {
        semaphore.add(Fault.always("*", 401));
        cloudflare.add(Fault.always("*", 403));
        Map<String, String> environment = everything();
        environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
        environment.put("AWS_ACCESS_KEY_ID", "testing");
        environment.put("AWS_SECRET_ACCESS_KEY", "login-" + PLANTED);
        environment.put("AWS_REGION", "us-east-1");

        Inventory inventory = audit(environment);

        assertThat(inventory.findings().stream()
                        .filter(finding -> finding.id().equals("not-readable"))
                        .map(Finding::subject))
                .contains("Semaphore", "Cloudflare", "AWS");
        assertThat(written()).doesNotContain(PLANTED);
    }

    @Test
    void prints_the_policy_for_aws_without_any_login() {
        AuditCommand command = new AuditCommand();
        command.iamPolicy = true;

        assertThat(command.run(Map.of(), console.open())).isZero();

        assertThat(console.out()).isEqualToIgnoringNewLines(IamPolicy.json());
    }

    @Test
    void refuses_an_address_that_would_send_a_login_in_the_clear() {
        Map<String, String> environment = everything();
        environment.put("CLOUDFLARE_BASE_URL", "http://cloudflare.example");

        assertThatThrownBy(() -> audit(environment)).hasMessageContaining("Cloudflare cannot be asked");
    }

    private Inventory audit(Map<String, String> environment) {
        AuditCommand command = new AuditCommand();
        command.apps = List.of("crema");
        command.workspace = folder.resolve("workspace");
        assertThat(command.run(environment, console.open())).isZero();
        return InventoryFile.read(folder.resolve("workspace/inventory.json"));
    }

    private Map<String, String> herokuAlone() {
        return Map.of("HEROKU_HOST", heroku.address().toString(), "HEROKU_API_KEY", "HRKU-PLANTED9-login");
    }

    private Map<String, String> everything() {
        Map<String, String> environment = new HashMap<>(herokuAlone());
        environment.put("SEMAPHORE_ORGANIZATION_URL", semaphore.address().toString());
        environment.put("SEMAPHORE_API_TOKEN", "semaphore-" + PLANTED);
        environment.put("CLOUDFLARE_BASE_URL", cloudflare.address().toString());
        environment.put("CLOUDFLARE_API_TOKEN", "cloudflare-" + PLANTED);
        environment.put("DYNOLIFT_NAME_SERVER", "127.0.0.1:" + names.address().getPort());
        return environment;
    }

    private String written() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("workspace"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
