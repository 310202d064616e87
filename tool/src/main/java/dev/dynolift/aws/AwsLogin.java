package dev.dynolift.aws;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * As whom and where AWS is asked.
 *
 * @param credentials asked again for each request: they expire
 * @param endpoint one for all services, as an emulator has; empty for AWS itself
 */
public record AwsLogin(AwsCredentialsProvider credentials, String region, Optional<URI> endpoint) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Checks that requests can go there.
     *
     * @throws DynoliftException INPUT for a region that cannot be one, or an endpoint without TLS elsewhere
     */
    public AwsLogin {
        if (!region.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "\"" + region + "\" is no AWS region",
                    "One looks like eu-west-1.",
                    "Set AWS_REGION.");
        }
        endpoint.ifPresent(AwsLogin::check);
    }

    private static void check(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean local = address.getHost() != null && THIS_MACHINE.contains(address.getHost());
        if (address.getHost() == null || !(scheme.equals("https") || scheme.equals("http") && local)) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "AWS cannot be asked at " + address,
                    "Requests would travel unprotected, or the address has no host.",
                    "Set AWS_ENDPOINT_URL to an https:// address, or unset it.");
        }
    }
}
