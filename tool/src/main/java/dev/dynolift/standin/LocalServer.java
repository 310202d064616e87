package dev.dynolift.standin;

import com.sun.net.httpserver.HttpServer;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A web server on this machine alone, at a port that is free. */
final class LocalServer {

    static {
        // Without it each answer's last packet waits 40 ms for the one before it to be acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private LocalServer() {}

    static HttpServer create() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.IN_USE,
                    "a stand-in cannot listen on this machine",
                    String.valueOf(e.getMessage()),
                    "Free a port and run the same command again.",
                    e);
        }
    }
}
