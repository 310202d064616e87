package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.DatabaseDetails;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Logins to a database beside its owner. */
final class DatabaseCredentials extends Rule {

    DatabaseCredentials() {
        super("database-credentials", WARNING, "b22");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.databases().stream().flatMap(database -> {
            List<String> named = named(database.details());
            return findingIf(
                    !named.isEmpty(),
                    database.addon(),
                    "The database has credentials beside the owner's: " + String.join(", ", named) + ".",
                    "Roles and their rights are not made by copying rows: RDS has only the owner at first.",
                    "Create the roles on RDS with the same grants before the cutover.",
                    "/postgres/v0/databases/" + database.addon() + "/credentials");
        });
    }

    private static List<String> named(@Nullable DatabaseDetails details) {
        List<String> all = details == null ? null : details.credentials();
        return all == null
                ? List.of()
                : all.stream().filter(name -> !name.equals("default")).toList();
    }
}
