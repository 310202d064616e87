package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.SchemaFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables that a crash or a failover empties. */
final class UnloggedTables extends HoldingsRule {

    UnloggedTables() {
        super("unlogged-tables", WARNING, "b24");
    }

    @Override
    Stream<Finding> check(Database database, DatabaseHoldings holdings) {
        return check(database, holdings.unloggedTables(), "", "database " + database.addon());
    }

    @Override
    Stream<Finding> check(Database database, SchemaFile schema) {
        return check(database, schema.unloggedTables(), ", as " + schema.file() + " says", schema.file());
    }

    private Stream<Finding> check(
            Database database, DatabaseHoldings.@Nullable Tables tables, String says, String source) {
        return findingIf(
                tables != null && tables.count() > 0,
                database.addon(),
                "Not logged: " + named(tables) + says + ".",
                "A crash and a failover to RDS's standby empty such a table, and no replica has it.",
                "Make it an ordinary one with `ALTER TABLE … SET LOGGED` when its rows matter.",
                source);
    }
}
