package dev.dynolift.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers each GET as a folder's files say, to whoever knows the key; lists come whole. */
final class CapturedHeroku implements AutoCloseable {

    private final Map<String, JsonNode> answers = new TreeMap<>();
    private final HttpServer server;
    private final AtomicReference<String> refused = new AtomicReference<>("");
    private final String key;

    CapturedHeroku(Path folder, String key) throws IOException {
        this.key = key;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                JsonNode answer = JsonMapper.shared().readTree(Files.readString(file));
                answers.put(answer.get("path").asString(), answer);
            }
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The path of a request without the key, if there was one. */
    String refused() {
        return refused.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            // One part of the Data API wants the key as a password.
            String asPassword = "Basic " + Base64.getEncoder().encodeToString((":" + key).getBytes(UTF_8));
            if (!("Bearer " + key).equals(authorization) && !asPassword.equals(authorization)) {
                refused.set(exchange.getRequestURI().toString());
            }
            String path = exchange.getRequestURI().getRawPath();
            JsonNode answer = answers.getOrDefault(exchange.getRequestURI().toString(), answers.get(path));
            int status = answer == null ? 404 : answer.path("status").asInt(200);
            byte[] body = (answer == null
                            ? "{\"id\": \"not_found\"}"
                            : answer.path("body").toString())
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
