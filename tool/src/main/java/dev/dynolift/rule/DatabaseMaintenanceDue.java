package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.DatabaseDetails;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** Maintenance that Heroku has in mind. */
final class DatabaseMaintenanceDue extends Rule {

    DatabaseMaintenanceDue() {
        super("database-maintenance-due", WARNING, "b20");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.databases().stream().flatMap(database -> {
            DatabaseDetails details = database.details();
            String due = details == null ? null : details.pendingMaintenance();
            return findingIf(
                    due != null,
                    database.addon(),
                    "Heroku has maintenance for the database in mind: " + due + ".",
                    "It ends connections and changes the address, perhaps in the middle of the copy.",
                    "Let Heroku do it before the move: `heroku pg:maintenance:run " + database.addon() + " -a "
                            + database.billingApp() + "`.",
                    "/client/v11/databases/" + database.id());
        });
    }
}
