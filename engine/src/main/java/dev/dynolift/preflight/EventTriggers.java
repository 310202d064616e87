package dev.dynolift.preflight;

import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Triggers on definitions. Heroku has some of its own in each database; they stay there. */
final class EventTriggers implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        List<String> herokus = new ArrayList<>();
        List<String> own = new ArrayList<>();
        sides.source()
                .query(
                        SqlFile.of(EventTriggers.class, "event_triggers.sql").text(),
                        row -> (row.getBoolean(2) ? herokus : own).add(row.getString(1)));
        if (!herokus.isEmpty()) {
            found.accept(Finding.info(
                    Side.SOURCE,
                    "Heroku's event triggers " + Listing.of(herokus) + " are left out",
                    "They serve Heroku's own functions."));
        }
        if (!own.isEmpty()) {
            found.accept(Finding.warning(
                    Side.SOURCE,
                    "it has event triggers: " + Listing.of(own),
                    "They fire at what dynolift creates here, and only a superuser (on RDS a member of rds_superuser) may"
                            + " create them at the target.",
                    "Create them at the target after the move, or look whether they are still needed."));
        }
    }
}
