package dev.dynolift.inventory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate under which an app answers. Its key never leaves Heroku.
 *
 * @param name Heroku's name of the endpoint: "abyssinian-60518"
 * @param domains that it is made out to
 * @param automatic whether Heroku renews it
 */
public record Certificate(
        String name,
        List<String> domains,
        @Nullable Instant expiresAt,
        @Nullable String issuer,
        boolean automatic,
        boolean selfSigned) {

    public Certificate {
        domains = List.copyOf(domains);
    }
}
