package dev.dynolift.catalog;

import dev.dynolift.postgres.Session;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the app's tables and sequences were at one moment. A move follows rows, not definitions: a table or column that
 * appears meanwhile would be left behind without a word.
 *
 * @param byName one line for each table and sequence
 */
public record Definitions(Map<String, String> byName) {

    public Definitions {
        byName = Map.copyOf(byName);
    }

    /** Reads them all in one query. */
    public static Definitions read(Session session) {
        Map<String, String> byName = new TreeMap<>();
        session.query(OfTheApp.sqlFile(Definitions.class, "definitions.sql").text(), row -> {
            byName.put(row.getString(1), row.getString(2));
            return true;
        });
        return new Definitions(byName);
    }

    /** The others, as if some were not there. */
    public Definitions without(Set<String> names) {
        Map<String, String> others = new TreeMap<>(byName);
        others.keySet().removeAll(names);
        return new Definitions(others);
    }

    /** Names of what came, went or changed. */
    public SortedSet<String> differingFrom(Definitions other) {
        SortedSet<String> names = new TreeSet<>(byName.keySet());
        names.addAll(other.byName.keySet());
        names.removeIf(name -> byName.containsKey(name) && byName.get(name).equals(other.byName.get(name)));
        return names;
    }
}
