package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Finding;
import java.util.stream.Stream;

/** Tables whose rows cannot be told apart by a key. */
final class TablesWithoutKey extends HoldingsRule {

    TablesWithoutKey() {
        super("tables-without-key", INFO, "b24");
    }

    @Override
    Stream<Finding> check(Database database, DatabaseHoldings holdings) {
        DatabaseHoldings.Tables tables = holdings.tablesWithoutKey();
        return findingIf(
                tables != null && tables.count() > 0,
                database,
                "Without a primary key: " + named(tables) + ".",
                "A live move follows such a table by whole rows, which costs more at each change.",
                "Nothing for small or quiet tables; add a primary key to one that is large and changes often.");
    }
}
