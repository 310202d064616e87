package dev.dynolift.engine;

import dev.dynolift.server.ServerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way to a server, where a test can listen and which it can cut: a port of its own that leads there, a {@link
 * WireLine} for each connection.
 */
final class Wire implements AutoCloseable {

    /** Hears statements on their way. Called by a line's own threads, one at a time for each; its client waits. */
    interface Watcher {

        /** Hears nothing. */
        Watcher NONE = new Watcher() {};

        /** The server has not got it yet, and the line may ask something before it. */
        default void before(WireLine line, String statement) throws IOException {}

        /** The server has carried it out, and the client does not know yet. */
        default void after(WireLine line, String statement) {}
    }

    private final ServerSocket entrance;
    private final InetSocketAddress server;
    private final Set<WireLine> lines = ConcurrentHashMap.newKeySet();
    private volatile Watcher watcher;

    private Wire(ServerSocket entrance, InetSocketAddress server, Watcher watcher) {
        this.entrance = entrance;
        this.server = server;
        this.watcher = watcher;
    }

    static Wire to(ServerAddress address, Watcher watcher) {
        try {
            Wire wire = new Wire(
                    new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                    new InetSocketAddress(address.host(), address.port()),
                    watcher);
            Thread acceptor = new Thread(wire::accept, "wire to " + address.port());
            acceptor.setDaemon(true);
            acceptor.start();
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same database and user by this way. */
    ServerAddress address(ServerAddress direct) {
        return new ServerAddress(
                "127.0.0.1", entrance.getLocalPort(), direct.database(), direct.user(), direct.password());
    }

    /** Statements that come from now on are heard by another. */
    void listen(Watcher other) {
        watcher = other;
    }

    /** Resets all connections that are open now, to both ends; new ones are let through. */
    void cut() {
        lines.forEach(WireLine::cut);
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void accept() {
        while (true) {
            Socket client;
            try {
                client = entrance.accept();
            } catch (IOException closed) {
                return;
            }
            Socket there = new Socket();
            try {
                there.connect(server, 5_000);
                WireLine line = new WireLine(client, there, this);
                lines.add(line);
                line.start();
            } catch (IOException unreachable) {
                WireLine.reset(client);
                WireLine.reset(there);
            }
        }
    }

    Watcher watcher() {
        return watcher;
    }

    void ended(WireLine line) {
        lines.remove(line);
    }
}
