package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.DatabaseDetails;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** Databases that are read through another. */
final class DatabaseLinks extends Rule {

    DatabaseLinks() {
        super("database-links", WARNING, "b20");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.databases().stream().flatMap(database -> {
            DatabaseDetails details = database.details();
            Integer links = details == null ? null : details.links();
            return findingIf(
                    links != null && links > 0,
                    database.addon(),
                    "The database reads from " + links + " other "
                            + (Integer.valueOf(1).equals(links) ? "one" : "ones") + " as foreign tables.",
                    "The link holds the other's address and password at Heroku.",
                    "Move the linked databases together, and make the foreign servers anew on RDS.",
                    "/client/v11/databases/" + database.id() + "/links");
        });
    }
}
