package dev.dynolift.schema;

import dev.dynolift.catalog.Omissions;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts an archive's items where they can be applied soonest, and takes key constraints and foreign keys apart: an index
 * is built beside others before it becomes a constraint, and a foreign key is validated after it was added, so that
 * neither holds a table for as long as it takes to read it.
 */
final class ArchiveOrder {

    private static final Set<String> NOT_DEFINITIONS =
            Set.of("ENCODING", "STDSTRINGS", "SEARCHPATH", "DATABASE", "DATABASE PROPERTIES", "STATISTICS DATA");
    private static final Set<String> PARTS_OF_INDEXES = Set.of("INDEX", "CONSTRAINT", "INDEX ATTACH");

    /** What the target may refuse, and nothing else needs. */
    private static final Set<String> LAST = Set.of("USER MAPPING", "SECURITY LABEL");

    private static final String VIEW = "m";
    private static final String PARTITIONED = "p";

    private final Map<Long, Index> indexes = new HashMap<>();
    private final Map<Long, Index> keys = new HashMap<>();
    private final Map<Long, ForeignKey> foreignKeys = new HashMap<>();
    private final Map<Long, String> statistics = new HashMap<>();
    private final Omissions omissions;
    private final Set<Integer> left = new HashSet<>();
    private final Set<Integer> late = new HashSet<>();
    private final List<SchemaEntry> entries = new ArrayList<>();

    /** The session reads at the same moment as the archive. */
    ArchiveOrder(Session session, Omissions omissions) {
        this.omissions = omissions;
        session.query(SqlFile.of(ArchiveOrder.class, "indexes.sql").text(), row -> {
            Index index = new Index(
                    Names.qualified(row.getString(3), row.getString(4)),
                    row.getString(5),
                    row.getString(7),
                    row.getString(8),
                    row.getBoolean(9),
                    row.getString(10));
            indexes.put(row.getLong(1), index);
            keys.put(row.getLong(2), index);
            return index;
        });
        session.query(
                SqlFile.of(ArchiveOrder.class, "foreign_keys.sql").text(),
                row -> foreignKeys.put(
                        row.getLong(1),
                        new ForeignKey(
                                Names.qualified(row.getString(2), row.getString(3)),
                                row.getString(4),
                                row.getBoolean(5),
                                row.getBoolean(6))));
        session.query(
                SqlFile.of(ArchiveOrder.class, "statistics.sql").text(),
                row -> statistics.put(row.getLong(1), Names.qualified(row.getString(2), row.getString(3))));
    }

    /** @param kind of the table, as pg_class has it */
    private record Index(
            String table, String kind, String definition, String constraint, boolean attachable, String attachment) {}

    private record ForeignKey(String table, String name, boolean validated, boolean partitioned) {}

    /** In the archive's order, not yet in that of the sections. */
    List<SchemaEntry> entries(Archive archive) {
        for (Archive.Item item : archive.items()) {
            if (isOmitted(item)) {
                left.add(item.id());
            } else if (!isLeftOut(item)) {
                place(item);
            }
        }
        return entries;
    }

    /** Comments and the like have no row that is known here, but need the object that they are about. */
    private boolean isOmitted(Archive.Item item) {
        return omissions.has(item.catalog(), item.oid())
                || item.needs().stream().anyMatch(left::contains);
    }

    /**
     * What the target has by itself or may not have: its own public schema, the owner's comments on extensions, event
     * triggers (Heroku's own), and the triggers by which an earlier move watched or fenced.
     */
    private static boolean isLeftOut(Archive.Item item) {
        String name = item.name();
        return NOT_DEFINITIONS.contains(item.kind())
                || switch (item.kind()) {
                    // Policies are read from the catalog, as they name roles.
                    case "EVENT TRIGGER", "POLICY" -> true;
                    case "SCHEMA" -> name.equals("public");
                    case "COMMENT" ->
                        name.startsWith("EXTENSION ") || name.startsWith("POLICY ") || name.equals("SCHEMA public");
                    case "EXTENSION" -> name.equals("plpgsql") || name.equals("pg_stat_statements");
                    case "TRIGGER" -> name.contains(" dynolift_");
                    default -> false;
                };
    }

    private void place(Archive.Item item) {
        if (LAST.contains(item.kind())) {
            add(item, Section.POST_DATA, "", item.definition());
            return;
        }
        if (item.section() == Section.PRE_DATA) {
            add(item, Section.PRE_DATA, "", item.definition());
            return;
        }
        ForeignKey foreignKey = foreignKeys.get(item.oid());
        Index index = item.kind().equals("INDEX") ? indexes.get(item.oid()) : keys.get(item.oid());
        String counted = statistics.get(item.oid());
        if (item.kind().equals("FK CONSTRAINT") && foreignKey != null) {
            place(item, foreignKey);
        } else if (item.kind().equals("INDEX ATTACH")) {
            add(item, Section.PARTITIONED_INDEX, "", item.definition());
        } else if (PARTS_OF_INDEXES.contains(item.kind()) && index != null && !isLate(item, index)) {
            place(item, index);
        } else if (item.kind().equals("STATISTICS") && counted != null) {
            add(item, Section.TABLE, counted, item.definition());
        } else {
            late.add(item.id());
            add(item, Section.POST_DATA, "", item.definition());
        }
    }

    /** Whether it needs something that itself comes late: a function that depends on a key, a view filled at the end. */
    private boolean isLate(Archive.Item item, Index index) {
        return index.kind().equals(VIEW) || item.needs().stream().anyMatch(late::contains);
    }

    private void place(Archive.Item item, Index index) {
        if (index.kind().equals(PARTITIONED)) {
            add(item, Section.PARTITIONED_INDEX, "", item.definition());
        } else if (item.kind().equals("INDEX") && item.definition().startsWith(index.definition() + ";")) {
            add(item, Section.INDEX, index.table(), index.definition());
            add(item, Section.TABLE, index.table(), rest(item.definition()));
        } else if (item.kind().equals("CONSTRAINT") && index.attachable()) {
            add(item, Section.INDEX, index.table(), index.definition());
            String attach = "ALTER TABLE ONLY " + index.table() + " ADD CONSTRAINT " + Names.quote(index.constraint())
                    + " " + index.attachment() + ";\n";
            add(item, Section.TABLE, index.table(), attach + rest(item.definition()));
        } else {
            add(item, Section.TABLE, index.table(), item.definition());
        }
    }

    private void place(Archive.Item item, ForeignKey key) {
        if (!key.validated()) {
            add(item, Section.FOREIGN_KEY, key.table(), item.definition());
        } else if (key.partitioned() || !item.definition().endsWith(";")) {
            add(item, Section.VALIDATION, "", item.definition());
        } else {
            String added = item.definition().substring(0, item.definition().length() - 1) + " NOT VALID;";
            add(item, Section.FOREIGN_KEY, key.table(), added);
            add(
                    item,
                    Section.VALIDATION,
                    key.table(),
                    "ALTER TABLE ONLY " + key.table() + " VALIDATE CONSTRAINT " + Names.quote(key.name()));
        }
    }

    private void add(Archive.Item item, Section section, String table, String definition) {
        if (!definition.isBlank()) {
            String name = item.schema().isEmpty() ? item.name() : item.schema() + "." + item.name();
            entries.add(new SchemaEntry(0, section, item.kind(), name, table, definition));
        }
    }

    /**
     * What stands behind the first statement: the clustering index, statistics targets, the replica identity. Semicolons
     * within quotes end nothing.
     */
    private static String rest(String definition) {
        char quote = 0;
        for (int i = 0; i < definition.length(); i++) {
            char c = definition.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == ';') {
                return definition.substring(i + 1).strip();
            }
        }
        return "";
    }
}
