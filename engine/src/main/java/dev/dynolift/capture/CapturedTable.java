package dev.dynolift.capture;

import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table whose changed keys are written down: how its keys look in the log, in a session's temporary table, and in the
 * table itself. A table without a key uses the whole row's text as its key, so all its copies go and come together.
 *
 * @param table as the side that is captured has it
 */
public record CapturedTable(Table table) {

    private static final SqlFile PENDING = SqlFile.of(CapturedTable.class, "pending.sql");

    /** The log table's name; the captured side's own number of the table keeps it short and unique. */
    public String logName() {
        return "changes_" + table.oid();
    }

    public String log() {
        return "dynolift." + Names.quote(logName());
    }

    /** A receiving session's temporary table for the keys of one round. */
    public String stagedKeys() {
        return "pg_temp.keys_" + table.oid();
    }

    String functionName() {
        return "capture_" + table.oid();
    }

    String function() {
        return "dynolift." + functionName() + "()";
    }

    String logDefinitions() {
        return keyNames().stream().map(name -> name + " text COLLATE \"C\"").collect(Collectors.joining(", "));
    }

    String rowTriggerName() {
        return "dynolift_capture_row_" + table.oid();
    }

    /** Names of the key's columns in logs and temporary tables: key_1, key_2 … */
    public List<String> keyNames() {
        return IntStream.rangeClosed(1, Math.max(1, table.key().size()))
                .mapToObj(i -> "key_" + i)
                .toList();
    }

    /** Column definitions of the key for a temporary table. */
    public String keyDefinitions() {
        List<String> names = keyNames();
        List<String> types = keyTypes();
        return IntStream.range(0, names.size())
                .mapToObj(i -> names.get(i) + " " + types.get(i))
                .collect(Collectors.joining(", "));
    }

    private List<String> keyTypes() {
        return table.hasKey()
                ? table.keyColumns().stream().map(Column::keyType).toList()
                : List.of("text COLLATE \"C\"");
    }

    /** The key's values of the row called {@code alias}, one expression for each of {@link #keyNames}. */
    public List<String> keyValues(String alias) {
        return table.hasKey()
                ? table.keyColumns().stream()
                        .map(column -> column.keyValue(alias))
                        .toList()
                : List.of(table.image(alias));
    }

    /** Whether row {@code alias} has the key that row {@code keys} of a log or temporary table holds. */
    public String matches(String alias, String keys) {
        List<String> names = keyNames();
        List<String> values = keyValues(alias);
        List<String> equalities = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            equalities.add(values.get(i) + " = " + keys + "." + names.get(i));
        }
        return String.join(" AND ", equalities);
    }

    /** Condition on the log: what came since a snapshot. */
    public static String pendingSince(String snapshot) {
        return PENDING.with("since", snapshot)
                .text()
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining(" "));
    }

    /** Condition on the log: a row was changed whose key could not be told. */
    public String keyUnknown() {
        return keyNames().stream()
                .map(name -> name + " IS NULL")
                .collect(Collectors.joining(" OR ", "emptied IS NULL AND (", ")"));
    }

    /** The distinct keys that were changed since a snapshot, with their types. */
    public String changedKeys(String since) {
        List<String> names = keyNames();
        List<String> types = keyTypes();
        String keys = IntStream.range(0, names.size())
                .mapToObj(i -> "(" + names.get(i) + ")::" + types.get(i) + " AS " + names.get(i))
                .collect(Collectors.joining(", "));
        String known = names.stream().map(name -> name + " IS NOT NULL").collect(Collectors.joining(" AND "));
        return "SELECT DISTINCT " + keys + " FROM " + log() + " WHERE emptied IS NULL AND " + known + " AND "
                + pendingSince(since);
    }
}
