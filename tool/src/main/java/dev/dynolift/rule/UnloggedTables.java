package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.SchemaFile;
import org.jspecify.annotations.Nullable;

/** Tables that a crash or a failover empties. */
final class UnloggedTables extends TablesRule {

    UnloggedTables() {
        super(
                "unlogged-tables",
                WARNING,
                "b24",
                "Not logged: ",
                "A crash and a failover to RDS's standby empty such a table, and no replica has it.",
                "Make it an ordinary one with `ALTER TABLE … SET LOGGED` when its rows matter.");
    }

    @Override
    DatabaseHoldings.@Nullable Tables tables(DatabaseHoldings holdings) {
        return holdings.unloggedTables();
    }

    @Override
    DatabaseHoldings.@Nullable Tables tables(SchemaFile schema) {
        return schema.unloggedTables();
    }
}
