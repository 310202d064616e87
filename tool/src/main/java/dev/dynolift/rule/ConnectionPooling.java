package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.stream.Stream;

/** A database whose connections Heroku pools. */
final class ConnectionPooling extends Rule {

    ConnectionPooling() {
        super("connection-pooling", WARNING, "b25");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.databases().stream()
                .filter(Database::pooled)
                .map(database -> finding(
                        database.addon(),
                        "Heroku pools the connections to the database.",
                        "RDS does not: more clients need more connections, or a pool of your own.",
                        "Add RDS Proxy or PgBouncer, or check that all processes' pools fit the limit of RDS.",
                        "/client/v11/databases/" + database.id()));
    }
}
