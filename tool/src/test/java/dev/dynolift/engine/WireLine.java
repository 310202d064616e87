package dev.dynolift.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection over a {@link Wire}. Of PostgreSQL's protocol (its documentation: "Message Formats") it knows how
 * messages are bounded, which ones bring a statement, and when an answer is at its end.
 */
final class WireLine {

    private static final int REQUEST_TO_ENCRYPT = 80877103;
    private static final int REQUEST_TO_ENCRYPT_BY_GSS = 80877104;
    private static final int PATIENCE_SECONDS = 60;

    /** What the line itself asked, between two statements of its client. */
    private record Question(List<String> rows, CompletableFuture<List<String>> answer) {}

    private final Socket client;
    private final Socket server;
    private final Wire wire;
    private final DataInputStream fromClient;
    private final DataOutputStream toClient;
    private final DataInputStream fromServer;
    private final DataOutputStream toServer;
    private final List<String> transaction = new CopyOnWriteArrayList<>();
    private boolean inTransaction;
    private volatile @Nullable Question question;
    private volatile @Nullable String awaited;

    WireLine(Socket client, Socket server, Wire wire) throws IOException {
        this.client = client;
        this.server = server;
        this.wire = wire;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        fromClient = new DataInputStream(new BufferedInputStream(client.getInputStream(), 1 << 16));
        toClient = new DataOutputStream(new BufferedOutputStream(client.getOutputStream(), 1 << 16));
        fromServer = new DataInputStream(new BufferedInputStream(server.getInputStream(), 1 << 16));
        toServer = new DataOutputStream(new BufferedOutputStream(server.getOutputStream(), 1 << 16));
    }

    /** Lets both directions flow, until one end is closed. */
    void start() {
        thread("to the server", this::forwardStatements);
        thread("to the client", this::forwardAnswers);
    }

    /** Whether the client has sent such words in its transaction, the latest one that it began. */
    boolean saidInTransaction(String words) {
        return transaction.stream().anyMatch(statement -> statement.contains(words));
    }

    /** Asks the server in the client's own session and transaction; only from within {@link Wire.Watcher#before}. */
    List<String> ask(String query) throws IOException {
        Question asked = new Question(new ArrayList<>(), new CompletableFuture<>());
        question = asked;
        send(toServer, 'Q', (query + '\0').getBytes(StandardCharsets.UTF_8));
        toServer.flush();
        try {
            return asked.answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no answer to " + query, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Resets both ends. */
    void cut() {
        reset(client);
        reset(server);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // Nothing is left to be reset.
        }
    }

    /** One direction's work. */
    private interface Flow {
        void run() throws IOException;
    }

    private void thread(String name, Flow flow) {
        Thread thread = new Thread(
                () -> {
                    try {
                        flow.run();
                    } catch (IOException gone) {
                        // One end is closed, so the other one will be.
                    } finally {
                        end();
                    }
                },
                "wire " + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void end() {
        for (Socket socket : List.of(client, server)) {
            try {
                socket.close();
            } catch (IOException gone) {
                // It is what we want.
            }
        }
        Question open = question;
        if (open != null) {
            open.answer.completeExceptionally(new IOException("the server is gone"));
        }
        wire.ended(this);
    }

    private void forwardStatements() throws IOException {
        begin();
        while (true) {
            int type = fromClient.read();
            if (type < 0) {
                return;
            }
            byte[] body = body(fromClient);
            if (type == 'Q') {
                hear(text(body, 0));
            } else if (type == 'P') {
                hear(text(body, text(body, 0).getBytes(StandardCharsets.UTF_8).length + 1));
            }
            send(toServer, type, body);
            if (fromClient.available() == 0) {
                toServer.flush();
            }
        }
    }

    /** The first message has no type. Encryption is refused: we want to read. */
    private void begin() throws IOException {
        while (true) {
            byte[] body = body(fromClient);
            int code = ByteBuffer.wrap(body).getInt();
            if (code != REQUEST_TO_ENCRYPT && code != REQUEST_TO_ENCRYPT_BY_GSS) {
                toServer.writeInt(body.length + 4);
                toServer.write(body);
                toServer.flush();
                return;
            }
            toClient.writeByte('N');
            toClient.flush();
        }
    }

    private void hear(String statement) throws IOException {
        if (statement.startsWith("BEGIN")) {
            transaction.clear();
            inTransaction = true;
        }
        wire.watcher().before(this, statement);
        if (inTransaction) {
            transaction.add(statement);
        }
        inTransaction &= !statement.equals("COMMIT") && !statement.equals("ROLLBACK");
        awaited = statement;
    }

    private void forwardAnswers() throws IOException {
        while (true) {
            int type = fromServer.read();
            if (type < 0) {
                return;
            }
            byte[] body = body(fromServer);
            Question open = question;
            if (open != null) {
                answer(open, type, body);
                continue;
            }
            String done = awaited;
            if (type == 'E') {
                awaited = null;
            } else if (type == 'Z' && done != null) {
                awaited = null;
                wire.watcher().after(this, done);
            }
            send(toClient, type, body);
            if (fromServer.available() == 0) {
                toClient.flush();
            }
        }
    }

    /** The client hears nothing of it. */
    private void answer(Question open, int type, byte[] body) {
        switch (type) {
            case 'D' -> open.rows.add(firstColumn(body));
            case 'E' -> open.answer.completeExceptionally(new IOException(text(body, 1)));
            case 'Z' -> {
                question = null;
                open.answer.complete(open.rows);
            }
            default -> {
                // Of no interest.
            }
        }
    }

    private static String firstColumn(byte[] row) {
        int length = ByteBuffer.wrap(row).getInt(2);
        return length < 0 ? "" : new String(row, 6, length, StandardCharsets.UTF_8);
    }

    private static byte[] body(DataInputStream from) throws IOException {
        int length = from.readInt() - 4;
        byte[] body = from.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the connection ended within a message");
        }
        return body;
    }

    private static void send(DataOutputStream to, int type, byte[] body) throws IOException {
        to.writeByte(type);
        to.writeInt(body.length + 4);
        to.write(body);
    }

    private static String text(byte[] body, int from) {
        int end = from;
        while (end < body.length && body[end] != 0) {
            end++;
        }
        return new String(body, from, end - from, StandardCharsets.UTF_8);
    }
}
