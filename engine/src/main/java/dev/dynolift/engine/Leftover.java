package dev.dynolift.engine;

import dev.dynolift.control.Direction;
import dev.dynolift.control.Phase;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import java.util.Optional;

/**
 * What stays at a target when the record of a copy is taken away before the copy is complete: tables that may be half
 * filled, and nothing that says so.
 *
 * @param tables how many of the copy's tables are there
 * @param command that would go on with the copy or start it over, without the program's name: "data copy --quiet"
 * @param rowsOnly whether the tables were there before the copy
 */
public record Leftover(long tables, String command, boolean rowsOnly) {

    /** Looks for it; empty when no copy is unfinished there, or none of its tables exists. */
    public static Optional<Leftover> of(Database target) {
        try (Session session = target.open("status")) {
            Optional<BegunCopy> begun = BegunCopy.of(session);
            Optional<Phase> phase = new ProgressStore(Direction.FORWARD).phase(session);
            if (phase.isEmpty() || phase.get().compareTo(Phase.LIVE) >= 0) {
                return Optional.empty();
            }
            long tables = session.number("SELECT count(DISTINCT table_name) FROM dynolift.chunk"
                    + " WHERE to_regclass(leaf_name) IS NOT NULL");
            return begun.filter(copy -> tables > 0).map(copy -> new Leftover(tables, copy.command(), copy.rowsOnly()));
        }
    }
}
