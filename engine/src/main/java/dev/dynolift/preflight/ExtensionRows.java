package dev.dynolift.preflight;

import dev.dynolift.postgres.SqlFile;
import java.util.List;
import java.util.function.Consumer;

/** Rows that belong to an extension but that somebody configured: jobs of pg_cron, own reference systems of PostGIS. */
final class ExtensionRows implements Check {

    private record Configured(String extension, String table, String condition) {

        String rows() {
            return condition.isBlank() ? table : table + " " + condition.strip();
        }
    }

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        List<Configured> tables = sides.source()
                .query(
                        SqlFile.of(ExtensionRows.class, "extension_tables.sql").text(),
                        row -> new Configured(row.getString(1), row.getString(2), row.getString(3)));
        for (Configured table : tables) {
            long rows = sides.source().number("SELECT count(*) FROM " + table.rows());
            if (rows > 0) {
                found.accept(Finding.warning(
                        Side.SOURCE,
                        table.table() + " of the extension " + table.extension() + " holds rows of your own: " + rows,
                        "Rows of extensions are neither moved nor compared.",
                        "Set them up at the target with the extension's own functions, or after the move: "
                                + command(table)));
            }
        }
    }

    /** What a shell takes as it is. */
    private static String command(Configured table) {
        return "psql \"$DYNOLIFT_SOURCE_URL\" -c " + inShell("COPY (SELECT * FROM " + table.rows() + ") TO STDOUT")
                + " | psql \"$DYNOLIFT_TARGET_URL\" -c " + inShell("COPY " + table.table() + " FROM STDIN");
    }

    private static String inShell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
