package dev.dynolift.error;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a server's certificate was not accepted: each has another cure. */
public enum CertificateProblem {
    /** Its time has not come, by this machine's clock. */
    NOT_YET_VALID(
            "its certificate is not valid yet",
            "Set this machine's clock if it is behind; else whoever runs the server has to put the former certificate"
                    + " back."),
    /** Its time is over, by this machine's clock. */
    EXPIRED(
            "its certificate has expired",
            "Set this machine's clock if it is ahead; else whoever runs the server has to renew the certificate."),
    /** It was made for another name. */
    OTHER_NAME(
            "its certificate is for another host",
            "Check the address; a proxy or a guest network may answer in its place."),
    /** Nobody whom this machine trusts has signed it. */
    UNKNOWN_ISSUER(
            "its certificate is signed by nobody whom this machine trusts",
            "If a proxy of your company opens TLS, give Java its certificate (`keytool -importcert -cacerts -file"
                    + " FILE`); else somebody answers in the server's place.");

    private static final Pattern NAME =
            Pattern.compile(".*(subject alternative|No name matching|hostnameverifier).*", Pattern.DOTALL);

    private final String why;
    private final String next;

    CertificateProblem(String why, String next) {
        this.why = why;
        this.next = next;
    }

    /** A clause, without a name. */
    public String why() {
        return why;
    }

    /** What to do, a sentence. */
    public String next() {
        return next;
    }

    /**
     * What to do about a connection that failed.
     *
     * @param otherwise when it was no certificate's fault
     */
    public static String next(Throwable failure, String otherwise) {
        return of(failure).map(CertificateProblem::next).orElse(otherwise);
    }

    /** The problem that made a connection fail; empty when it was something else. No second attempt mends it. */
    public static Optional<CertificateProblem> of(Throwable failure) {
        Optional<CertificateProblem> found = Optional.empty();
        int depth = 0;
        for (Throwable one = failure; one != null && depth < 20; one = one.getCause()) {
            // What lies further inside says more.
            Optional<CertificateProblem> before = found;
            found = kind(one).or(() -> before);
            depth++;
        }
        return found;
    }

    private static Optional<CertificateProblem> kind(Throwable one) {
        if (one instanceof CertificateNotYetValidException) {
            return Optional.of(NOT_YET_VALID);
        }
        if (one instanceof CertificateExpiredException) {
            return Optional.of(EXPIRED);
        }
        if (one instanceof CertPathBuilderException || one instanceof CertPathValidatorException) {
            return Optional.of(UNKNOWN_ISSUER);
        }
        return NAME.matcher(String.valueOf(one.getMessage())).matches() ? Optional.of(OTHER_NAME) : Optional.empty();
    }
}
