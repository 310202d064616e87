package dev.dynolift.engine;

import dev.dynolift.catalog.Definition;
import dev.dynolift.catalog.Definitions;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What makes tables and sequences at the receiver that are new at the sender: for a person to run, as a table that nobody
 * has announced may also be one that is not wanted there. Indexes and rules of theirs follow by themselves.
 */
final class NewRelations {

    private final Session sender;

    NewRelations(Session sender) {
        this.sender = sender;
    }

    /**
     * The statements, in an order in which they can be run.
     *
     * @param then what the receiver followed
     * @param there what it has
     */
    List<String> statements(Definitions then, Definitions now, Definitions there) {
        // Numbers are given in the order in which things are made.
        List<Map.Entry<String, Definition>> fresh = now.byName().entrySet().stream()
                .filter(relation ->
                        !then.namesByOid().containsKey(relation.getValue().oid())
                                && !there.byName().containsKey(relation.getKey()))
                .sorted(Comparator.comparingLong(relation -> relation.getValue().oid()))
                .toList();
        List<String> sequences = new ArrayList<>();
        List<String> tables = new ArrayList<>();
        List<String> owners = new ArrayList<>();
        for (Map.Entry<String, Definition> relation : fresh) {
            Definition definition = relation.getValue();
            if (definition.isSequence()) {
                sequences.addAll(read("new_sequence.sql", definition));
                owners.addAll(read("owned_sequence.sql", definition));
            } else {
                tables.add(table(relation.getKey(), definition));
            }
        }
        List<String> all = new ArrayList<>(sequences);
        all.addAll(tables);
        all.addAll(owners);
        return all;
    }

    private String table(String name, Definition table) {
        return sender.one(
                SqlFile.of(NewRelations.class, "new_table.sql").text(),
                row -> {
                    String head = "CREATE " + row.getString(1) + " " + name;
                    Optional<String> whole = table.whole();
                    if (Alterations.partition(table).isPresent()) {
                        return head + " PARTITION OF " + whole.orElseThrow() + row.getString(3);
                    }
                    List<String> parts = new ArrayList<>();
                    table.columns()
                            .keySet()
                            .forEach(number -> parts.add(Alterations.added(sender, table.oid(), number)));
                    if (!row.getString(2).isEmpty()) {
                        parts.add(row.getString(2));
                    }
                    return head + " (" + String.join(", ", parts) + ")"
                            + whole.map(parent -> " INHERITS (" + parent.replace(" and ", ", ") + ")")
                                    .orElse("")
                            + row.getString(3);
                },
                table.oid());
    }

    private List<String> read(String file, Definition definition) {
        return sender.query(SqlFile.of(NewRelations.class, file).text(), row -> row.getString(1), definition.oid());
    }
}
