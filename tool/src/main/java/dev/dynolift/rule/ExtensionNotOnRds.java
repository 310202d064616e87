package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.SchemaFile;
import dev.dynolift.market.RdsExtensions;
import java.util.stream.Stream;

/** An extension that nobody has seen on RDS. */
final class ExtensionNotOnRds extends HoldingsRule {

    ExtensionNotOnRds() {
        super("extension-not-on-rds", WARNING, "b23");
    }

    @Override
    Stream<Finding> check(Database database, DatabaseHoldings holdings) {
        return Stream.ofNullable(holdings.extensions())
                .flatMap(extensions -> extensions.stream())
                .flatMap(extension -> check(
                        database,
                        extension.name(),
                        "The database uses the extension " + extension.name() + " " + extension.version(),
                        "database " + database.addon()));
    }

    @Override
    Stream<Finding> check(Database database, SchemaFile schema) {
        return schema.extensions().stream()
                .flatMap(extension -> check(
                        database,
                        extension.name(),
                        schema.file() + " creates the extension " + extension.name(),
                        schema.file() + ":" + extension.line()));
    }

    private Stream<Finding> check(Database database, String extension, String what, String source) {
        return findingIf(
                RdsExtensions.find(extension).isEmpty(),
                database.addon() + " " + extension,
                what + ", which is not among those that RDS is known to offer.",
                "The schema cannot be created without it, nor any column of a type that it brings.",
                "Look on an RDS instance of the wanted version:"
                        + " `SELECT name FROM pg_available_extensions`; drop the extension when nothing needs it, or"
                        + " replace it before the move. `dynolift data check` says for certain.",
                source);
    }
}
