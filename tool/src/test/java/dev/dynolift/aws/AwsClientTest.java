package dev.dynolift.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dynolift.event.EventListener;
import dev.dynolift.inventory.AwsAccount;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.plan.Inventories;
import dev.dynolift.surroundings.SettingClues;
import dev.dynolift.surroundings.Sources;
import dev.dynolift.surroundings.SurroundingsReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What AWS says in words of its own, beside what an emulator does. */
class AwsClientTest {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String queues = "{}";
    /** Pages of S3's list; none for a proxy's page. */
    private volatile List<String> buckets = List.of();

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asks_so_that_nothing_is_left_out() {
        reader().list();

        assertThat(asked)
                .anyMatch(line -> line.startsWith("AmazonSQS.ListQueues ") && line.contains("\"MaxResults\":1000"));
        assertThat(asked)
                .anyMatch(line -> line.startsWith("CertificateManager.ListCertificates ")
                        && line.contains("\"Includes\":{\"keyTypes\":[")
                        && line.contains("EC_prime256v1"));
    }

    @Test
    void each_bucket_is_told_with_its_region() {
        buckets = List.of(
                "<ListAllMyBucketsResult xmlns='http://s3.amazonaws.com/doc/2006-03-01/'><Buckets><Bucket>"
                        + "<Name>crema-uploads</Name><BucketRegion>eu-west-3</BucketRegion></Bucket></Buckets>"
                        + "<ContinuationToken>a b</ContinuationToken></ListAllMyBucketsResult>",
                "<ListAllMyBucketsResult><Buckets><Bucket><Name>old</Name></Bucket></Buckets></ListAllMyBucketsResult>");

        AwsListing listing = reader().list();

        assertThat(listing.of(AwsRead.BUCKETS)).containsExactly("crema-uploads", "old");
        assertThat(listing.bucketRegions()).containsExactly(Map.entry("crema-uploads", "eu-west-3"));
    }

    @Test
    void the_region_of_a_bucket_that_a_setting_names_is_read_too() {
        buckets = List.of("<ListAllMyBucketsResult><Buckets><Bucket><Name>crema-uploads</Name>"
                + "<BucketRegion>eu-west-3</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>");
        SettingClues clues = new SettingClues();
        clues.learn("crema", "S3_BUCKET", "crema-uploads");
        Inventory nothing = new Inventory(
                Inventory.SCHEMA_VERSION,
                Instant.EPOCH,
                "test",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Sources sources =
                new Sources(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(reader()), List.of());

        AwsAccount account = new SurroundingsReader(sources, EventListener.NONE)
                .read(nothing, clues, Optional.empty())
                .surroundings()
                .aws();

        assertThat(account.resources())
                .containsExactly(new AwsAccount.Resource(
                        "S3 bucket", "crema-uploads", "in eu-west-3", List.of("crema S3_BUCKET")));
        assertThat(account.everywhere()).extracting(AwsAccount::region).containsExactly("us-east-1", "eu-west-3");
    }

    @Test
    void so_is_that_of_a_bucket_which_is_called_like_an_app_and_stands_in_no_setting() {
        buckets = List.of("<ListAllMyBucketsResult><Buckets><Bucket><Name>crema-invoices</Name>"
                + "<BucketRegion>eu-west-3</BucketRegion></Bucket><Bucket><Name>cremation</Name>"
                + "<BucketRegion>eu-north-1</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>");
        Sources sources =
                new Sources(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(reader()), List.of());
        Inventory crema = Inventories.inventory(
                List.of(Inventories.app("crema", "production", "standard-1x", 1)), List.of(), List.of(), List.of());

        AwsAccount account = new SurroundingsReader(sources, EventListener.NONE)
                .read(crema, new SettingClues(), Optional.empty())
                .surroundings()
                .aws();

        assertThat(account.resources())
                .containsExactly(new AwsAccount.Resource("S3 bucket", "crema-invoices", "in eu-west-3", List.of()));
        assertThat(account.everywhere()).extracting(AwsAccount::region).containsExactly("us-east-1", "eu-west-3");
    }

    @Test
    void networks_that_may_not_be_read_are_not_none() {
        AwsListing listing = reader().list();

        assertThat(listing.quotas().get(0).used()).isNull();
        assertThat(listing.findings()).extracting(Finding::source).contains("ec2:DescribeVpcs");
    }

    @Test
    void a_page_of_a_proxy_is_no_empty_account() {
        AwsListing listing = reader().list();

        // All questions in XML are answered with a page.
        assertThat(listing.names()).doesNotContainKeys(AwsRead.BUCKETS, AwsRead.TOPICS, AwsRead.ROLES);
        assertThat(listing.names()).containsKeys(AwsRead.QUEUES, AwsRead.TABLES);
        assertThat(listing.findings()).extracting(Finding::source).contains("s3:ListAllMyBuckets", "sns:ListTopics");
    }

    @Test
    void a_list_without_end_is_cut_and_that_is_told() {
        queues = "{\"NextToken\":\"more\",\"QueueUrls\":[\"https://sqs/1/orders\"]}";

        AwsListing listing = reader().list();

        assertThat(listing.of(AwsRead.QUEUES)).containsExactly("orders");
        assertThat(listing.findings()).anySatisfy(finding -> {
            assertThat(finding.source()).isEqualTo("sqs:ListQueues");
            assertThat(finding.what()).contains("200 pages");
        });
    }

    private AwsAccountReader reader() {
        URI here = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var login = StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "PLANTED9-secret"));
        return new AwsAccountReader(new AwsClient(new AwsLogin(login, "us-east-1", Optional.of(here)), wait -> {}));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(target + " " + body);
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            boolean s3 = query.contains("max-buckets=1000") && !buckets.isEmpty();
            boolean denied = body.contains("Action=DescribeVpcs");
            String said = denied
                    ? "<Response><Errors><Error><Code>UnauthorizedOperation</Code></Error></Errors></Response>"
                    : s3
                            ? buckets.get(query.contains("continuation-token=a b") ? 1 : 0)
                            : target.equals("null")
                                    ? "<html><body>Welcome to the guest network</body></html>"
                                    : target.equals("AmazonSQS.ListQueues") ? queues : "{}";
            byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(denied ? 403 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
