package dev.dynolift.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A place that the app's log lines are sent to.
 *
 * @param scheme "syslog+tls", "https" …
 * @param host without path, port and credentials, which often hold a token
 * @param addon the add-on that owns it; null for one that a person added
 */
public record LogDrain(String scheme, String host, @Nullable String addon) {

    /** The host of an address that nobody can tell from its login. */
    public static final String UNKNOWN = "unknown";
}
