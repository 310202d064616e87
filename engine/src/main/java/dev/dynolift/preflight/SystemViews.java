package dev.dynolift.preflight;

import java.util.List;
import java.util.function.Consumer;

/** Views of the app on PostgreSQL's own views, which lose columns from one major to the next. */
final class SystemViews implements Check {

    private static final String EXISTS =
            "SELECT EXISTS (SELECT FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = ? AND c.relname = ? AND a.attname = ? AND NOT a.attisdropped)";

    private record Use(String view, String schema, String system, String column) {}

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        if (sides.sourceMajor() == sides.targetMajor()) {
            return;
        }
        List<String> broken = sides
                .source()
                .query(
                        sides.ofSource("system_columns.sql").text(),
                        row -> new Use(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .stream()
                .filter(use -> !sides.target().yes(EXISTS, use.schema(), use.system(), use.column()))
                .map(use -> use.view() + " (" + use.system() + "." + use.column() + ")")
                .toList();
        if (!broken.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "views read what PostgreSQL " + sides.targetMajor() + " no longer has: " + Listing.of(broken),
                    "They cannot be created at the target.",
                    "DROP or change them at the source."));
        }
    }
}
