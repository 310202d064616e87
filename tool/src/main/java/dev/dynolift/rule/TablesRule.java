package dev.dynolift.rule;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.SchemaFile;
import dev.dynolift.inventory.Severity;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rule about tables of one kind, of which the database or the app's own copy of the definitions tells. */
abstract class TablesRule extends HoldingsRule {

    private final String what;
    private final String why;
    private final String next;

    /** @param what goes before the tables' names: "Not logged: " */
    TablesRule(String id, Severity severity, String fact, String what, String why, String next) {
        super(id, severity, fact);
        this.what = what;
        this.why = why;
        this.next = next;
    }

    abstract DatabaseHoldings.@Nullable Tables tables(DatabaseHoldings holdings);

    abstract DatabaseHoldings.@Nullable Tables tables(SchemaFile schema);

    @Override
    final Stream<Finding> check(Database database, DatabaseHoldings holdings) {
        return check(database, tables(holdings), "", "database " + database.addon());
    }

    @Override
    final Stream<Finding> check(Database database, SchemaFile schema) {
        return check(database, tables(schema), ", as " + schema.file() + " says", schema.file());
    }

    private Stream<Finding> check(
            Database database, DatabaseHoldings.@Nullable Tables tables, String says, String source) {
        return findingIf(
                tables != null && tables.count() > 0,
                database.addon(),
                what + named(tables) + says + ".",
                why,
                next,
                source);
    }
}
