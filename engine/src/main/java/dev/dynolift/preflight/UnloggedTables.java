package dev.dynolift.preflight;

import java.util.List;
import java.util.function.Consumer;

/** Tables that a crash empties. */
final class UnloggedTables implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        List<String> tables = sides.names(Side.SOURCE, "unlogged_tables.sql");
        if (tables.isEmpty()) {
            return;
        }
        if (!sides.kind().changesSource() && sides.source().yes("SELECT pg_is_in_recovery()")) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "it is a follower, and unlogged tables cannot be read there: " + Listing.of(tables),
                    "Their rows exist at the leader only.",
                    "Use the leader's address."));
        } else {
            found.accept(
                    Finding.info(
                            Side.SOURCE,
                            "unlogged tables: " + Listing.of(tables),
                            "They are moved with their rows and stay unlogged: a crash or failover of the target empties them."));
        }
    }
}
