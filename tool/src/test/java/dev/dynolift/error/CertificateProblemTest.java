package dev.dynolift.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsServer;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real handshakes with servers of this machine say of a certificate. */
class CertificateProblemTest {

    private static TlsServers servers;

    private HttpsServer server;

    @BeforeAll
    static void authority(@TempDir Path folder) throws Exception {
        servers = new TlsServers(folder);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void a_certificate_that_is_in_order_is_accepted() throws Exception {
        server = servers.signed("localhost", "-1d", 9);

        assertThat(asked()).isNull();
    }

    @Test
    void one_that_is_over_is_told_with_its_cure() throws Exception {
        server = servers.signed("localhost", "-10d", 5);

        assertThat(saidOf(asked())).contains("has expired", "clock if it is ahead", "renew");
    }

    @Test
    void one_whose_time_has_not_come_is_told_with_its_cure() throws Exception {
        server = servers.signed("localhost", "+5d", 5);

        assertThat(saidOf(asked())).contains("not valid yet", "clock if it is behind");
    }

    @Test
    void one_of_another_host_is_told_with_its_cure() throws Exception {
        server = servers.signed("api.crema.example", "-1d", 9);

        assertThat(saidOf(asked())).contains("is for another host", "guest network");
    }

    @Test
    void one_that_nobody_trusted_has_signed_is_told_with_its_cure() throws Exception {
        server = servers.selfSigned("localhost");

        assertThat(saidOf(asked())).contains("nobody whom this machine trusts", "keytool -importcert");
    }

    @Test
    void heroku_is_asked_once_where_another_answers_in_its_place() throws Exception {
        server = servers.signed("localhost", "-2d", 9);
        List<String> waited = new ArrayList<>();
        HerokuApi api = new HerokuApi(
                HerokuHosts.all(address()),
                new Secret("HRKU-0"),
                event -> waited.add(event.toString()),
                AnswerListener.NONE);

        DynoliftException refused = catchThrowableOfType(DynoliftException.class, () -> api.object("/account"));

        assertThat(refused.why()).contains("nobody whom this machine trusts");
        assertThat(refused.next()).contains("keytool -importcert");
        assertThat(waited).isEmpty();
    }

    @Test
    void a_connection_that_breaks_off_has_no_problem_of_a_certificate() {
        assertThat(CertificateProblem.of(new SSLHandshakeException("Remote host terminated the handshake")))
                .isEmpty();
    }

    private URI address() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/");
    }

    /** The failure as the JDK throws it; null when there was none. */
    private Throwable asked() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(servers.trusting()).build();
        Throwable failure = catchThrowable(
                () -> client.send(HttpRequest.newBuilder(address()).build(), HttpResponse.BodyHandlers.discarding()));
        assertThat(failure).satisfiesAnyOf(none -> assertThat(none).isNull(), one -> assertThat(one)
                .isInstanceOf(IOException.class));
        return failure;
    }

    private static String saidOf(Throwable failure) {
        return Reason.of(failure) + ". "
                + CertificateProblem.of(failure).orElseThrow().next();
    }
}
