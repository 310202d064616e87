package dev.dynolift.rounds;

import dev.dynolift.catalog.Definitions;
import dev.dynolift.control.Direction;
import dev.dynolift.postgres.Session;
import java.util.SortedSet;

/**
 * Sees to it that no round moves rows of tables that are not what the round was made for. Looks at the round's own
 * snapshot, so a change is seen by the first round that could see a row written after it. Not thread-safe.
 */
final class DefinitionGuard {

    private final KeptDefinitions kept;
    private Definitions known;

    /** @param known what the rounds are made for */
    DefinitionGuard(Direction direction, Definitions known) {
        this.kept = new KeptDefinitions(direction);
        this.known = known;
    }

    /**
     * Looks within the round's transactions. That a table's rows lie in another file is kept with the round: VACUUM FULL
     * and its like change no row.
     *
     * @throws DefinitionsChangedException when rows may be others than the log says
     */
    void look(Session sender, Session receiver) {
        if (Definitions.digest(sender).equals(known.digest())) {
            return;
        }
        Definitions now = requireFollowed(sender);
        kept.keep(receiver, now);
        known = now;
    }

    /** Looks where no round can be begun; keeps nothing. */
    Definitions requireFollowed(Session sender) {
        Definitions now = Definitions.read(sender);
        SortedSet<String> changed = now.notFollowedFrom(known);
        if (!changed.isEmpty()) {
            throw new DefinitionsChangedException(sender.side(), changed);
        }
        return now;
    }
}
