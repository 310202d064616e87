package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.SchemaFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables whose rows cannot be told apart by a key. */
final class TablesWithoutKey extends HoldingsRule {

    TablesWithoutKey() {
        super("tables-without-key", INFO, "b24");
    }

    @Override
    Stream<Finding> check(Database database, DatabaseHoldings holdings) {
        return check(database, holdings.tablesWithoutKey(), "", "database " + database.addon());
    }

    @Override
    Stream<Finding> check(Database database, SchemaFile schema) {
        return check(database, schema.tablesWithoutKey(), ", as " + schema.file() + " says", schema.file());
    }

    private Stream<Finding> check(
            Database database, DatabaseHoldings.@Nullable Tables tables, String says, String source) {
        return findingIf(
                tables != null && tables.count() > 0,
                database.addon(),
                "Without a primary key: " + named(tables) + says + ".",
                "A live move follows such a table by whole rows, which costs more at each change.",
                "Nothing for small or quiet tables; add a primary key to one that is large and changes often.",
                source);
    }
}
