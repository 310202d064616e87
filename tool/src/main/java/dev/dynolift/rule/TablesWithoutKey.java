package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.SchemaFile;
import org.jspecify.annotations.Nullable;

/** Tables whose rows cannot be told apart by a key. */
final class TablesWithoutKey extends TablesRule {

    TablesWithoutKey() {
        super(
                "tables-without-key",
                INFO,
                "b24",
                "Without a primary key: ",
                "A live move follows such a table by whole rows, which costs more at each change.",
                "Nothing for small or quiet tables; add a primary key to one that is large and changes often.");
    }

    @Override
    DatabaseHoldings.@Nullable Tables tables(DatabaseHoldings holdings) {
        return holdings.tablesWithoutKey();
    }

    @Override
    DatabaseHoldings.@Nullable Tables tables(SchemaFile schema) {
        return schema.tablesWithoutKey();
    }
}
