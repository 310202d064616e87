package dev.dynolift.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protected way to a dyno's output, with a server that has a certificate. */
class RendezvousTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private ServerSocket server;
    private CompletableFuture<String> asked;

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void the_word_goes_out_under_protection_and_the_output_comes_back() throws Exception {
        SSLContext context = context("localhost");
        serve(context);

        String heard = Rendezvous.of(address("localhost"), PATIENCE, context.getSocketFactory())
                .hear("the end");

        assertThat(heard).isEqualTo("one\r\ntwo");
        assertThat(asked.get()).isEqualTo("word?x=1");
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused_before_the_word_is_said() throws Exception {
        serve(context("localhost"));

        assertThatThrownBy(() -> Rendezvous.of(
                                address("localhost"), PATIENCE, (SSLSocketFactory) SSLSocketFactory.getDefault())
                        .hear("the end"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("under protection");
        assertThat(asked.handle((word, failure) -> failure != null).get()).isTrue();
    }

    @Test
    void a_certificate_of_another_host_is_refused() throws Exception {
        SSLContext context = context("elsewhere.example");
        serve(context);

        assertThatThrownBy(() -> Rendezvous.of(address("localhost"), PATIENCE, context.getSocketFactory())
                        .hear("the end"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("under protection");
    }

    @Test
    void a_port_that_nobody_listens_at_is_named() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            server = free;
        }

        assertThatThrownBy(() ->
                        Rendezvous.ofThisMachine(address("127.0.0.1"), PATIENCE).hear("the end"))
                .hasMessageContaining("127.0.0.1 does not answer at port " + server.getLocalPort());
    }

    @Test
    void a_stand_in_names_no_other_machine() {
        assertThatThrownBy(() -> Rendezvous.ofThisMachine(URI.create("rendezvous://example.com:5000/word"), PATIENCE))
                .hasMessageContaining("another machine");
    }

    private URI address(String host) {
        return URI.create("rendezvous://" + host + ":" + server.getLocalPort() + "/word?x=1");
    }

    private void serve(SSLContext context) throws IOException {
        server = context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("localhost"));
        asked = CompletableFuture.supplyAsync(() -> {
            try (Socket client = server.accept()) {
                String word = new BufferedReader(
                                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
                client.getOutputStream().write("rendezvous\r\none\r\ntwo".getBytes(StandardCharsets.US_ASCII));
                return word;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Vouches for itself and for nobody else. */
    private SSLContext context(String host) throws Exception {
        Path file = folder.resolve(host + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "SAN=dns:" + host,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String printed = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(printed).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
