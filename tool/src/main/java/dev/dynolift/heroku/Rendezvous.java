package dev.dynolift.heroku;

import dev.dynolift.error.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The place where Heroku joins a dyno's output and whoever wants to hear it: a connection whose first line says which
 * dyno, a greeting, then the output to its end. Bounded in time and size; for one hearing.
 */
final class Rendezvous {

    private static final int USUAL_PORT = 5000;
    private static final int MOST_BYTES = 256 << 10;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(15);
    private static final String GREETING = "rendezvous";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final URI address;
    private final Duration time;
    private final @Nullable SSLSocketFactory protection;
    private final AtomicBoolean givenUp = new AtomicBoolean();

    private Rendezvous(URI address, Duration time, @Nullable SSLSocketFactory protection) {
        this.address = address;
        this.time = time;
        this.protection = protection;
    }

    /** Protected by TLS, at a host whose certificate is checked. */
    static Rendezvous of(URI address, Duration time, SSLSocketFactory protection) {
        return new Rendezvous(address, time, protection);
    }

    /** Of a stand-in, whose words do not leave this machine. */
    static Rendezvous ofThisMachine(URI address, Duration time) throws IOException {
        if (!THIS_MACHINE.contains(address.getHost())) {
            throw new IOException("the stand-in named another machine");
        }
        return new Rendezvous(address, time, null);
    }

    /**
     * The output after the greeting.
     *
     * @param last after these words nothing more is waited for
     * @return also when the connection broke off
     */
    String hear(String last) throws IOException {
        try (Socket plain = new Socket()) {
            // A peer that says a byte now and then would pass any limit of a single read.
            CompletableFuture.delayedExecutor(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS)
                    .execute(() -> giveUp(plain));
            try {
                return hear(plain, last);
            } catch (IOException e) {
                if (givenUp.get()) {
                    throw new SocketTimeoutException("the dyno did not say enough in time");
                }
                throw e;
            }
        }
    }

    private String hear(Socket plain, String last) throws IOException {
        int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
        String host = address.getHost();
        try {
            long patience = Math.min(LONGEST_CONNECT.toMillis(), Math.max(1, time.toMillis()));
            plain.connect(new InetSocketAddress(host, port), (int) patience);
        } catch (IOException e) {
            throw new IOException(host + " does not answer at port " + port + " (" + Reason.of(e) + ")", e);
        }
        Socket socket = protection == null ? plain : protect(plain, protection, host, port);
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String which = address.getRawPath().substring(1) + query + "\r\n";
        socket.getOutputStream().write(which.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        String greeting = line(in);
        if (!greeting.equals(GREETING)) {
            throw new IOException(
                    greeting.isEmpty() ? "the connection to the dyno ended at once" : "something else answered");
        }
        return output(in, last);
    }

    private static Socket protect(Socket plain, SSLSocketFactory protection, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) protection.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            throw new IOException(host + " could not be talked to under protection (" + Reason.of(e) + ")", e);
        }
        return socket;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n' && line.length() <= GREETING.length()) {
            if (next != '\r') {
                line.append((char) next);
            }
            next = in.read();
        }
        return line.toString();
    }

    private String output(InputStream in, String last) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        while (!heard.toString(StandardCharsets.UTF_8).contains(last)) {
            int length = next(in, part);
            if (length < 0) {
                break;
            }
            heard.write(part, 0, length);
            if (heard.size() > MOST_BYTES) {
                throw new IOException("the dyno printed more than " + (MOST_BYTES >> 10) + " kB");
            }
        }
        return heard.toString(StandardCharsets.UTF_8);
    }

    /** A connection that breaks off is one way in which a dyno's output ends; one that was given up is out of time. */
    private int next(InputStream in, byte[] part) throws IOException {
        try {
            return in.read(part);
        } catch (IOException e) {
            if (givenUp.get()) {
                throw e;
            }
            return -1;
        }
    }

    private void giveUp(Socket socket) {
        givenUp.set(true);
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed already, which is all that is wanted.
        }
    }
}
