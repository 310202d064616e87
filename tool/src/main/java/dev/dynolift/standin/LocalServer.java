package dev.dynolift.standin;

import com.sun.net.httpserver.HttpServer;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Servers on this machine alone, at ports that are free. */
final class LocalServer {

    static {
        // Without it each answer's last packet waits 40 ms for the one before it to be acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private LocalServer() {}

    /** One that speaks HTTP, not started yet. */
    static HttpServer create() {
        try {
            return HttpServer.create(new InetSocketAddress(address(), 0), 0);
        } catch (IOException e) {
            throw noPort(e);
        }
    }

    /** One for any protocol. */
    static ServerSocket listen() {
        try {
            return new ServerSocket(0, 10, address());
        } catch (IOException e) {
            throw noPort(e);
        }
    }

    private static InetAddress address() throws IOException {
        return InetAddress.getByName("127.0.0.1");
    }

    private static DynoliftException noPort(IOException e) {
        return new DynoliftException(
                ErrorCode.IN_USE,
                "a stand-in cannot listen on this machine",
                Reason.of(e),
                "Free a port and run the same command again.",
                e);
    }
}
