package dev.dynolift.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Receivers of log lines on this machine: HTTPS, syslog with and without TLS, and some that do not receive. */
final class LogReceivers implements AutoCloseable {

    private static final String PASSWORD = UUID.randomUUID().toString();

    private final List<AutoCloseable> open = new ArrayList<>();
    private final SSLContext tls;
    private final Path certificate;

    /** What came in one request, or on one connection. */
    record Received(String target, Map<String, String> headers, byte[] body) {}

    /** @param folder gets the key and the certificate */
    LogReceivers(Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-alias",
                        "receiver",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String printed = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(printed).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, PASSWORD.toCharArray());
        tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), null, null);
        certificate = folder.resolve("certificate.pem");
        Files.writeString(
                certificate,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(store.getCertificate("receiver").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    /** Whoever trusts this file trusts the receivers. */
    Path certificate() {
        return certificate;
    }

    /** Answers each request with a status and keeps it; returns the port, as do those below. */
    int https(int status, BlockingQueue<Received> received) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
            received.add(new Received(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    headers,
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        open.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    /** Keeps what comes on each connection. */
    int syslog(boolean encrypted, BlockingQueue<Received> received) throws IOException {
        ServerSocket server = encrypted
                ? tls.getServerSocketFactory().createServerSocket(0, 9, InetAddress.getLoopbackAddress())
                : new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        return serve(
                server,
                connection -> received.add(
                        new Received("", Map.of(), connection.getInputStream().readAllBytes())));
    }

    /** Takes a connection and resets it. */
    int resetting() throws IOException {
        return serve(new ServerSocket(0, 9, InetAddress.getLoopbackAddress()), connection -> {
            connection.getInputStream().read();
            connection.setSoLinger(true, 0);
        });
    }

    /** Takes a connection and never says a word. */
    int silent() throws IOException {
        // The system takes it, and nobody fetches it from there.
        ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        open.add(server);
        return server.getLocalPort();
    }

    /** Where nobody listens. */
    static int nobody() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }

    private int serve(ServerSocket server, Connection connection) {
        open.add(server);
        Thread thread = new Thread(() -> {
            while (true) {
                try (Socket socket = server.accept()) {
                    connection.taken(socket);
                } catch (IOException e) {
                    if (server.isClosed()) {
                        return;
                    }
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server.getLocalPort();
    }

    private interface Connection {
        void taken(Socket socket) throws IOException;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }
}
