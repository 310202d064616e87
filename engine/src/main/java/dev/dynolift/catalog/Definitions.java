package dev.dynolift.catalog;

import dev.dynolift.postgres.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the app's tables and sequences were at one moment. A move follows rows, not definitions: a table or column that
 * appears meanwhile would be left behind without a word.
 *
 * @param byName each table, partition and sequence
 * @param digest another one as soon as anything of them is another
 */
public record Definitions(Map<String, Definition> byName, String digest) {

    public Definitions {
        byName = Map.copyOf(byName);
    }

    /** Reads them all in two queries. */
    public static Definitions read(Session session) {
        String digest = digest(session);
        Map<String, Definition> byName = new TreeMap<>();
        session.query(OfTheApp.sqlFile(Definitions.class, "definitions.sql").text(), row -> {
            byName.put(row.getString(1), new Definition(row.getString(2), row.getString(3)));
            return true;
        });
        return new Definitions(byName, digest);
    }

    /** The digest alone, which is cheap enough for every round. */
    public static String digest(Session session) {
        return session.text(
                OfTheApp.sqlFile(Definitions.class, "definitions_digest.sql").text());
    }

    /** The others, as if some were not there. */
    public Definitions without(Set<String> names) {
        Map<String, Definition> others = new TreeMap<>(byName);
        others.keySet().removeAll(names);
        return new Definitions(others, digest);
    }

    /** Each name by the number that stays with what is renamed. */
    public Map<Long, String> namesByOid() {
        Map<Long, String> names = new HashMap<>();
        byName.forEach((name, definition) -> names.put(definition.oid(), name));
        return names;
    }

    /** Names of what came, went or changed. */
    public SortedSet<String> differingFrom(Definitions other) {
        return differing(other, (one, two) -> !one.text().equals(two.text()));
    }

    /**
     * The same, with those whose rows may be others although no log says so: written anew with altered columns, or while
     * our triggers were not as we had left them.
     */
    public SortedSet<String> notFollowedFrom(Definitions other) {
        return differing(
                other,
                (now, then) -> !now.text().equals(then.text())
                        || now.isRewrittenSince(then)
                        || now.isCapturedOtherwiseSince(then));
    }

    private SortedSet<String> differing(Definitions other, BiPredicate<Definition, Definition> differ) {
        SortedSet<String> names = new TreeSet<>(byName.keySet());
        names.addAll(other.byName.keySet());
        names.removeIf(name -> isSame(byName.get(name), other.byName.get(name), differ));
        return names;
    }

    private static boolean isSame(
            @Nullable Definition now, @Nullable Definition then, BiPredicate<Definition, Definition> differ) {
        return now != null && then != null && !differ.test(now, then);
    }
}
