package dev.dynolift.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers on a port of this machine as Heroku's Platform API, its Data API and the services behind its dashboard do, from a
 * capture folder. Reads by GET; carries out what a cutover changes, for as long as it runs. Thread-safe.
 */
public final class HerokuStandIn implements AutoCloseable {

    private static final int USUAL_PAGE = 200;
    private static final Pattern ACCEPTED = Pattern.compile(
            "application/vnd\\.heroku\\+json; ?version=3(\\.\\w+)?|application/vnd\\.api\\+json|application/json");
    /** Of these services the account's requests are not counted, nor are their lists paged. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "/(client|redis|postgres|data)/.*|/apps/[^/]+/(jobs|github|router-metrics/.*|formation/[^/]+/(monitors|metrics/.*))"
                    + "|/pipelines/[^/]+/repository");

    private final StoredAnswers answers;
    private final Changes changes;
    private final Downloads downloads = new Downloads();
    private final HttpServer server;
    private final ExecutorService workers;
    private final int usualPage;
    private volatile Allowance allowance = Allowance.ofHeroku();
    private volatile Duration retryAfter = Duration.ofSeconds(1);
    /** Empty when the login alone is enough. */
    private volatile String secondFactor = "";

    private final Queue<ReceivedRequest> requests = new ConcurrentLinkedQueue<>();
    private final Faults faults = new Faults();
    private final Dynos dynos;

    private HerokuStandIn(StoredAnswers answers, HttpServer server, int usualPage) {
        this.answers = answers;
        this.changes = new Changes(answers);
        this.server = server;
        this.usualPage = usualPage;
        this.workers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "heroku-stand-in");
            thread.setDaemon(true);
            return thread;
        });
        this.dynos = new Dynos(answers, faults, workers);
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
        return start(CaptureFolder.read(folder), usualPage);
    }

    /** As above, with answers that were made up and stand in no folder. */
    public static HerokuStandIn start(List<HerokuAnswer> made, int usualPage) {
        HerokuStandIn standIn = new HerokuStandIn(new StoredAnswers(made), LocalServer.create(), usualPage);
        standIn.server.setExecutor(standIn.workers);
        standIn.server.createContext("/", standIn::handle);
        standIn.server.start();
        return standIn;
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
        faults.add(fault);
    }

    /** Ends all faults. */
    public void mend() {
        faults.clear();
    }

    /** Says with each 429 from now on that the client should wait so long; one second, unless it is told. */
    public void sendAway(Duration time) {
        retryAfter = time;
    }

    /** Grants another number of requests than Heroku does. */
    public void grant(Allowance granted) {
        this.allowance = granted;
    }

    /** From now on each request must come with this code, as from an account whose tokens are not enough. */
    public void askForSecondFactor(String code) {
        this.secondFactor = code;
    }

    /** From now on the slug's description leads to this archive. */
    public void putSlug(String id, byte[] archive) {
        downloads.putSlug(id, archive);
    }

    /** What a session on the app's log shows: its lines, and then nothing more. */
    public void putLog(String app, List<String> lines) {
        downloads.putLog(app, lines);
    }

    /** What the app's one-off dynos do; without it none can be started. */
    public void letDynosRun(String app, OneOffDyno dyno) {
        dynos.put(app, dyno);
    }

    @Override
    public void close() {
        dynos.close();
        server.stop(0);
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String query = exchange.getRequestURI().getRawQuery();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Optional<Fault> fault = faults.next(exchange.getRequestMethod(), path);
            if (fault.isPresent()) {
                Thread.sleep(fault.get().delay().toMillis());
            }
            boolean counted = !ELSEWHERE.matcher(path).matches();
            int wrong = fault.map(Fault::status).orElse(0);
            Reply reply = wrong > 0
                    ? Reply.error(wrong)
                    : reply(exchange, path, query == null ? "" : "?" + query, body, counted);
            requests.add(new ReceivedRequest(
                    exchange.getRequestMethod(),
                    path + (query == null ? "" : "?" + query),
                    header(exchange, "Accept"),
                    header(exchange, "Range"),
                    reply.status(),
                    body,
                    !header(exchange, "Authorization").isEmpty()));
            send(exchange, reply, counted, wrong == Fault.CUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(HttpExchange exchange, String path, String query, String body, boolean counted) {
        String method = exchange.getRequestMethod();
        if (path.startsWith(Downloads.SLUGS) || path.startsWith(Downloads.LOGS)) {
            return download(path);
        }
        if (!header(exchange, "Authorization").matches("(Bearer|Basic) \\S+")) {
            return Reply.error(401);
        }
        if (!ACCEPTED.matcher(header(exchange, "Accept")).matches()) {
            return Reply.error(406);
        }
        if (!secondFactor.isEmpty() && !secondFactor.equals(header(exchange, "Heroku-Two-Factor-Code"))) {
            return Reply.secondFactorWanted();
        }
        if (counted && !allowance.take()) {
            return Reply.error(429);
        }
        return switch (method) {
            case "GET" -> read(exchange, path, query, counted);
            case "PATCH" -> changes.patch(path, body);
            case "POST" -> post(path, body);
            default -> Reply.error(405);
        };
    }

    private Reply read(HttpExchange exchange, String path, String query, boolean counted) {
        Optional<HerokuAnswer> found = answers.find(path, query);
        if (found.isEmpty()) {
            return path.equals("/account/rate-limits")
                    ? Reply.of(new JsonMapper().createObjectNode().put("remaining", allowance.remaining()))
                    : Reply.error(404);
        }
        HerokuAnswer answer = found.get();
        Reply reply = answer.status() == 200 && answer.body().isArray() && counted
                ? Paging.page(answer.body(), header(exchange, "Range"), usualPage)
                : new Reply(
                        answer.status(),
                        answer.headers(),
                        path.contains("/slugs/") ? downloads.located(answer.body(), address()) : answer.body());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        return reply.status() == 200 ? tagged(reply, header(exchange, "If-None-Match")) : reply;
    }

    /** A client that has this very answer gets none. */
    private static Reply tagged(Reply reply, String known) {
        String text = reply.text();
        String tag = "\"" + Integer.toHexString(text.hashCode()) + text.length() + "\"";
        return known.equals(tag) ? Reply.unchanged(tag) : reply.withText(text).with("ETag", tag);
    }

    private Reply post(String path, String body) {
        String dynosOf = path.replaceFirst("^/apps/([^/]+)/dynos$", "$1");
        return dynosOf.equals(path) ? logSession(path) : dynos.start(dynosOf, body);
    }

    private Reply logSession(String path) {
        String app = path.replaceFirst("^/apps/([^/]+)/log-sessions$", "$1");
        if (!downloads.hasLog(app)) {
            return Reply.error(app.equals(path) ? 405 : 404);
        }
        return Reply.created(new JsonMapper()
                .createObjectNode()
                .put(
                        "id",
                        UUID.nameUUIDFromBytes(app.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("created_at", "2026-11-01T00:00:00Z")
                .put("updated_at", "2026-11-01T00:00:00Z")
                .put("logplex_url", address() + Downloads.LOGS + app));
    }

    private Reply download(String path) {
        if (path.startsWith(Downloads.SLUGS)) {
            return downloads.slug(path).map(Reply::bytes).orElse(Reply.error(404));
        }
        return downloads
                .log(path)
                .map(lines -> Reply.bytes((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)))
                .orElse(Reply.error(404));
    }

    private void send(HttpExchange exchange, Reply reply, boolean counted, boolean cut) throws IOException {
        String type = header(exchange, "Accept").startsWith("application/vnd.api") ? "vnd.api+json" : "json";
        exchange.getResponseHeaders().set("Content-Type", "application/" + type + ";charset=utf-8");
        if (counted) {
            exchange.getResponseHeaders().set("RateLimit-Remaining", String.valueOf(allowance.remaining()));
        }
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (reply.status() == 429) {
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(retryAfter.toSeconds()));
        }
        byte[] body = reply.bytes();
        // A promise of more than comes, so that the client sees the connection end.
        long promised = reply.status() == 304 ? -1 : cut ? body.length + 10 : body.length;
        exchange.sendResponseHeaders(reply.status(), promised);
        if (promised > 0) {
            exchange.getResponseBody().write(body);
            if (cut) {
                // Else the end overtakes it, and a client that has heard nothing at all asks again by itself, unseen.
                exchange.getResponseBody().flush();
            }
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
