package dev.dynolift.capture;

import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.Names;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How a trigger writes a row's key down: as texts, so that no type that a column may get can make it fail. */
final class LoggedKey {

    /**
     * A row without a key is told by its whole text. One that takes more room is not written out: its text might be
     * longer than a text can be, and that would be the app's error. Packed values unpack to 255 times as much at most,
     * and a gigabyte is what there may be of twice that.
     */
    private static final long IMAGED_AT_MOST = 2_000_000;

    private static final String NO_PATH = " SET search_path = ''";

    private static final String DATES = " SET datestyle = 'ISO, YMD'";

    /** Types whose text is the same whatever a session has set. */
    private static final Set<String> FREE_OF_SETTINGS = Set.of(
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "boolean",
            "uuid",
            "text",
            "character",
            "bpchar",
            "name",
            "oid");

    private static final Set<String> DATED = Set.of("date", "timestamp", "time");

    private LoggedKey() {}

    /** Values of the row that {@code prefix} names: "NEW.", or nothing. NULL where they cannot be told. */
    static List<String> values(Table table, String prefix) {
        return table.hasKey()
                ? table.key().stream()
                        .map(name -> "(" + prefix + Names.quote(name) + ")::pg_catalog.text COLLATE pg_catalog.\"C\"")
                        .toList()
                : List.of(image(table, prefix) + " COLLATE pg_catalog.\"C\"");
    }

    /** NULLs by the names of all columns that {@link #values} names: found in place of those that are gone. */
    static String missing(Table table) {
        List<String> names = table.hasKey()
                ? table.key()
                : table.columns().stream().map(Column::name).toList();
        return names.stream()
                .map(name -> "NULL::pg_catalog.text AS " + Names.quote(name))
                .collect(Collectors.joining(", "));
    }

    /** What the trigger's function pins: no more than the key's text depends on, as each costs the app time. */
    static String settings(Table table) {
        if (!table.hasKey()) {
            return NO_PATH + pinned();
        }
        Set<String> types = table.keyColumns().stream()
                .filter(column -> !isFreeOfSettings(column))
                .map(column -> firstWord(column.type()))
                .collect(Collectors.toSet());
        if (types.isEmpty()) {
            return NO_PATH;
        }
        return NO_PATH + (DATED.containsAll(types) ? DATES : pinned());
    }

    private static String pinned() {
        return DATES + " SET intervalstyle = 'postgres' SET timezone = 'UTC' SET extra_float_digits = 3"
                + " SET bytea_output = 'hex' SET xmlbinary = 'base64' SET lc_monetary = 'C'";
    }

    /** A type with a schema is the app's, and of those only an enum's values are compared as what they are. */
    private static boolean isFreeOfSettings(Column column) {
        return FREE_OF_SETTINGS.contains(firstWord(column.type()))
                || column.type().endsWith("citext")
                || column.type().contains(".") && !column.comparedAsText();
    }

    private static String firstWord(String type) {
        return type.split("[ (]", 2)[0];
    }

    private static String image(Table table, String prefix) {
        List<String> sizes = table.columns().stream()
                .filter(column -> column.bulk() != Column.Bulk.FIXED)
                .map(column -> "coalesce(pg_catalog.pg_column_size(" + prefix + Names.quote(column.name()) + "), 0)")
                .toList();
        String image = "(" + table.imageOf(prefix) + ")";
        return sizes.isEmpty()
                ? image
                : "(CASE WHEN " + String.join(" + ", sizes) + " < " + IMAGED_AT_MOST + " THEN " + image + " END)";
    }
}
