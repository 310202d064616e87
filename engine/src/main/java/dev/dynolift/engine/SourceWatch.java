package dev.dynolift.engine;

import dev.dynolift.catalog.OfTheApp;
import dev.dynolift.postgres.Batches;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Notices whether somebody wrote to a source that is said to be quiet, without putting anything there. What it saw at the
 * beginning is kept at the target, so that a killed copy still knows it.
 */
final class SourceWatch {

    private static final SqlFile COUNTERS = OfTheApp.sqlFile(SourceWatch.class, "write_counters.sql");

    /** So many tables go in one statement. */
    private static final int AT_ONCE = 500;

    private SourceWatch() {}

    /**
     * What was seen of writes.
     *
     * @param untouched no transaction of the whole server has written anything: certain
     * @param written tables whose counters of changed rows, or whose files, have changed
     */
    record Seen(boolean untouched, List<String> written) {}

    /** Keeps the state of the source, within the caller's transaction at the target. */
    static void begin(Session source, Session target) {
        target.execute("DELETE FROM dynolift.watch");
        String snapshot = snapshot(source);
        List<String> rows = new ArrayList<>();
        counters(source)
                .forEach((table, counter) -> rows.add("(" + Names.literal(table) + ", " + Names.literal(counter) + ", "
                        + Names.literal(snapshot) + ")"));
        Batches.of(rows, AT_ONCE)
                .forEach(batch -> target.execute("INSERT INTO dynolift.watch (table_name, counter, snapshot) VALUES "
                        + String.join(",\n", batch)));
        target.update("INSERT INTO dynolift.watch (table_name, counter, snapshot) VALUES ('', '', ?)", snapshot);
    }

    /** Compares the source with what was kept. */
    static Seen look(Session source, Session target) {
        Map<String, String> then = new TreeMap<>();
        target.query("SELECT table_name, counter FROM dynolift.watch WHERE table_name <> ''", row -> {
            then.put(row.getString(1), row.getString(2));
            return true;
        });
        String before = target.text("SELECT snapshot FROM dynolift.watch WHERE table_name = ''");
        if (before.equals(snapshot(source))) {
            return new Seen(true, List.of());
        }
        Map<String, String> now = counters(source);
        List<String> written = new ArrayList<>();
        now.forEach((table, counter) -> {
            if (!counter.equals(then.get(table))) {
                written.add(table);
            }
        });
        then.keySet().stream().filter(table -> !now.containsKey(table)).forEach(written::add);
        return new Seen(false, written);
    }

    /** Two of them are the same text only when no transaction that writes has begun or ended in between. */
    private static String snapshot(Session source) {
        return source.text("SELECT pg_current_snapshot()::text");
    }

    private static Map<String, String> counters(Session source) {
        Map<String, String> counters = new TreeMap<>();
        source.query(COUNTERS.text(), row -> {
            counters.put(row.getString(1), row.getString(2));
            return true;
        });
        return counters;
    }
}
