package dev.dynolift.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** What a failed handshake says of the server's certificate, as the JDK nests it. */
class CertificateProblemTest {

    @Test
    void each_problem_is_said_as_such_with_its_own_cure() {
        assertThat(saidOf(new CertPathValidatorException(
                        "validity check failed", new CertificateNotYetValidException("NotBefore: tomorrow"))))
                .contains("not valid yet", "clock if it is behind");
        assertThat(saidOf(new CertPathValidatorException(
                        "validity check failed", new CertificateExpiredException("NotAfter: yesterday"))))
                .contains("has expired", "clock if it is ahead", "renew");
        assertThat(saidOf(new CertificateException("No subject alternative DNS name matching api.heroku.com found.")))
                .contains("another host", "guest network");
        assertThat(saidOf(new CertificateException("No name matching api.heroku.com found")))
                .contains("another host");
        assertThat(saidOf(new CertPathBuilderException("unable to find valid certification path to requested target")))
                .contains("nobody whom this machine trusts", "keytool -importcert");
    }

    @Test
    void a_connection_that_breaks_off_has_no_problem_of_a_certificate() {
        assertThat(CertificateProblem.of(new SSLHandshakeException("Remote host terminated the handshake")))
                .isEmpty();
    }

    private static String saidOf(Exception cause) {
        SSLHandshakeException handshake = new SSLHandshakeException(String.valueOf(cause.getMessage()));
        handshake.initCause(cause);
        IOException failure = new IOException(handshake.getMessage(), handshake);
        return Reason.of(failure) + ". "
                + CertificateProblem.of(failure).orElseThrow().next();
    }
}
