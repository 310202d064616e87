package dev.dynolift.preflight;

import dev.dynolift.catalog.OfTheApp;
import java.util.List;
import java.util.function.Consumer;

/** Whether the target holds anything that is not ours. */
final class Emptiness implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        if (sides.begun()) {
            return;
        }
        List<String> present = sides.target()
                .query(OfTheApp.sqlFile(Emptiness.class, "not_empty.sql").text(), row -> row.getString(1));
        if (!present.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "it is not empty and holds no unfinished move of ours: " + Listing.of(present),
                    "Nothing is ever overwritten that dynolift did not write.",
                    "Give an empty database."));
        }
    }
}
