package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Finding;
import java.util.stream.Stream;

/** Tables that a crash or a failover empties. */
final class UnloggedTables extends HoldingsRule {

    UnloggedTables() {
        super("unlogged-tables", WARNING, "b24");
    }

    @Override
    Stream<Finding> check(Database database, DatabaseHoldings holdings) {
        DatabaseHoldings.Tables tables = holdings.unloggedTables();
        return findingIf(
                tables != null && tables.count() > 0,
                database,
                "Not logged: " + named(tables) + ".",
                "A crash and a failover to RDS's standby empty such a table, and no replica has it.",
                "Make it an ordinary one with `ALTER TABLE … SET LOGGED` when its rows matter.");
    }
}
