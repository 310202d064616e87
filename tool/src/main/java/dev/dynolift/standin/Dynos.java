package dev.dynolift.standin;

import dev.dynolift.heroku.HerokuAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One-off dynos, which run when somebody attaches: at a port of this machine, with the word that the answer to the POST
 * held. Thread-safe.
 */
final class Dynos implements AutoCloseable {

    /** The path by which faults hit connections: "late", "cut before the greeting". */
    static final String RENDEZVOUS = "/rendezvous";

    private static final JsonMapper JSON = new JsonMapper();

    /** Started, and waiting to be attached. */
    private record Started(OneOffDyno dyno, String command) {}

    private final StoredAnswers answers;
    private final Faults faults;
    private final ExecutorService workers;
    private final Map<String, OneOffDyno> byApp = new ConcurrentHashMap<>();
    private final Map<String, Started> waiting = new ConcurrentHashMap<>();
    private @Nullable ServerSocket listener;

    Dynos(StoredAnswers answers, Faults faults, ExecutorService workers) {
        this.answers = answers;
        this.faults = faults;
        this.workers = workers;
    }

    void put(String app, OneOffDyno dyno) {
        byApp.put(app, dyno);
    }

    /** Carries out a POST to {@code /apps/NAME/dynos}. */
    Reply start(String app, String body) {
        Optional<HerokuAnswer> known = answers.find("/apps/" + app, "");
        OneOffDyno dyno = byApp.get(app);
        if (known.isEmpty() || dyno == null) {
            return Reply.error(known.isEmpty() ? 404 : 422);
        }
        JsonNode wanted;
        try {
            wanted = JSON.readTree(body);
        } catch (JacksonException e) {
            return Reply.error(400);
        }
        String command = wanted.path("command").asString("");
        if (command.isEmpty()) {
            return Reply.error(422);
        }
        ObjectNode started = JSON.createObjectNode()
                .put("command", command)
                .put("created_at", "2026-11-01T00:00:00Z")
                .put("id", UUID.randomUUID().toString())
                .put("name", "run.4711")
                .put("size", "basic")
                .put("state", "starting")
                .put("type", "run")
                .put("updated_at", "2026-11-01T00:00:00Z");
        started.putObject("app")
                .put("id", known.get().body().path("id").asString(""))
                .put("name", app);
        started.putObject("release").put("id", UUID.randomUUID().toString()).put("version", 11);
        if (wanted.path("attach").asBoolean(false)) {
            String word = UUID.randomUUID().toString();
            waiting.put(word, new Started(dyno, command));
            started.put("attach_url", "rendezvous://127.0.0.1:" + port() + "/" + word);
        } else {
            started.putNull("attach_url");
        }
        return Reply.created(started);
    }

    private synchronized int port() {
        if (listener == null) {
            ServerSocket opened = LocalServer.listen();
            listener = opened;
            workers.execute(() -> accept(opened));
        }
        return listener.getLocalPort();
    }

    private void accept(ServerSocket open) {
        while (!open.isClosed()) {
            try {
                Socket client = open.accept();
                workers.execute(() -> attach(client));
            } catch (IOException e) {
                // Closed, or somebody who went away again.
            }
        }
    }

    private void attach(Socket client) {
        try (client) {
            Optional<Fault> fault = faults.next("GET", RENDEZVOUS);
            if (fault.isPresent()) {
                Thread.sleep(fault.get().delay().toMillis());
            }
            String word = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            Started started = word == null ? null : waiting.remove(word);
            if (started == null
                    || fault.filter(one -> one.status() == Fault.CUT).isPresent()) {
                return;
            }
            OutputStream output = client.getOutputStream();
            output.write("rendezvous\r\n".getBytes(StandardCharsets.US_ASCII));
            started.dyno().run(started.command(), output);
        } catch (IOException e) {
            // Whoever was attached sees the connection end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (listener != null) {
                listener.close();
            }
        } catch (IOException e) {
            // Nobody is served any more in any case.
        }
    }
}
