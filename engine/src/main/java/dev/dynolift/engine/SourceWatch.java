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

    /** Stands in the row without a table's name. */
    private static final String AGAIN = "again";

    private SourceWatch() {}

    /**
     * What was seen of writes.
     *
     * @param untouched no transaction of the whole server has written anything: certain
     * @param written tables whose counters of changed rows have changed, or that came or went
     * @param rewritten tables of which only the file is another one, with its number: they were truncated, or nothing but
     *     packed anew, as VACUUM FULL does
     */
    record Seen(boolean untouched, List<String> written, Map<String, String> rewritten) {

        static final Seen NOTHING = new Seen(true, List.of(), Map.of());

        /** The tables that have changed since all rows were compared; a file that was compared is as good as another. */
        List<String> changedSince(Seen compared) {
            List<String> changed = new ArrayList<>(written);
            rewritten.forEach((table, file) -> {
                if (!file.equals(compared.rewritten.get(table))) {
                    changed.add(table);
                }
            });
            return changed;
        }
    }

    /** Keeps the state of the source, within the caller's transaction at the target. */
    static void begin(Session source, Session target) {
        begin(source, target, "");
    }

    /** The same, and keeps that what was seen before is forgotten. */
    static void beginAgain(Session source, Session target) {
        begin(source, target, AGAIN);
    }

    /** Whether writes may have been seen that nobody remembers. */
    static boolean isAgain(Session target) {
        return target.yes("SELECT EXISTS (SELECT FROM dynolift.watch WHERE table_name = '' AND counter = ?)", AGAIN);
    }

    private static void begin(Session source, Session target, String again) {
        target.execute("DELETE FROM dynolift.watch");
        String snapshot = snapshot(source);
        List<String> rows = new ArrayList<>();
        counters(source)
                .forEach((table, counter) -> rows.add("(" + Names.literal(table) + ", " + Names.literal(counter) + ", "
                        + Names.literal(snapshot) + ")"));
        Batches.insert(target, "dynolift.watch (table_name, counter, snapshot)", rows);
        target.update("INSERT INTO dynolift.watch (table_name, counter, snapshot) VALUES ('', ?, ?)", again, snapshot);
    }

    /** Compares the source with what was kept. */
    static Seen look(Session source, Session target) {
        Map<String, String> then = new TreeMap<>();
        target.query("SELECT table_name, counter FROM dynolift.watch WHERE table_name <> ''", row -> {
            then.put(row.getString(1), row.getString(2));
            return true;
        });
        String snapshot = target.text("SELECT snapshot FROM dynolift.watch WHERE table_name = ''");
        if (snapshot.equals(snapshot(source))) {
            return Seen.NOTHING;
        }
        Map<String, String> now = counters(source);
        List<String> written = new ArrayList<>();
        Map<String, String> rewritten = new TreeMap<>();
        now.forEach((table, counter) -> {
            String before = then.get(table);
            if (before == null || !rows(counter).equals(rows(before))) {
                written.add(table);
            } else if (!counter.equals(before)) {
                rewritten.put(table, counter.substring(rows(counter).length()));
            }
        });
        then.keySet().stream().filter(table -> !now.containsKey(table)).forEach(written::add);
        return new Seen(false, written, rewritten);
    }

    /** Two of them are the same text only when no transaction that writes has begun or ended in between. */
    private static String snapshot(Session source) {
        return source.text("SELECT pg_current_snapshot()::text");
    }

    /** The part of a counter that is about rows; the file's number is the last one. */
    private static String rows(String counter) {
        return counter.substring(0, counter.lastIndexOf('/'));
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
