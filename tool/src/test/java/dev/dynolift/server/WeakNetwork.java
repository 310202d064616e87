package dev.dynolift.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A way to a server of this machine that fails as networks do. Thread-safe. */
public final class WeakNetwork implements AutoCloseable {

    private final int serverPort;
    private final ServerSocket listener;
    private final List<Way> ways = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable String> fatalWord = new AtomicReference<>();
    private volatile boolean vanishing;
    private volatile boolean down;

    public WeakNetwork(int serverPort) {
        this.serverPort = serverPort;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Connections stay open and whatever is sent is lost, also on new ones. */
    public void losePackets() {
        vanishing = true;
        ways.forEach(way -> way.dead = true);
    }

    /** Ends all connections and refuses new ones. */
    public void goDown() {
        down = true;
        cut();
    }

    /** Ends all connections. */
    public void cut() {
        ways.forEach(Way::close);
    }

    /** New connections are as they should be; those of before are lost. */
    public void recover() {
        vanishing = false;
        down = false;
    }

    /** Delivers the next message with this word, and ends its connection in place of the answer. */
    public void loseAnswerTo(String word) {
        fatalWord.set(word);
    }

    public boolean hasLostTheAnswer() {
        return fatalWord.get() == null;
    }

    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (down) {
                    client.close();
                    continue;
                }
                Way way = new Way(client, new Socket(InetAddress.getLoopbackAddress(), serverPort));
                way.dead = vanishing;
                ways.add(way);
                start(() -> way.pump(client, way.server, true));
                start(() -> way.pump(way.server, client, false));
            } catch (IOException e) {
                // The server is down, or this network is closed.
                continue;
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "weak network");
        thread.setDaemon(true);
        thread.start();
    }

    private final class Way {

        private final Socket client;
        private final Socket server;
        private volatile boolean dead;
        private volatile boolean unanswered;

        Way(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pump(Socket from, Socket to, boolean toServer) {
            byte[] bytes = new byte[64 * 1024];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    String word = fatalWord.get();
                    if (toServer
                            && word != null
                            && new String(bytes, 0, read, StandardCharsets.ISO_8859_1).contains(word)
                            && fatalWord.compareAndSet(word, null)) {
                        unanswered = true;
                    }
                    if (!toServer && unanswered) {
                        return;
                    }
                    if (!dead) {
                        out.write(bytes, 0, read);
                    }
                }
            } catch (IOException e) {
                // Closed at either end.
                return;
            } finally {
                if (!dead) {
                    close();
                }
            }
        }

        void close() {
            ways.remove(this);
            for (Socket end : List.of(client, server)) {
                try {
                    end.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
