package dev.dynolift.rounds;

import dev.dynolift.control.Direction;
import dev.dynolift.postgres.Session;
import java.util.HashSet;
import java.util.Set;

/**
 * Relations whose rows the next round takes over as a whole, as nobody knows which of them have changed. Kept at the
 * receiver until that is done. Each call uses the caller's transaction.
 */
public final class Recopies {

    private final Direction direction;

    public Recopies(Direction direction) {
        this.direction = direction;
    }

    /**
     * Has a table, or one partition, copied again.
     *
     * @param relation the sender's number of it
     */
    public void add(Session receiver, long relation) {
        receiver.update(
                "INSERT INTO dynolift.recopy (direction, relation) VALUES (?, ?) ON CONFLICT DO NOTHING",
                direction.word(),
                relation);
    }

    /** Those that are to be copied again, by the sender's numbers. */
    Set<Long> open(Session receiver) {
        return new HashSet<>(receiver.query(
                "SELECT relation FROM dynolift.recopy WHERE direction = ?", row -> row.getLong(1), direction.word()));
    }

    /** All of them are done. */
    void close(Session receiver) {
        receiver.update("DELETE FROM dynolift.recopy WHERE direction = ?", direction.word());
    }
}
