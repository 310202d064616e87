package dev.dynolift.generate;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Where a task finds its role, as the agent of ECS offers it; and what else the agent puts into a task's environment. */
final class TaskRole implements AutoCloseable {

    private final String token = UUID.randomUUID().toString();
    private final HttpServer server;

    TaskRole() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                boolean known = token.equals(exchange.getRequestHeaders().getFirst("Authorization"));
                byte[] body = "{\"AccessKeyId\":\"testing\",\"SecretAccessKey\":\"testing\",\"Token\":\"session\"}"
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(known ? 200 : 403, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    Map<String, String> environment(URI aws) {
        return Map.of(
                "AWS_REGION",
                "us-east-1",
                "AWS_ENDPOINT_URL",
                aws.toString(),
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                token);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
