package dev.dynolift.preflight;

import dev.dynolift.catalog.OfTheApp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Vacuums against wraparound: triggers cannot be created beside one, and the app queues behind whoever tries. */
final class Vacuums implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        if (!sides.kind().changesSource()) {
            return;
        }
        List<String> running = new ArrayList<>();
        List<String> near = new ArrayList<>();
        sides.source().query(OfTheApp.sqlFile(Vacuums.class, "vacuum.sql").text(), row -> {
            if (row.getBoolean(2)) {
                running.add(row.getString(1));
            } else if (row.getBoolean(3)) {
                near.add(row.getString(1));
            }
            return true;
        });
        if (!running.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "a vacuum against wraparound works on " + Listing.of(running),
                    "It gives way to nobody, and no trigger can be created before it ends.",
                    "Wait until it is done (pg_stat_progress_vacuum shows how far it is)."));
        }
        if (!near.isEmpty()) {
            found.accept(Finding.warning(
                    Side.SOURCE,
                    "a vacuum against wraparound is near for " + Listing.of(near),
                    "It gives way to nobody; triggers can be neither created nor dropped beside it.",
                    "VACUUM (FREEZE) them at a quiet hour before the move."));
        }
    }
}
