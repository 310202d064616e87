package dev.dynolift.catalog;

import java.util.List;

/** The app's tables and sequences as one look found them. */
public record Catalog(List<Table> tables, List<Sequence> sequences, Definitions definitions) {

    public Catalog {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    /** Bytes of all tables, without indexes. */
    public long bytes() {
        return tables.stream().mapToLong(Table::bytes).sum();
    }
}
