package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** A read-only copy of another database. */
final class DatabaseFollower extends Rule {

    DatabaseFollower() {
        super("database-follower", INFO, "b21");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.databases().stream()
                .filter(database -> database.following() != null)
                .map(database -> finding(
                        database.addon(),
                        "The database is a read-only follower of " + database.following() + ".",
                        "Its rows come from there and are not moved.",
                        "Add a read replica on RDS when the app needs one.",
                        "/client/v11/databases/" + database.id()));
    }
}
