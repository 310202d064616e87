package dev.dynolift.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WholeAnswerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/short", exchange -> answer(exchange, 1000, 0));
        server.createContext("/long", exchange -> answer(exchange, 5_000_000, 0));
        server.createContext("/dribbling", exchange -> answer(exchange, 1000, 100));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void takes_an_answer_that_ends() throws Exception {
        assertThat(WholeAnswer.of(client, request("/short"), Duration.ofSeconds(10), 1000)
                        .body())
                .hasSize(1000);
    }

    @Test
    void a_body_that_comes_drop_by_drop_ends_in_time() {
        assertThatThrownBy(() -> WholeAnswer.of(client, request("/dribbling"), Duration.ofSeconds(1), 1 << 20))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void a_body_without_end_is_not_taken() {
        assertThatThrownBy(() -> WholeAnswer.of(client, request("/long"), Duration.ofSeconds(10), 2 << 20))
                .isInstanceOf(WholeAnswer.TooLarge.class)
                .hasMessageContaining("larger than 2 MB");
    }

    @Test
    void nobody_who_listens_is_an_error_in_words() {
        HttpRequest nowhere =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build();

        assertThatThrownBy(() -> WholeAnswer.of(client, nowhere, Duration.ofSeconds(10), 1000))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("java.util");
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
                .build();
    }

    private static void answer(HttpExchange exchange, int bytes, int pause) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            for (int sent = 0; sent < bytes; sent += 100) {
                exchange.getResponseBody().write("x".repeat(100).getBytes());
                exchange.getResponseBody().flush();
                if (pause > 0) {
                    Thread.sleep(pause * 10L);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
