package dev.dynolift.fence;

import dev.dynolift.postgres.StatementWords;
import dev.dynolift.secret.Redactor;

/**
 * A session of somebody else's: enough of it to find out whose it is.
 *
 * @param client the address that it comes from; empty for one on the server's own machine
 * @param state as the server says it: "idle in transaction"
 * @param statement that it runs, or ran last
 * @param transaction the number of the one that it is in; empty where that does not matter
 */
public record Writer(
        long process,
        String user,
        String application,
        String client,
        String state,
        String statement,
        String transaction) {

    /** It in words, without any value that its statement may hold. */
    public String words() {
        return Redactor.redact("process " + process + " (user " + user + ", application \"" + application + "\""
                + (client.isEmpty() ? "" : ", from " + client) + (state.isEmpty() ? "" : ", " + state)
                + (statement.isBlank() ? "" : ", " + StatementWords.of(statement)) + ")");
    }
}
