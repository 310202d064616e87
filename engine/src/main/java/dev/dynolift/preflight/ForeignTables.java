package dev.dynolift.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tables whose rows are at another server. */
final class ForeignTables implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        List<String> tables = new ArrayList<>();
        List<String> partitions = new ArrayList<>();
        sides.source()
                .query(sides.ofSource("foreign_tables.sql").text(), row -> (row.getBoolean(2) ? partitions : tables)
                        .add(row.getString(1)));
        if (!tables.isEmpty()) {
            found.accept(Finding.info(
                    Side.SOURCE,
                    "foreign tables move as definitions only: " + Listing.of(tables),
                    "Their rows are at another server, which the target must be able to reach."));
        }
        if (!partitions.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "partitions are foreign tables: " + Listing.of(partitions),
                    "Their rows are at another server, but count as rows of a table that is moved and compared.",
                    "DETACH them at the source for the time of the move, and attach them at the target."));
        }
    }
}
