package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Finding;
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
                .filter(extension -> RdsExtensions.find(extension.name()).isEmpty())
                .map(extension -> finding(
                        database.addon() + " " + extension.name(),
                        "The database uses the extension " + extension.name() + " " + extension.version()
                                + ", which is not among those that RDS is known to offer.",
                        "The schema cannot be created without it, nor any column of a type that it brings.",
                        "Look on an RDS instance of the wanted version:"
                                + " `SELECT name FROM pg_available_extensions`; drop the extension when nothing needs it, or"
                                + " replace it before the move. `dynolift data check` says for certain.",
                        "database " + database.addon()));
    }
}
