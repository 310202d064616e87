package dev.dynolift.rest;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Secret;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whom to ask, and as whom.
 *
 * @param name as people call it: "Cloudflare"
 * @param address of the API, without a slash at the end
 * @param scheme the word before the login in the Authorization header: "Bearer"
 * @param login sent to that address and nowhere else
 * @param headers sent with each request
 * @param nextLogin what to do when the login is refused
 */
public record Vendor(
        String name, URI address, String scheme, Secret login, Map<String, String> headers, String nextLogin) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Checks that the login can be sent there.
     *
     * @throws DynoliftException INPUT for an address without TLS outside this machine, or a login that cannot be one
     */
    public Vendor {
        headers = Map.copyOf(headers);
        String protocol = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        boolean local = address.getHost() != null && THIS_MACHINE.contains(address.getHost());
        if (address.getHost() == null || !(protocol.equals("https") || protocol.equals("http") && local)) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    name + " cannot be asked at " + address,
                    "The login would travel unprotected, or the address has no host.",
                    "Give an https:// address, or an http:// one of this machine.");
        }
        // Checked here because the JDK's own complaint would quote the header.
        if (!login.reveal().matches("[!-~]+")) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the login to " + name + " cannot be used",
                    "It is empty or holds characters that no token has.",
                    nextLogin);
        }
    }
}
