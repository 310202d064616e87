package dev.dynolift.generate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What moto lacks of ECS, put in front of it: services that roll over to another revision, with success or without, as AWS
 * documents the states of a deployment, and tasks that end with another exit code than 0. All else goes through to moto.
 */
final class RollingServices implements AutoCloseable {

    /** What becomes of a rollout. */
    enum Fate {
        COMES_UP,
        /** The circuit breaker gives it up and starts a rollout of what was there before. */
        IS_TAKEN_BACK,
        NEVER_ENDS
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI moto;
    private final Map<String, List<Rollout>> rollouts = new ConcurrentHashMap<>();
    private final Map<String, Fate> fates = new ConcurrentHashMap<>();
    private final List<String> actions = new ArrayList<>();
    private final Set<String> ended = new HashSet<>();
    private volatile int exitCode;
    private int number;

    RollingServices(URI moto) throws IOException {
        this.moto = moto;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Decides what becomes of the rollouts of a service to revisions with that image's tag. */
    void fate(String service, String tag, Fate fate) {
        fates.put(service + " " + tag, fate);
    }

    /** With which code every task ends from now on. */
    void exitCode(int code) {
        exitCode = code;
    }

    /** What was changed, in order: "UpdateService crema-production-web crema-production-web:2", "RunTask …". */
    synchronized List<String> changes() {
        return List.copyOf(actions);
    }

    synchronized void forgetChanges() {
        actions.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            HttpResponse<byte[]> response = forward(exchange, request);
            byte[] body = response.body();
            if (target != null && target.contains("ContainerService") && response.statusCode() == 200) {
                body = changed(target.substring(target.indexOf('.') + 1), JSON.readTree(request), JSON.readTree(body));
            }
            response.headers().firstValue("content-type").ifPresent(type -> exchange.getResponseHeaders()
                    .set("Content-Type", type));
            exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] request)
            throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(moto.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(request));
        for (String header : List.of("Authorization", "Content-Type", "X-Amz-Target", "X-Amz-Date")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                builder.header(header, value);
            }
        }
        return client.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private synchronized byte[] changed(String action, JsonNode request, JsonNode answer)
            throws IOException, InterruptedException {
        switch (action) {
            case "UpdateService" -> {
                ObjectNode service = (ObjectNode) answer.path("service");
                actions.add("UpdateService " + name(service) + " " + revision(service)
                        + (request.has("desiredCount") ? " " + request.path("desiredCount") : ""));
                begin(service);
                put(service);
            }
            case "DescribeServices" -> {
                for (JsonNode service : answer.path("services")) {
                    rollouts.computeIfAbsent(name(service), none -> first(service));
                    rollouts.get(name(service)).get(0).goOn(rollouts.get(name(service)));
                    put((ObjectNode) service);
                }
            }
            case "RunTask", "RegisterTaskDefinition", "StopTask" ->
                actions.add(action + " "
                        + request.path("family")
                                .asString(request.path("taskDefinition").asString("")));
            case "DescribeTasks" -> {
                for (JsonNode task : answer.path("tasks")) {
                    if (task.path("lastStatus").asString().equals("STOPPED")) {
                        ended.add(task.path("taskArn").asString());
                        task.path("containers")
                                .forEach(container -> ((ObjectNode) container).put("exitCode", exitCode));
                    }
                }
            }
            // moto goes on listing them as running.
            case "ListTasks" -> ((ArrayNode) answer.path("taskArns")).removeIf(task -> ended.contains(task.asString()));
            default -> {}
        }
        return JSON.writeValueAsBytes(answer);
    }

    private List<Rollout> first(JsonNode service) {
        Rollout rollout = new Rollout(service.path("taskDefinition").asString(), Fate.COMES_UP, 1);
        return new ArrayList<>(List.of(rollout));
    }

    private void begin(JsonNode service) throws IOException, InterruptedException {
        String revision = service.path("taskDefinition").asString();
        HttpRequest look = HttpRequest.newBuilder(moto)
                .header("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition")
                .header("Content-Type", "application/x-amz-json-1.1")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=testing/20261101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.createObjectNode().put("taskDefinition", revision).toString()))
                .build();
        String image = JSON.readTree(
                        client.send(look, HttpResponse.BodyHandlers.ofString()).body())
                .findPath("image")
                .asString();
        Fate fate =
                fates.getOrDefault(name(service) + " " + image.substring(image.lastIndexOf(':') + 1), Fate.COMES_UP);
        List<Rollout> all = rollouts.computeIfAbsent(name(service), none -> new ArrayList<>());
        all.add(0, new Rollout(revision, fate, ++number));
    }

    private void put(ObjectNode service) {
        ArrayNode deployments = service.putArray("deployments");
        List<Rollout> all = rollouts.get(name(service));
        for (Rollout rollout : all.subList(0, Math.min(2, all.size()))) {
            boolean primary = rollout == all.get(0);
            deployments
                    .addObject()
                    .put("id", "ecs-svc/" + rollout.number)
                    .put("status", primary ? "PRIMARY" : "ACTIVE")
                    .put("taskDefinition", rollout.revision)
                    .put("rolloutState", rollout.state)
                    .put("rolloutStateReason", "ECS deployment ecs-svc/" + rollout.number + " " + rollout.state)
                    .put("desiredCount", service.path("desiredCount").asInt())
                    .put("runningCount", rollout.looks)
                    .put("failedTasks", rollout.fate == Fate.COMES_UP ? 0 : rollout.looks);
        }
        service.put("taskDefinition", all.get(0).revision);
    }

    private static String name(JsonNode service) {
        return service.path("serviceName").asString();
    }

    private static String revision(JsonNode service) {
        String arn = service.path("taskDefinition").asString();
        return arn.substring(arn.indexOf('/') + 1);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private final class Rollout {

        private final String revision;
        private final Fate fate;
        private final int number;
        private String state = "IN_PROGRESS";
        private int looks;

        private Rollout(String revision, Fate fate, int number) {
            this.revision = revision;
            this.fate = fate;
            this.number = number;
        }

        /** Each look at a service finds it a little further. */
        private void goOn(List<Rollout> all) {
            looks++;
            if (!state.equals("IN_PROGRESS") || looks < 2 || fate == Fate.NEVER_ENDS) {
                return;
            }
            state = fate == Fate.COMES_UP ? "COMPLETED" : "FAILED";
            if (fate == Fate.IS_TAKEN_BACK && all.size() > 1) {
                all.add(0, new Rollout(all.get(1).revision, Fate.COMES_UP, ++RollingServices.this.number));
            }
        }
    }
}
