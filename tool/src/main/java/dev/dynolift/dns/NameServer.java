package dev.dynolift.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Whom to ask.
 *
 * @param address empty for the ones that this machine uses
 * @param patience with one question
 */
public record NameServer(Optional<InetSocketAddress> address, Duration patience) {

    /** This machine's own resolvers. */
    public static NameServer ofThisMachine() {
        return new NameServer(Optional.empty(), Duration.ofSeconds(4));
    }

    /** One server, as in a test. */
    public static NameServer at(InetSocketAddress address) {
        return new NameServer(Optional.of(address), Duration.ofSeconds(2));
    }
}
