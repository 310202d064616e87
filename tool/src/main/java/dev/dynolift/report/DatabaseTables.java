package dev.dynolift.report;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseDetails;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.terminal.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What databases told about themselves; one that nobody asked says so, and a part that was not told is unknown. */
final class DatabaseTables {

    private static final String UNKNOWN = "unknown";

    private DatabaseTables() {}

    static String databases(List<Database> databases) {
        List<List<String>> rows = new ArrayList<>();
        List<List<String>> largest = new ArrayList<>();
        for (Database database : databases) {
            DatabaseHoldings holdings = database.holdings();
            if (holdings == null) {
                rows.add(toldByHeroku(database));
                continue;
            }
            rows.add(List.of(
                    database.addon(),
                    "PostgreSQL " + or(holdings.version()) + ", " + or(holdings.encoding()) + ", "
                            + or(holdings.collation()),
                    bytes(holdings.sizeBytes()) + ", " + or(holdings.tables()) + " tables, "
                            + or(holdings.largeObjects()) + " large objects",
                    or(holdings.connections()) + " of " + or(holdings.connectionLimit()),
                    extensions(holdings.extensions()),
                    notes(holdings)));
            List<DatabaseHoldings.TableSize> tables = holdings.largestTables();
            if (tables != null) {
                tables.forEach(table -> largest.add(List.of(
                        database.addon(),
                        table.name(),
                        bytes(table.bytes()),
                        table.rows() == null ? UNKNOWN : Numbers.count(table.rows()))));
            }
        }
        return AuditTables.table(
                        "Databases",
                        "Names, sizes and counts that Heroku or the databases themselves told; no row was read.",
                        List.of("add-on", "server", "size", "connections", "extensions", "to know"),
                        rows)
                + AuditTables.table(
                        "Largest tables", "", List.of("database", "table", "size", "rows, estimated"), largest);
    }

    private static List<String> toldByHeroku(Database database) {
        return List.of(
                database.addon(),
                database.majorVersion() == null ? UNKNOWN : "PostgreSQL " + database.majorVersion(),
                database.sizeBytes() == null
                        ? UNKNOWN
                        : bytes(database.sizeBytes())
                                + (database.tables() == null ? "" : ", " + Numbers.count(database.tables(), "table")),
                database.connections() == null && database.connectionLimit() == null
                        ? UNKNOWN
                        : or(database.connections()) + " of " + or(database.connectionLimit()),
                database.extensions() == null ? UNKNOWN : String.join(", ", database.extensions()),
                database.following() != null
                        ? "holds what " + database.following() + " does"
                        : database.id().equals("assumed")
                                ? "assumed, as the code needs one"
                                : ofHeroku(database) + "not asked what it holds (--databases)");
    }

    /** What matters to who makes its successor, as far as Heroku told. */
    private static String ofHeroku(Database database) {
        List<String> told = new ArrayList<>();
        DatabaseDetails details = database.details();
        if (database.highlyAvailable()) {
            told.add("highly available");
        }
        if (database.pooled()) {
            told.add("used through a pool of connections");
        }
        if (details != null) {
            list(details.credentials(), "credentials").ifPresent(told::add);
            list(details.followers(), "followed by").ifPresent(told::add);
            list(details.backups(), "backups").ifPresent(told::add);
            if (details.maintenanceWindow() != null) {
                told.add("maintenance " + details.maintenanceWindow());
            }
        }
        return told.isEmpty() ? "told by Heroku; " : String.join("; ", told) + "; ";
    }

    private static Optional<String> list(@Nullable List<String> names, String what) {
        return names == null || names.isEmpty() ? Optional.empty() : Optional.of(what + " " + String.join(", ", names));
    }

    private static String extensions(@Nullable List<DatabaseHoldings.Extension> extensions) {
        return extensions == null
                ? UNKNOWN
                : extensions.stream()
                        .map(extension -> extension.name() + " " + extension.version()
                                + (extension.schema().matches("public|pg_catalog") ? "" : " in " + extension.schema()))
                        .collect(Collectors.joining(", "));
    }

    private static String notes(DatabaseHoldings holdings) {
        List<String> notes = new ArrayList<>();
        notes.add(count(holdings.tablesWithoutKey()) + " tables without a key");
        notes.add(count(holdings.unloggedTables()) + " unlogged");
        notes.add(or(holdings.preparedTransactions()) + " prepared transactions");
        notes.add(or(holdings.replicationSlots()) + " replication slots");
        List<DatabaseHoldings.Owner> owners = holdings.owners();
        notes.add("owned by "
                + (owners == null
                        ? UNKNOWN
                        : owners.isEmpty()
                                ? "nobody"
                                : owners.stream()
                                        .map(owner -> owner.role() + " (" + owner.objects() + ")")
                                        .collect(Collectors.joining(", "))));
        holdings.unread().forEach(part -> notes.add(part.what() + " not read: " + part.why()));
        return String.join("; ", notes);
    }

    private static String count(DatabaseHoldings.@Nullable Tables tables) {
        return tables == null ? UNKNOWN : String.valueOf(tables.count());
    }

    private static String bytes(@Nullable Long bytes) {
        return bytes == null ? UNKNOWN : Numbers.bytes(bytes);
    }

    private static String or(@Nullable Object known) {
        return known == null ? UNKNOWN : String.valueOf(known);
    }
}
