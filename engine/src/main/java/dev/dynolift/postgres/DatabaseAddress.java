package dev.dynolift.postgres;

import java.util.Optional;

/**
 * Where a database is and who connects, as somebody else says it and may say it differently tomorrow: Heroku rotates
 * credentials at any time. Implementations are thread-safe.
 */
@FunctionalInterface
public interface DatabaseAddress {

    /** The address as far as is known now. */
    DatabaseUrl get();

    /**
     * Asks again, because the server at an address does not answer or lets nobody in.
     *
     * @return another address; empty when there is none
     */
    default Optional<DatabaseUrl> insteadOf(DatabaseUrl failing) {
        return Optional.of(get()).filter(now -> !now.equals(failing));
    }

    /** Whether another address may come by itself: a file or a command can change, an environment cannot. */
    default boolean mayChange() {
        return false;
    }
}
