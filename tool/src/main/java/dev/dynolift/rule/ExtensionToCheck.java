package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.Set;
import java.util.stream.Stream;

/** An extension that RDS may not have. */
final class ExtensionToCheck extends Rule {

    /** In the list of RDS for PostgreSQL 14 and later. */
    private static final Set<String> AT_RDS = Set.of(
            "plpgsql",
            "postgis",
            "postgis_topology",
            "vector",
            "pg_stat_statements",
            "hstore",
            "uuid-ossp",
            "pgcrypto",
            "citext",
            "pg_trgm",
            "btree_gin",
            "btree_gist",
            "unaccent",
            "postgres_fdw",
            "dblink",
            "pg_partman",
            "fuzzystrmatch",
            "tablefunc",
            "ltree",
            "intarray",
            "cube",
            "earthdistance",
            "pgrowlocks",
            "pg_buffercache",
            "pg_prewarm",
            "isn",
            "lo",
            "tsm_system_rows",
            "sslinfo",
            "xml2",
            "address_standardizer",
            "postgis_tiger_geocoder",
            "bloom",
            "dict_int",
            "pgstattuple");

    ExtensionToCheck() {
        super("extension-to-check", WARNING, "b23");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        return inventory.databases().stream()
                .filter(database -> database.extensions() != null)
                .flatMap(database -> database.extensions().stream()
                        .filter(extension -> !AT_RDS.contains(extension))
                        .map(extension -> finding(
                                database.addon() + " " + extension,
                                "The database has the extension " + extension + ".",
                                "RDS has its own list of extensions; the schema cannot be created without it.",
                                "Look for it in `SELECT name FROM pg_available_extensions` on RDS before the copy.",
                                "/client/v11/databases/" + database.id())));
    }
}
