package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Attachment;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A database that several apps use. */
final class DatabaseShared extends Rule {

    DatabaseShared() {
        super("database-shared", WARNING, "b19");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        Set<String> audited = inventory.apps().stream().map(HerokuApp::name).collect(Collectors.toSet());
        return inventory.databases().stream()
                .filter(database -> users(database).size() > 1)
                .map(database -> finding(
                        database.addon(),
                        "The database is used by " + String.join(", ", users(database)) + ".",
                        "All of them have to switch at the same moment.",
                        audited.containsAll(users(database))
                                ? "Move them together, in one plan."
                                : "Audit and plan them together: `dynolift audit " + String.join(" ", users(database))
                                        + "`.",
                        "/client/v11/databases/" + database.id()));
    }

    private static List<String> users(Database database) {
        return database.attachments().stream().map(Attachment::app).distinct().toList();
    }
}
