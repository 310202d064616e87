package dev.dynolift.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dynolift.aws.PriceReader.ListPrice;
import dev.dynolift.aws.PriceReader.Question;
import dev.dynolift.rest.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** AWS's price list in the form of its documentation; no emulator has it. */
class PriceReaderTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Question BALANCER = new Question(
            "AWSELB",
            Map.of("productFamily", "Load Balancer-Application"),
            Pattern.compile("([A-Z0-9]+-)?LoadBalancerUsage"));

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile List<String> products = List.of();
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
    void a_price_is_asked_for_by_its_fields_and_comes_with_its_date() {
        products = List.of(
                product("EU-LoadBalancerUsage", tier("0", "0.0252000000")),
                product("EU-IdleProvisionedLBCapacity", tier("0", "0.0100000000")));

        assertThat(ask()).hasValueSatisfying(price -> {
            assertThat(price.usd()).isEqualByComparingTo("0.0252");
            assertThat(price.date()).isEqualTo("2026-11-01");
        });
        JsonNode question = JSON.readTree(asked.get(0));
        assertThat(question.path("ServiceCode").asString()).isEqualTo("AWSELB");
        assertThat(question.path("Filters").toString())
                .contains("\"Field\":\"regionCode\"", "\"Value\":\"eu-west-1\"", "Load Balancer-Application");
    }

    @Test
    void of_several_tiers_it_is_the_first_that_is_not_free() {
        products = List.of(product(
                "EU-LoadBalancerUsage", tier("1000", "0.01") + "," + tier("100", "0.02") + "," + tier("0", "0.00")));

        assertThat(ask()).hasValueSatisfying(price -> assertThat(price.usd()).isEqualByComparingTo("0.02"));
    }

    @Test
    void prices_that_differ_are_none() {
        products = List.of(
                product("EU-LoadBalancerUsage", tier("0", "0.0252")),
                product("EU-LoadBalancerUsage", tier("0", "0.03")));
        assertThat(ask()).isEmpty();

        products = List.of();
        assertThat(ask()).isEmpty();
    }

    private Optional<ListPrice> ask() {
        AwsLogin login = new AwsLogin(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "none")),
                "eu-west-1",
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
        return new PriceReader(new AwsClient(login, Pause.SLEEP)).ask(BALANCER, "eu-west-1");
    }

    static String product(String usageType, String tiers) {
        return """
                {"product":{"productFamily":"Load Balancer-Application","attributes":{"usagetype":"%s"},"sku":"A"},
                 "serviceCode":"AWSELB","version":"20261101",
                 "terms":{"OnDemand":{"A.B":{"effectiveDate":"2026-11-01T00:00:00Z","priceDimensions":{%s}}}}}""".formatted(usageType, tiers);
    }

    static String tier(String begin, String usd) {
        return "\"A.B.%s\":{\"unit\":\"Hrs\",\"beginRange\":\"%s\",\"pricePerUnit\":{\"USD\":\"%s\"}}"
                .formatted(begin, begin, usd);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(exchange.getRequestHeaders().getFirst("X-Amz-Target")).isEqualTo("AWSPriceListService.GetProducts");
        byte[] body = JSON.writeValueAsBytes(Map.of("FormatVersion", "aws_v1", "PriceList", products));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
