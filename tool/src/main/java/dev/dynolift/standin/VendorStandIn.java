package dev.dynolift.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A vendor's API on a port of this machine, from a folder of captured answers: Semaphore or Cloudflare, by its manners.
 * Takes GET alone. Thread-safe.
 */
public final class VendorStandIn implements AutoCloseable {

    private final VendorManners manners;
    private final Map<String, HerokuAnswer> answers = new HashMap<>();
    private final HttpServer server;
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final Faults faults = new Faults();

    private VendorStandIn(VendorManners manners, HttpServer server) {
        this.manners = manners;
        this.server = server;
    }

    /** Serves a folder as Semaphore does: pages of 30, named by a Link header. */
    public static VendorStandIn semaphore(Path folder, int page) {
        return start(folder, VendorManners.semaphore(page));
    }

    /** Serves a folder as Cloudflare does: an envelope around each answer, with the number of pages in it. */
    public static VendorStandIn cloudflare(Path folder, int page) {
        return start(folder, VendorManners.cloudflare(page));
    }

    private static VendorStandIn start(Path folder, VendorManners manners) {
        VendorStandIn standIn = new VendorStandIn(manners, LocalServer.create());
        CaptureFolder.read(folder).forEach(answer -> standIn.answers.put(answer.path(), answer));
        standIn.server.createContext("/", standIn::handle);
        standIn.server.start();
        return standIn;
    }

    /** Where it answers. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Everything that was asked so far, in order. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Lets something go wrong from now on. */
    public void add(Fault fault) {
        faults.add(fault);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI asked = exchange.getRequestURI();
            Reply reply = reply(exchange, asked);
            requests.add(new ReceivedRequest(
                    exchange.getRequestMethod(),
                    asked.toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Accept")),
                    "",
                    reply.status()));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.text().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(HttpExchange exchange, URI asked) {
        Optional<Fault> fault = faults.next(exchange.getRequestMethod(), asked.getRawPath());
        if (fault.isPresent()) {
            return manners.error(fault.get().status());
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return manners.error(405);
        }
        if (!manners.knows(exchange.getRequestHeaders())) {
            return manners.error(401);
        }
        Map<String, String> query = query(asked);
        HerokuAnswer answer = answers.get(asked.getRawPath() + manners.identity(query));
        if (answer == null) {
            return manners.error(404);
        }
        return answer.status() == 200 ? manners.reply(asked, query, answer.body()) : manners.error(answer.status());
    }

    private static Map<String, String> query(URI asked) {
        Map<String, String> query = new HashMap<>();
        if (asked.getRawQuery() != null) {
            for (String part : asked.getRawQuery().split("&")) {
                int equals = part.indexOf('=');
                query.put(equals < 0 ? part : part.substring(0, equals), equals < 0 ? "" : part.substring(equals + 1));
            }
        }
        return query;
    }
}
