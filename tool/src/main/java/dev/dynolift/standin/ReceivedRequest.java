package dev.dynolift.standin;

/**
 * A request as the stand-in received it, without its token.
 *
 * @param range empty when none was sent
 * @param body empty for a GET
 * @param authorized whether a login came with it
 */
public record ReceivedRequest(
        String method, String path, String accept, String range, int status, String body, boolean authorized) {

    /** A request that asks and carries nothing. */
    public ReceivedRequest(String method, String path, String accept, String range, int status) {
        this(method, path, accept, range, status, "", true);
    }

    /** Shows no body: it may hold settings. */
    @Override
    public String toString() {
        return method + " " + path + " -> " + status;
    }
}
