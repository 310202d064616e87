package dev.dynolift.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.inventory.AwsAccount.Network;
import dev.dynolift.inventory.Finding;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AwsAccountReaderTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static MotoServer moto;
    private static String keyId;
    private static String zoneId;

    @BeforeAll
    static void start() throws Exception {
        moto = MotoServer.start(folder);
        moto.bucket("crema-uploads");
        moto.bucket("somebody-elses");
        moto.form("sqs", "Action=CreateQueue&QueueName=crema-orders");
        moto.form("sns", "Action=CreateTopic&Name=crema-news");
        moto.json(
                "dynamodb",
                "DynamoDB_20120810.CreateTable",
                "{'TableName':'crema-sessions','BillingMode':'PAY_PER_REQUEST',"
                        + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],"
                        + "'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}]}");
        moto.json("ecs", "AmazonEC2ContainerServiceV20141113.CreateCluster", "{'clusterName':'crema-production'}");
        moto.json(
                "ecr",
                "AmazonEC2ContainerRegistry_V20150921.CreateRepository",
                "{'repositoryName':'crema-production/crema'}");
        moto.form("iam", "Action=CreateUser&UserName=crema-heroku");
        moto.form(
                "iam",
                "Action=AttachUserPolicy&UserName=crema-heroku&PolicyArn=arn:aws:iam::aws:policy/AmazonS3FullAccess");
        moto.form(
                "iam",
                "Action=PutUserPolicy&UserName=crema-heroku&PolicyName=orders&PolicyDocument="
                        + "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C"
                        + "%22Action%22%3A%22sqs%3ASendMessage%22%2C%22Resource%22%3A%22%2A%22%7D%5D%7D");
        String key = moto.form("iam", "Action=CreateAccessKey&UserName=crema-heroku");
        Matcher id = Pattern.compile("<AccessKeyId>(\\w+)<").matcher(key);
        assertThat(id.find()).isTrue();
        keyId = id.group(1);
        Matcher zone = Pattern.compile("/hostedzone/(\\w+)").matcher(moto.zone("crema.example"));
        assertThat(zone.find()).isTrue();
        zoneId = zone.group(1);
        moto.form("ec2", "Action=CreateVpc&CidrBlock=10.0.0.0/16&Version=2016-11-15");
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            moto.close();
        }
    }

    @Test
    void lists_what_is_there_by_name() {
        AwsListing listing = reader().list();

        assertThat(listing.account()).isEqualTo("123456789012");
        assertThat(listing.of(AwsRead.BUCKETS)).containsExactly("crema-uploads", "somebody-elses");
        assertThat(listing.of(AwsRead.QUEUES)).containsExactly("crema-orders");
        assertThat(listing.of(AwsRead.TOPICS)).containsExactly("crema-news");
        assertThat(listing.of(AwsRead.TABLES)).containsExactly("crema-sessions");
        assertThat(listing.of(AwsRead.CLUSTERS)).containsExactly("crema-production");
        assertThat(listing.of(AwsRead.REPOSITORIES)).containsExactly("crema-production/crema");
        assertThat(listing.of(AwsRead.HOSTED_ZONES)).containsExactly("crema.example");
        assertThat(listing.zones().get("crema.example")).containsExactly(zoneId);
        assertThat(listing.networks())
                .anySatisfy(network -> assertThat(network.isDefault()).isTrue());
        assertThat(listing.networks().stream().map(Network::ranges).toList()).contains(List.of("10.0.0.0/16"));
        assertThat(listing.quotas().get(0).limit()).isEqualTo(5);
        assertThat(listing.quotas().get(0).used()).isEqualTo(2);
    }

    @Test
    void another_region_has_what_is_there_and_not_again_what_is_the_whole_accounts() throws Exception {
        moto.form("eu-west-1", "sqs", "Action=CreateQueue&QueueName=crema-europe");

        AwsListing listing = reader().in("eu-west-1").list();

        assertThat(listing.region()).isEqualTo("eu-west-1");
        assertThat(listing.of(AwsRead.QUEUES)).containsExactly("crema-europe");
        assertThat(listing.names()).doesNotContainKeys(AwsRead.BUCKETS, AwsRead.ROLES, AwsRead.HOSTED_ZONES);
        assertThat(listing.networks()).isNotEmpty();
        assertThat(reader().list().of(AwsRead.QUEUES)).doesNotContain("crema-europe");
    }

    @Test
    void knows_whose_a_key_is_and_what_gives_him_rights() {
        KeyOwner owner = reader().ownerOf(keyId).orElseThrow();

        assertThat(owner.user()).isEqualTo("crema-heroku");
        assertThat(owner.policies()).containsExactly("AmazonS3FullAccess", "orders");
        assertThat(reader().ownerOf("AKIAIOSFODNN7EXAMPLE")).isEmpty();
    }

    @Test
    void asks_exactly_what_its_policy_allows() throws Exception {
        moto.forgetRecording();
        AwsAccountReader reader = reader();
        reader.list();
        reader.ownerOf(keyId);
        // Moto has no history, but it writes down that it was asked.
        assertThatThrownBy(() -> new LoginHistoryReader(client()).read(Instant.EPOCH, Instant.now()))
                .hasMessageContaining("cloudtrail:LookupEvents");

        Set<String> asked = new TreeSet<>();
        for (String line : moto.recorded()) {
            asked.add(action(JSON.readTree(line)));
        }

        Set<String> allowed = new TreeSet<>();
        JSON.readTree(IamPolicy.json())
                .path("Statement")
                .path(0)
                .path("Action")
                .forEach(action -> allowed.add(action.asString()));
        assertThat(asked).isEqualTo(allowed);
        assertThat(allowed).allMatch(action -> action.matches("[a-z0-9]+:(List|Describe|Get|Lookup)[A-Za-z]+"));
    }

    @Test
    void the_policy_in_the_documents_is_the_one_it_prints() throws Exception {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("ARCHITECTURE.md"))) {
            root = root.getParent();
        }
        assertThat(Files.readString(root.resolve("docs/reference/audit-iam-policy.json")))
                .isEqualTo(IamPolicy.json() + "\n");
    }

    @Test
    void an_account_that_does_not_answer_is_one_finding() throws Exception {
        AwsLogin nowhere = new AwsLogin(credentials(), "us-east-1", Optional.of(URI.create("http://127.0.0.1:1")));

        AwsListing listing = new AwsAccountReader(new AwsClient(nowhere, wait -> {})).list();

        assertThat(listing.names()).isEmpty();
        assertThat(listing.findings()).singleElement().extracting(Finding::id).isEqualTo("not-readable");
        assertThat(listing.toString()).doesNotContain("PLANTED9");
    }

    @Test
    void a_region_that_does_not_take_the_login_is_named() throws Exception {
        AwsLogin nowhere = new AwsLogin(credentials(), "us-east-1", Optional.of(URI.create("http://127.0.0.1:1")));

        AwsListing listing = new AwsAccountReader(new AwsClient(nowhere, wait -> {}))
                .in("me-south-1")
                .list();

        assertThat(listing.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo("AWS me-south-1");
            assertThat(finding.what()).startsWith("The region me-south-1 was not read");
        });
    }

    @Test
    void refuses_places_where_it_should_not_ask() {
        assertThatThrownBy(() -> new AwsLogin(credentials(), "moon", Optional.empty()))
                .hasMessageContaining("no AWS region");
        assertThatThrownBy(
                        () -> new AwsLogin(credentials(), "us-east-1", Optional.of(URI.create("http://aws.example"))))
                .hasMessageContaining("cannot be asked");
    }

    private static AwsAccountReader reader() {
        return new AwsAccountReader(client());
    }

    private static AwsClient client() {
        return new AwsClient(new AwsLogin(credentials(), "us-east-1", Optional.of(moto.address())), wait -> {});
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "PLANTED9-secret"));
    }

    /** The action of a recorded request, as a policy names it. */
    private static String action(JsonNode request) {
        JsonNode headers = request.path("headers");
        String authorization = header(headers, "Authorization");
        String service = authorization.split("/")[3];
        String target = header(headers, "X-Amz-Target");
        String body = request.path("body").asString("");
        if (request.path("body_encoded").asBoolean(false)) {
            body = new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
        }
        Matcher form = Pattern.compile("Action=(\\w+)").matcher(body);
        String operation =
                !target.isEmpty() ? target.substring(target.lastIndexOf('.') + 1) : form.find() ? form.group(1) : "";
        return Arrays.stream(AwsRead.values())
                .map(AwsRead::action)
                .filter(action -> operation.isEmpty()
                        ? action.startsWith(service + ":")
                        : action.equals(service + ":" + operation))
                .findFirst()
                .orElse("unknown: " + service + " " + operation + " " + request.path("url"));
    }

    private static String header(JsonNode headers, String name) {
        for (var entry : headers.properties()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return entry.getValue().asString("");
            }
        }
        return "";
    }
}
