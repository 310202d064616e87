package dev.dynolift.catalog;

import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table, or a sequence, in which an extension keeps what its users configured: own reference systems of PostGIS, jobs of
 * pg_cron. It belongs to the extension, some of its rows to the app.
 *
 * @param name quoted, with its schema
 * @param condition on the app's own rows, "WHERE" included; empty when all are its own
 * @param columns that have values of their own, quoted: "srid, auth_name"
 */
public record ExtensionTable(String extension, String name, String condition, boolean sequence, String columns) {

    private static final SqlFile TABLES = SqlFile.of(ExtensionTable.class, "extension_tables.sql");

    /** Reads those that the session may read. */
    public static List<ExtensionTable> read(Session session) {
        return session.query(
                TABLES.text(),
                row -> new ExtensionTable(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3).strip(),
                        row.getBoolean(4),
                        row.getString(5)));
    }

    /** The same by their names. */
    public static Map<String, ExtensionTable> byName(Session session) {
        return read(session).stream().collect(Collectors.toMap(ExtensionTable::name, Function.identity()));
    }

    /** The query for the app's own rows. */
    public String ownRows() {
        return "SELECT " + columns + " FROM " + whereOwn();
    }

    /** The same one by one; no extension's column has a comma in its name. */
    public List<String> columnNames() {
        return List.of(columns.split(", "));
    }

    /** How many rows are the app's own; a sequence has none. */
    public long count(Session session) {
        return sequence ? 0 : session.number("SELECT count(*) FROM " + whereOwn());
    }

    /** The name and the condition, for any statement that takes both: {@code DELETE FROM}. */
    public String whereOwn() {
        return (name + " " + condition).strip();
    }

    /** Whether a row makes something happen by itself, so that it must not be on two servers. */
    public boolean acts() {
        return extension.equals("pg_cron");
    }

    /** What carries the rows by hand, as a shell takes it; rows that are there already are no obstacle and stay. */
    public String command() {
        return "psql \"$DYNOLIFT_SOURCE_URL\" -c " + ShellText.quoted("COPY (" + ownRows() + ") TO STDOUT")
                + " | psql \"$DYNOLIFT_TARGET_URL\" -c "
                + ShellText.quoted("CREATE TEMP TABLE carried AS SELECT " + columns + " FROM " + name + " WITH NO DATA")
                + " -c "
                + ShellText.quoted("COPY carried FROM STDIN") + " -c "
                + ShellText.quoted("INSERT INTO " + name + " (" + columns
                        + ") OVERRIDING SYSTEM VALUE SELECT * FROM carried ON CONFLICT DO NOTHING");
    }
}
