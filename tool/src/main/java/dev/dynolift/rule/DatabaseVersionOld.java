package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** A major version of PostgreSQL that is not mended any more. */
final class DatabaseVersionOld extends Rule {

    /** The oldest that its makers still mend: https://www.postgresql.org/support/versioning/. */
    private static final int OLDEST_MENDED = 14;

    DatabaseVersionOld() {
        super("database-version-old", WARNING, "t3");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.databases().stream()
                .filter(database -> database.majorVersion() != null && database.majorVersion() < OLDEST_MENDED)
                .map(database -> finding(
                        database.addon(),
                        "The database runs PostgreSQL " + database.majorVersion() + ", which is not mended any more.",
                        "RDS sells it only with extended support, if at all.",
                        "Keep the newer version that the plan chooses, and test the app on it.",
                        "/client/v11/databases/" + database.id()));
    }
}
