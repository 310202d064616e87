package dev.dynolift.preflight;

import dev.dynolift.postgres.SqlFile;
import java.util.List;
import java.util.function.Consumer;

/** Whether there is room for what comes: an empty target that is not the source, and our own schema's name. */
final class Emptiness implements Check {

    /** A database is known by its server's start, to the microsecond, and its number there. */
    private static final String IDENTITY =
            "SELECT pg_postmaster_start_time()::text || ' ' || oid FROM pg_database WHERE datname = current_database()";

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        if (sides.source().text(IDENTITY).equals(sides.target().text(IDENTITY))) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "it is the source itself",
                    "Both addresses lead to the same database.",
                    "Give the address of another, empty database."));
            return;
        }
        stranger(sides, Side.SOURCE, found);
        stranger(sides, Side.TARGET, found);
        if (!sides.begun() && sides.kind().makesDefinitions()) {
            emptiness(sides, found);
        }
    }

    private static void emptiness(Sides sides, Consumer<Finding> found) {
        List<String> present = sides.names(Side.TARGET, "not_empty.sql");
        if (!present.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "it is not empty and holds no unfinished move of ours: " + Listing.of(present),
                    "Nothing is ever overwritten that dynolift did not write.",
                    "Give an empty database."));
            return;
        }
        List<String> schemas = sides.names(Side.SOURCE, "schemas.sql");
        schemas.retainAll(sides.names(Side.TARGET, "schemas.sql"));
        if (!schemas.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "it has the " + (schemas.size() == 1 ? "schema " : "schemas ") + Listing.of(schemas) + " already",
                    "They are created with the source's definitions.",
                    "DROP SCHEMA each at the target."));
        }
    }

    private static void stranger(Sides sides, Side side, Consumer<Finding> found) {
        if (sides.session(side).yes(SqlFile.of(Emptiness.class, "stranger.sql").text())) {
            found.accept(Finding.blocking(
                    side,
                    "it has a schema called dynolift that dynolift did not make",
                    "Progress and control are kept in a schema of that name, and it is never moved.",
                    "ALTER SCHEMA dynolift RENAME TO another name."));
        }
    }
}
