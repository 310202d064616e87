package dev.dynolift.standin;

import com.sun.net.httpserver.HttpServer;
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

    static HttpServer create() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    }
}
