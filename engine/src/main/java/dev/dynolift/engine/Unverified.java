package dev.dynolift.engine;

import dev.dynolift.control.Compared;
import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import java.util.Optional;

/**
 * A handover that did not wait until every row was compared. It stays marked as such, in the record of the side that has
 * taken over, until all rows are compared: those that nobody has changed there since are then known to have arrived.
 */
public final class Unverified {

    /** What to do about rows that differ afterwards. */
    static final String BY_HAND =
            "Run `dynolift data verify`: it names each row that did not arrive; make these the same by"
                    + " hand. When it finds that nothing else differs, the same command goes on.";

    private Unverified() {}

    /**
     * Every row was compared by now: takes the mark away.
     *
     * @return how much had been compared at the handover; empty when it was not marked
     */
    static Optional<Compared> end(Direction direction, Session sender, Session receiver) {
        ProgressStore record = new ProgressStore(direction);
        Optional<Compared> compared = record.unverified(receiver);
        if (compared.isPresent()) {
            record.proved(receiver);
            new Control(direction).proved(sender);
        }
        return compared;
    }

    /** How much had been compared at the handover that a state came from; empty unless it is marked. */
    public static Optional<Compared> last(TargetState state, Session source, Session target) {
        return state.towardsUse()
                .flatMap(way -> new ProgressStore(way).unverified(way == Direction.FORWARD ? target : source));
    }

    /** Takes away the mark of the handover that a state came from. */
    static Optional<Compared> end(TargetState state, Database source, Database target) {
        try (Session from = source.open("record");
                Session to = target.open("record")) {
            return state.towardsUse()
                    .flatMap(way -> way == Direction.FORWARD ? end(way, from, to) : end(way, to, from));
        }
    }
}
