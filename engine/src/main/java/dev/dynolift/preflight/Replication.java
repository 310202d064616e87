package dev.dynolift.preflight;

import java.util.List;
import java.util.function.Consumer;

/** Logical replication into and out of the source. */
final class Replication implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        List<String> subscriptions = sides.names(Side.SOURCE, "subscriptions.sql");
        if (!subscriptions.isEmpty() && sides.kind().changesSource()) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "it subscribes to another database: " + Listing.of(subscriptions),
                    "Rows that arrive that way fire no triggers, so they are neither captured nor refused.",
                    "ALTER SUBSCRIPTION … DISABLE for the time of the move, and create it anew at the target."));
        } else if (!subscriptions.isEmpty()) {
            found.accept(Finding.warning(
                    Side.SOURCE,
                    "it subscribes to another database: " + Listing.of(subscriptions),
                    "Subscriptions are left out.",
                    "Create them anew at the target."));
        }
        List<String> publications = sides.names(Side.SOURCE, "publications.sql");
        if (!publications.isEmpty()) {
            found.accept(Finding.warning(
                    Side.SOURCE,
                    "it has publications: " + Listing.of(publications),
                    "They are left out; who subscribes to them gets nothing of what is written at the target.",
                    "Create them anew at the target, and point the subscribers there."));
        }
    }
}
