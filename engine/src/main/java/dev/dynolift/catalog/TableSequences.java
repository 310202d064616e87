package dev.dynolift.catalog;

import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which sequences the rows of some tables take their numbers from. */
public final class TableSequences {

    private TableSequences() {}

    /** Those of the catalog that a column of the tables owns, or whose numbers a column's default gives out. */
    public static List<Sequence> of(Session session, Catalog catalog, List<Table> tables) {
        List<Long> oids = tables.stream()
                .flatMap(table -> Stream.concat(
                        Stream.of(table.oid()), table.leaves().stream().map(Leaf::oid)))
                .toList();
        Set<Sequence> used = Set.copyOf(session.query(
                SqlFile.of(TableSequences.class, "table_sequences.sql")
                        .with("tables", Names.array(oids))
                        .text(),
                row -> new Sequence(row.getString(1), row.getString(2))));
        return catalog.sequences().stream().filter(used::contains).toList();
    }
}
