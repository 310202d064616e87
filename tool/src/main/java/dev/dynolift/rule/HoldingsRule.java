package dev.dynolift.rule;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.SchemaFile;
import dev.dynolift.inventory.Severity;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule that looks at what one database told about itself. Of one that nobody asked, an app's own copy of the definitions
 * may speak; without one the rule says nothing.
 */
abstract class HoldingsRule extends Rule {

    HoldingsRule(String id, Severity severity, String fact) {
        super(id, severity, fact);
    }

    abstract Stream<Finding> check(Database database, DatabaseHoldings holdings);

    /** What the code says of a database that was not asked; most rules have no use for it. */
    Stream<Finding> check(Database database, SchemaFile schema) {
        return Stream.empty();
    }

    @Override
    public final Stream<Finding> check(Inventory inventory) {
        return inventory.databases().stream().flatMap(database -> {
            DatabaseHoldings holdings = database.holdings();
            return holdings == null
                    ? schemaOf(database, inventory).stream().flatMap(schema -> check(database, schema))
                    : check(database, holdings);
        });
    }

    /** The file that an app keeps about its own primary database. */
    static Optional<SchemaFile> schemaOf(Database database, Inventory inventory) {
        return database.following() != null
                ? Optional.empty()
                : database.attachments().stream()
                        .filter(attachment -> attachment.name().equals("DATABASE"))
                        .flatMap(attachment -> inventory.app(attachment.app()).stream())
                        .map(HerokuApp::repository)
                        .filter(Objects::nonNull)
                        .map(code -> code.needs().schema())
                        .filter(Objects::nonNull)
                        .findFirst();
    }

    /** One finding about the database when the condition holds. */
    final Stream<Finding> findingIf(boolean holds, Database database, String what, String why, String next) {
        return findingIf(holds, database.addon(), what, why, next, "database " + database.addon());
    }

    /** "7 tables (a, b … and others)"; names only as many as a sentence takes. */
    static String named(DatabaseHoldings.@Nullable Tables tables) {
        if (tables == null) {
            return "";
        }
        int shown = Math.min(5, tables.first().size());
        return (tables.count() == 1 ? "one table" : tables.count() + " tables") + " ("
                + String.join(", ", tables.first().subList(0, shown)) + (tables.count() > shown ? " and others)" : ")");
    }
}
