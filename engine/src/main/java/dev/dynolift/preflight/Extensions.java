package dev.dynolift.preflight;

import java.util.function.Consumer;

/** What the source has installed, and whether the target can have it. */
final class Extensions implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        for (String extension : sides.source()
                .query(
                        "SELECT extname FROM pg_extension WHERE extname NOT IN ('plpgsql', 'pg_stat_statements') ORDER BY 1",
                        row -> row.getString(1))) {
            if (!sides.target().yes("SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = ?)", extension)) {
                found.accept(Finding.blocking(
                        Side.TARGET,
                        "the extension " + extension + " is not to be had",
                        "The source has it, and what uses it cannot be created without.",
                        "Install it on the target's server, or drop it at the source if nothing uses it."));
            }
        }
    }
}
