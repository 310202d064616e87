package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.DatabaseDetails;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.List;
import java.util.stream.Stream;

/** Backups that end with the add-on. */
final class DatabaseBackups extends Rule {

    DatabaseBackups() {
        super("database-backups", INFO, "b22");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.databases().stream().flatMap(database -> {
            DatabaseDetails details = database.details();
            List<String> backups = details == null || details.backups() == null ? List.of() : details.backups();
            return findingIf(
                    !backups.isEmpty(),
                    database.addon(),
                    "Heroku backs the database up " + String.join(" and ", backups) + ".",
                    "Those copies end with the add-on.",
                    "RDS makes snapshots daily; download the last dump before the add-on is removed.",
                    "/client/v11/databases/" + database.id() + "/transfer-schedules");
        });
    }
}
