package dev.dynolift.preflight;

import dev.dynolift.postgres.SqlFile;
import java.util.List;
import java.util.function.Consumer;

/** Rows that belong to an extension but that somebody configured: jobs of pg_cron, own reference systems of PostGIS. */
final class ExtensionRows implements Check {

    private record Configured(String extension, String table, String condition) {}

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        List<Configured> tables = sides.source()
                .query(
                        SqlFile.of(ExtensionRows.class, "extension_tables.sql").text(),
                        row -> new Configured(row.getString(1), row.getString(2), row.getString(3)));
        for (Configured table : tables) {
            if (sides.source().yes("SELECT EXISTS (SELECT FROM " + table.table() + " " + table.condition() + ")")) {
                found.accept(Finding.warning(
                        Side.SOURCE,
                        table.table() + " of the extension " + table.extension() + " holds rows of your own",
                        "Rows of extensions are not moved.",
                        "Set them up again at the target, with the extension's own functions."));
            }
        }
    }
}
