package dev.dynolift.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Answers on a port of this machine as Heroku's Platform API, its Data API and Scheduler's dashboard do, from a capture
 * folder. Takes GET alone. Thread-safe.
 */
public final class HerokuStandIn implements AutoCloseable {

    /** What Heroku grants an account. */
    private static final int REQUESTS_GRANTED = 4500;

    private static final int USUAL_PAGE = 200;
    private static final Pattern ACCEPTED =
            Pattern.compile("application/vnd\\.heroku\\+json; ?version=3(\\.\\w+)?|application/vnd\\.api\\+json");

    private final StoredAnswers answers;
    private final HttpServer server;
    private final ExecutorService workers;
    private final int usualPage;
    private final AtomicInteger remaining = new AtomicInteger(REQUESTS_GRANTED);
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    private HerokuStandIn(StoredAnswers answers, HttpServer server, int usualPage) {
        this.answers = answers;
        this.server = server;
        this.usualPage = usualPage;
        this.workers = Executors.newFixedThreadPool(4, task -> {
            Thread thread = new Thread(task, "heroku-stand-in");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Serves a folder until closed.
     *
     * @throws DynoliftException INPUT with everything that is wrong in the folder
     */
    public static HerokuStandIn start(Path folder) {
        return start(folder, USUAL_PAGE);
    }

    /** As above, with smaller pages, so that a short list has several. */
    public static HerokuStandIn start(Path folder, int usualPage) {
        StoredAnswers answers = new StoredAnswers(CaptureFolder.read(folder));
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            HerokuStandIn standIn = new HerokuStandIn(answers, server, usualPage);
            server.setExecutor(standIn.workers);
            server.createContext("/", standIn::handle);
            server.start();
            return standIn;
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.IN_USE,
                    "the Heroku stand-in cannot listen on this machine",
                    String.valueOf(e.getMessage()),
                    "Free a port and run the same command again.",
                    e);
        }
    }

    /** Where all services answer; for {@code HEROKU_HOST} and {@code HEROKU_DATA_HOST}. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Everything that was asked so far, in order. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Lets something go wrong from now on; an older fault goes first. */
    public void add(Fault fault) {
        synchronized (faults) {
            faults.add(fault);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String query = exchange.getRequestURI().getRawQuery();
            Optional<Fault> fault = nextFault(path);
            if (fault.isPresent()) {
                Thread.sleep(fault.get().delay().toMillis());
            }
            Reply reply = fault.isPresent() && fault.get().status() != 0
                    ? Reply.error(fault.get().status())
                    : reply(exchange, path, query == null ? "" : "?" + query);
            requests.add(new ReceivedRequest(
                    exchange.getRequestMethod(),
                    path + (query == null ? "" : "?" + query),
                    header(exchange, "Accept"),
                    header(exchange, "Range"),
                    reply.status()));
            send(exchange, reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(HttpExchange exchange, String path, String query) {
        if (!exchange.getRequestMethod().equals("GET")) {
            return Reply.error(405);
        }
        if (!header(exchange, "Authorization").matches("(Bearer|Basic) \\S+")) {
            return Reply.error(401);
        }
        if (!ACCEPTED.matcher(header(exchange, "Accept")).matches()) {
            return Reply.error(406);
        }
        Optional<HerokuAnswer> found = answers.find(path, query);
        if (found.isEmpty()) {
            return Reply.error(404);
        }
        HerokuAnswer answer = found.get();
        boolean paged =
                answer.status() == 200 && answer.body().isArray() && !path.matches("/(client|redis|postgres)/.*");
        Reply reply = paged
                ? Paging.page(answer.body(), header(exchange, "Range"), usualPage)
                : new Reply(answer.status(), answer.headers(), answer.body());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        return reply;
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        String type = header(exchange, "Accept").startsWith("application/vnd.api") ? "vnd.api+json" : "json";
        exchange.getResponseHeaders().set("Content-Type", "application/" + type + ";charset=utf-8");
        exchange.getResponseHeaders()
                .set("RateLimit-Remaining", String.valueOf(remaining.updateAndGet(left -> Math.max(0, left - 1))));
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (reply.status() == 429) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        byte[] body = reply.text().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private Optional<Fault> nextFault(String path) {
        synchronized (faults) {
            for (int i = 0; i < faults.size(); i++) {
                Fault fault = faults.get(i);
                if (fault.hits(path)) {
                    faults.remove(i);
                    if (fault.times() > 1) {
                        int left = fault.times() == Integer.MAX_VALUE ? fault.times() : fault.times() - 1;
                        faults.add(i, new Fault(fault.path(), fault.status(), left, fault.delay()));
                    }
                    return Optional.of(fault);
                }
            }
            return Optional.empty();
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
