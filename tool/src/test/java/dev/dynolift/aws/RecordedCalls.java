package dev.dynolift.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** CloudTrail's history of events on this machine, one event a page, which moto does not have. */
public final class RecordedCalls implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final Map<String, List<String>> events = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    /** What is answered in place of events, the first first: a status and a code. */
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    private final List<String> forbidden = new CopyOnWriteArrayList<>();

    private RecordedCalls(HttpServer server) {
        this.server = server;
    }

    public static RecordedCalls start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RecordedCalls calls = new RecordedCalls(server);
        server.createContext("/", calls::answer);
        server.start();
        return calls;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Has an event in a region, as CloudTrail writes it, in JSON with single quotes. */
    public void add(String region, String name, String event) {
        events.computeIfAbsent(region + " " + name, key -> new CopyOnWriteArrayList<>())
                .add(event.replace('\'', '"'));
    }

    /** Answers the next question with an error. */
    public void refuse(String code) {
        refusals.add(code);
    }

    /** Answers every question in a region as where a company forbids it. */
    public void forbid(String region) {
        forbidden.add(region);
    }

    /** What was asked, each as "region name". */
    public List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode question = JSON.readTree(exchange.getRequestBody().readAllBytes());
            String region =
                    exchange.getRequestHeaders().getFirst("Authorization").split("/")[2];
            boolean understood = exchange.getRequestHeaders()
                            .getFirst("X-Amz-Target")
                            .equals("com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents")
                    && question.path("StartTime").isIntegralNumber()
                    && question.path("LookupAttributes").size() == 1;
            JsonNode wanted = question.path("LookupAttributes").path(0);
            String key = region + " " + wanted.path("AttributeValue").asString("");
            asked.add(key);
            if (forbidden.contains(region)) {
                send(exchange, 400, JSON.createObjectNode().put("__type", "AccessDeniedException"));
                return;
            }
            if (!refusals.isEmpty() || !understood) {
                String code = understood ? refusals.remove(0) : "InvalidLookupAttributesException";
                send(exchange, 400, JSON.createObjectNode().put("__type", code));
                return;
            }
            send(exchange, 200, page(key, question.path("NextToken").asInt(0)));
        }
    }

    private ObjectNode page(String key, int number) {
        List<String> all = new ArrayList<>(events.getOrDefault(key, List.of()));
        ObjectNode page = JSON.createObjectNode();
        ArrayNode list = page.putArray("Events");
        if (number < all.size()) {
            list.addObject()
                    .put("EventName", key.substring(key.indexOf(' ') + 1))
                    .put("CloudTrailEvent", all.get(number));
        }
        if (number + 1 < all.size()) {
            page.put("NextToken", String.valueOf(number + 1));
        }
        return page;
    }

    private static void send(HttpExchange exchange, int status, ObjectNode answer) throws IOException {
        byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
