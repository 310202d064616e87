package dev.dynolift.postgres;

import dev.dynolift.error.CertificateProblem;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Why a connection is not as safe as its URL wants it, in words: the driver has none of its own for most.
 *
 * @param why a clause
 * @param mend what to change in the URL, a sentence
 */
record EncryptionMistake(String why, String mend) {

    static Optional<EncryptionMistake> of(SQLException e, String side) {
        String url = "the " + side + "'s URL";
        String message = String.valueOf(e.getMessage());
        Optional<CertificateProblem> certificate = CertificateProblem.of(e);
        if (certificate.isPresent()) {
            return certificate.map(problem -> ofCertificate(problem, url));
        }
        if (message.contains("does not support SSL")) {
            return Optional.of(new EncryptionMistake(
                    "the server does not encrypt at all",
                    "Switch TLS on at the server; or take sslmode out of " + url + " where the network is your own."));
        }
        if (message.contains("SSL root certificate file")) {
            return Optional.of(new EncryptionMistake(
                    "the file that sslrootcert names cannot be read",
                    "Check sslrootcert in " + url + "; without it ~/.postgresql/root.crt is taken."));
        }
        return Optional.empty();
    }

    private static EncryptionMistake ofCertificate(CertificateProblem problem, String url) {
        return switch (problem) {
            case UNKNOWN_ISSUER ->
                new EncryptionMistake(
                        "the server's certificate is signed by nobody whom sslrootcert names",
                        "Give the file with the signers' certificates as sslrootcert in " + url + " (for RDS: AWS's"
                                + " global-bundle.pem); with sslmode=require nobody looks at the certificate, and"
                                + " nobody knows who answers.");
            case OTHER_NAME ->
                new EncryptionMistake(
                        "the server's certificate is for another host",
                        "Give the host as the certificate names it in " + url
                                + "; with sslmode=verify-ca its name is not looked at.");
            case NOT_YET_VALID, EXPIRED ->
                new EncryptionMistake(problem.why().replaceFirst("^its ", "the server's "), problem.next());
        };
    }
}
