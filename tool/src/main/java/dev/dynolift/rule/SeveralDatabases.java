package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.List;
import java.util.stream.Stream;

/** An app with more than one database of its own. */
final class SeveralDatabases extends Rule {

    SeveralDatabases() {
        super("several-databases", WARNING, "f-databases");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.apps().stream().flatMap(app -> {
            List<String> own = inventory.databases().stream()
                    .filter(database -> database.following() == null)
                    .filter(database -> database.attachments().stream()
                            .anyMatch(attachment -> attachment.app().equals(app.name())))
                    .map(Database::addon)
                    .toList();
            return findingIf(
                    own.size() > 1,
                    app.name() + " databases",
                    app.name() + " uses " + own.size() + " PostgreSQL databases: " + String.join(", ", own) + ".",
                    "dynolift rehearses and moves one database an app; all of them have to switch in the same moment.",
                    "Move each by a `dynolift data sync` of its own, and cut over when all have caught up.",
                    "/apps/" + app.name() + "/addon-attachments");
        });
    }
}
