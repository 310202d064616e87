package dev.dynolift.engine;

import dev.dynolift.catalog.Definition;
import dev.dynolift.catalog.Definition.ColumnPart;
import dev.dynolift.catalog.Definitions;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What has to be done at the receiver so that its tables can take the sender's rows: new columns and partitions, and
 * columns that may be NULL now. Nothing that it has already, and nothing beyond that. Not thread-safe.
 */
final class Alterations {

    private static final Pattern PARTITION = Pattern.compile("(.*?) (FOR VALUES .*|DEFAULT)", Pattern.DOTALL);

    /**
     * One of them.
     *
     * @param early whether it may be done before the indexes are built, as no definition that is still to come names it
     */
    record Alteration(String table, String sql, boolean early) {}

    /** A table that stayed, perhaps under another name. */
    private record Stayed(String before, Definition then, String name, Definition now) {}

    private final Session sender;
    private final Map<String, Definition> there;
    private final List<Alteration> found = new ArrayList<>();

    private Alterations(Session sender, Definitions there) {
        this.sender = sender;
        this.there = new HashMap<>(there.byName());
    }

    /**
     * Finds them, in an order in which they can be done.
     *
     * @param then what the receiver followed
     * @param there what it has
     */
    static List<Alteration> of(Session sender, Definitions then, Definitions now, Definitions there) {
        Alterations alterations = new Alterations(sender, there);
        Map<Long, String> namesThen = then.namesByOid();
        Map<Long, String> namesNow = now.namesByOid();
        List<Stayed> stayed = new ArrayList<>();
        new TreeMap<>(now.byName()).forEach((name, definition) -> {
            String before = namesThen.get(definition.oid());
            Definition was = before == null ? null : then.byName().get(before);
            if (before != null && was != null && !definition.isSequence()) {
                stayed.add(new Stayed(before, was, name, definition));
            }
        });
        stayed.forEach(alterations::rename);
        stayed.forEach(alterations::detach);
        new TreeMap<>(then.byName()).forEach((name, gone) -> {
            if (!namesNow.containsKey(gone.oid())) {
                alterations.drop(name, gone);
            }
        });
        stayed.forEach(
                table -> alterations.alterColumns(table, inherited(table.then(), then), inherited(table.now(), now)));
        new TreeMap<>(now.byName()).forEach((name, definition) -> {
            if (!namesThen.containsKey(definition.oid())) {
                alterations.create(name, definition);
            }
        });
        stayed.forEach(alterations::attach);
        return alterations.found;
    }

    private void rename(Stayed table) {
        String name = table.name();
        if (!name.equals(table.before()) && there.containsKey(table.before()) && !there.containsKey(name)) {
            int schema = schemaEnd(name);
            if (table.before().startsWith(name.substring(0, schema + 1))) {
                add(name, "ALTER TABLE " + table.before() + " RENAME TO " + name.substring(schema + 1));
                there.put(name, there.remove(table.before()));
            }
        }
    }

    private void detach(Stayed table) {
        Optional<Matcher> before = partition(table.then());
        if (before.isPresent()
                && isPartThere(table.name())
                && partition(table.now()).isEmpty()) {
            add(table.name(), "ALTER TABLE " + before.get().group(1) + " DETACH PARTITION " + table.name());
        }
    }

    private void drop(String name, Definition gone) {
        if (partition(gone).isPresent() && isPartThere(name)) {
            add(name, "DROP TABLE " + name);
            there.remove(name);
        }
    }

    /** The columns that an heir has from its wholes. */
    private static Set<String> inherited(Definition heir, Definitions all) {
        Set<String> names = new HashSet<>();
        heir.whole().ifPresent(wholes -> all.byName().forEach((name, definition) -> {
            if (List.of(wholes.split(" and ")).contains(name)) {
                definition.columns().values().forEach(column -> names.add(column.name()));
            }
        }));
        return names;
    }

    /** Of a partition's columns, and of those that an heir has from its whole, the whole decides. */
    private void alterColumns(Stayed table, Set<String> inheritedThen, Set<String> inheritedNow) {
        Definition other = there.get(table.name());
        if (other == null || partition(table.now()).isPresent()) {
            return;
        }
        String alter = "ALTER TABLE " + table.name();
        SortedMap<Integer, ColumnPart> columns = table.now().columns();
        SortedMap<Integer, ColumnPart> followed = table.then().columns();
        Set<Integer> ofWhole = new HashSet<>();
        columns.forEach((number, column) -> {
            if (inheritedNow.contains(column.name())) {
                ofWhole.add(number);
            }
        });
        followed.forEach((number, column) -> {
            if (inheritedThen.contains(column.name())) {
                ofWhole.add(number);
            }
        });
        columns.keySet().removeAll(ofWhole);
        followed.keySet().removeAll(ofWhole);
        Map<String, String> typesThere = new HashMap<>();
        other.columns().values().forEach(column -> typesThere.put(column.name(), column.type()));
        // A column of the receiver that was dropped at the sender goes, even where another has its name already.
        followed.forEach((number, was) -> {
            if (!columns.containsKey(number) && was.type().equals(typesThere.get(was.name()))) {
                add(table.name(), alter + " DROP COLUMN " + was.name());
                typesThere.remove(was.name());
            }
        });
        followed.forEach((number, was) -> {
            ColumnPart is = columns.get(number);
            if (is != null && !is.name().equals(was.name()) && !typesThere.containsKey(is.name())) {
                String type = typesThere.remove(was.name());
                if (type != null) {
                    add(table.name(), alter + " RENAME COLUMN " + was.name() + " TO " + is.name());
                    typesThere.put(is.name(), type);
                }
            }
        });
        columns.forEach((number, is) -> {
            if (followed.containsKey(number)
                    && table.then().requires(number)
                    && !table.now().requires(number)) {
                found.add(new Alteration(table.name(), alter + " ALTER COLUMN " + is.name() + " DROP NOT NULL", true));
            }
            String typeThere = typesThere.get(is.name());
            if (typeThere == null) {
                found.add(new Alteration(
                        table.name(),
                        alter + " ADD COLUMN " + added(sender, table.now().oid(), number),
                        true));
            } else if (!typeThere.equals(is.type())) {
                // All rows come again, so none is lost that could not be converted.
                add(
                        table.name(),
                        "DELETE FROM " + table.name() + "; " + alter + " ALTER COLUMN " + is.name() + " TYPE "
                                + is.type() + " USING " + is.name() + "::text::" + is.type());
            }
        });
    }

    /** What stands behind ADD COLUMN for a column of the sender's. */
    static String added(Session sender, long relation, int number) {
        return sender.text(SqlFile.of(Alterations.class, "added_column.sql")
                .with("relation", String.valueOf(relation))
                .with("position", String.valueOf(number))
                .text());
    }

    private void create(String name, Definition now) {
        Optional<Matcher> partition = partition(now);
        if (partition.isPresent() && !there.containsKey(name) && !now.isPartitioned()) {
            add(
                    name,
                    "CREATE TABLE " + name + " PARTITION OF " + partition.get().group(1) + " "
                            + partition.get().group(2));
        }
    }

    private void attach(Stayed table) {
        Optional<Matcher> partition = partition(table.now());
        if (partition.isPresent() && there.containsKey(table.name()) && !isPartThere(table.name())) {
            add(
                    table.name(),
                    "ALTER TABLE " + partition.get().group(1) + " ATTACH PARTITION " + table.name() + " "
                            + partition.get().group(2));
        }
    }

    private boolean isPartThere(String name) {
        Definition definition = there.get(name);
        return definition != null && partition(definition).isPresent();
    }

    private void add(String table, String sql) {
        found.add(new Alteration(table, sql, false));
    }

    /** Its whole and its bounds. */
    static Optional<Matcher> partition(Definition definition) {
        return definition.whole().map(PARTITION::matcher).filter(Matcher::matches);
    }

    /** Where the dot is between schema and name, either of which may be quoted. */
    private static int schemaEnd(String qualified) {
        boolean quoted = false;
        for (int i = 0; i < qualified.length(); i++) {
            if (qualified.charAt(i) == '"') {
                quoted = !quoted;
            } else if (qualified.charAt(i) == '.' && !quoted) {
                return i;
            }
        }
        throw new IllegalStateException("no schema in " + qualified);
    }
}
