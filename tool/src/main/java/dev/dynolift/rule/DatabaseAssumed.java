package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** A database that the code needs and that nobody saw. */
final class DatabaseAssumed extends Rule {

    DatabaseAssumed() {
        super("database-assumed", WARNING, "b9");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.databases().stream()
                .filter(database -> database.id().equals("assumed"))
                .map(database -> finding(
                        database.addon(),
                        "The code needs PostgreSQL, so one database is assumed; its size and version are unknown.",
                        "The plan guesses an instance, and the cost with it.",
                        "Audit the app at Heroku: `dynolift audit APP --repo DIR`.",
                        "repository"));
    }
}
