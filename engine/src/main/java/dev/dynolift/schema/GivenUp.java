package dev.dynolift.schema;

import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the source has given up of the indexes and keys that were dumped and are not made yet: rows that came since need not
 * obey them.
 */
public final class GivenUp {

    private static final String INDEX = "INDEX";
    private static final String CONSTRAINT = "CONSTRAINT";
    private static final String FOREIGN_KEY = "FK CONSTRAINT";
    private static final String ATTACHMENT = "INDEX ATTACH";

    private GivenUp() {}

    private record Named(String kind, String name) {

        static Named of(SchemaEntry entry) {
            return new Named(entry.kind(), entry.name());
        }

        /** "index public.orders_number" */
        String words() {
            return (kind.equals(FOREIGN_KEY) ? "foreign key" : kind.toLowerCase(Locale.ROOT)) + " " + name;
        }

        /** The names that pg_dump gives to a comment on it: "public.INDEX orders_number", quoted where that is needed. */
        Stream<String> comments() {
            int dot = name.indexOf('.');
            String schema = name.substring(0, dot + 1);
            String own = name.substring(dot + 1);
            if (kind.equals(INDEX)) {
                return spellings(own).map(index -> schema + "INDEX " + index);
            }
            int space = own.indexOf(' ');
            return spellings(own.substring(space + 1)).flatMap(key -> spellings(own.substring(0, Math.max(space, 0)))
                    .map(table -> schema + "CONSTRAINT " + key + " ON " + table));
        }

        private static Stream<String> spellings(String name) {
            return Stream.of(name, Names.quote(name));
        }
    }

    /**
     * Leaves it out, with the comments on it, within the target's transaction. An index that is another one by now is made
     * as it is now; a key that is another one is left to whoever follows changes.
     *
     * @return what is left out, as people call it: "index public.orders_number"
     */
    public static List<String> leaveOut(Session source, Session target) {
        Map<Named, String> there = there(source);
        List<SchemaEntry> pending = Stream.of(Section.values())
                .filter(section -> section != Section.PRE_DATA)
                .flatMap(section -> EntryStore.pending(target, section).stream())
                .toList();
        List<SchemaEntry> otherwise = pending.stream()
                .filter(entry -> entry.section() == Section.INDEX && there.containsKey(Named.of(entry)))
                .filter(entry -> !entry.definition().equals(there.get(Named.of(entry))))
                .toList();
        Set<Named> gone = pending.stream()
                .map(Named::of)
                .filter(named ->
                        Set.of(INDEX, CONSTRAINT, FOREIGN_KEY, ATTACHMENT).contains(named.kind()))
                .filter(named -> !there.containsKey(named))
                .collect(Collectors.toSet());
        otherwise.stream()
                .filter(entry -> entry.kind().equals(CONSTRAINT))
                .map(Named::of)
                .forEach(gone::add);
        otherwise.stream()
                .filter(entry -> entry.kind().equals(INDEX))
                .forEach(entry -> EntryStore.redefine(target, entry, there.getOrDefault(Named.of(entry), "")));
        Set<String> comments = gone.stream().flatMap(Named::comments).collect(Collectors.toSet());
        List<SchemaEntry> left = pending.stream()
                .filter(entry -> gone.contains(Named.of(entry))
                        || entry.kind().equals("COMMENT") && comments.contains(entry.name()))
                .toList();
        if (!left.isEmpty()) {
            EntryStore.remove(target, left);
        }
        return gone.stream()
                .filter(named -> !named.kind().equals(ATTACHMENT))
                .map(Named::words)
                .sorted()
                .toList();
    }

    /** What there is at the source, each index as it is written out. */
    private static Map<Named, String> there(Session source) {
        Map<Named, String> there = new HashMap<>();
        source.query(
                SqlFile.of(GivenUp.class, "kept_at_source.sql").text(),
                row -> there.put(new Named(row.getString(1), row.getString(2)), row.getString(3)) == null);
        return there;
    }
}
