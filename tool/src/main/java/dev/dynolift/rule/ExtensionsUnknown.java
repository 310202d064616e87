package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.SchemaFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A database of which nobody asked for the extensions. */
final class ExtensionsUnknown extends Rule {

    ExtensionsUnknown() {
        super("extensions-unknown", INFO, "b23");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.databases().stream()
                .filter(database -> database.extensions() == null && database.following() == null)
                .map(database -> finding(
                        database.addon(),
                        HoldingsRule.schemaOf(database, inventory)
                                .map(ExtensionsUnknown::said)
                                .orElse("Which extensions the database uses is not known."),
                        "RDS has its own list of extensions; the schema cannot be created without one that is missing.",
                        database.id().equals("assumed")
                                ? "Nothing now: `dynolift data copy` looks before it copies."
                                : "Audit again with --databases, which asks the database; `dynolift data copy` looks before it"
                                        + " copies in any case.",
                        database.id().equals("assumed") ? "repository" : "/client/v11/databases/" + database.id()));
    }

    private static String said(SchemaFile schema) {
        String names = schema.extensions().stream()
                .map(SchemaFile.Extension::name)
                .distinct()
                .collect(Collectors.joining(", "));
        return "Which extensions the database uses was not asked; " + schema.file() + " creates "
                + (names.isEmpty() ? "none" : names) + ".";
    }
}
