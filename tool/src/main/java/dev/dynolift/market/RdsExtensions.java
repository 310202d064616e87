package dev.dynolift.market;

import java.util.List;
import java.util.Optional;

/** The extensions that RDS for PostgreSQL offers in some version; the instance itself knows those of its own. */
public final class RdsExtensions {

    private static final List<RdsExtension> ALL = CsvTable.rows("rds_extensions.csv").stream()
            .map(row -> new RdsExtension(row.text("name"), row.provenance()))
            .toList();

    private RdsExtensions() {}

    /** An extension that can be created on RDS. */
    public record RdsExtension(String name, Provenance provenance) {}

    /** The extension of that name; empty when nobody has seen it there. */
    public static Optional<RdsExtension> find(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
