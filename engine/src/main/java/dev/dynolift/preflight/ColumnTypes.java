package dev.dynolift.preflight;

import java.util.List;
import java.util.function.Consumer;

/** Column types whose values mean something in one database only. */
final class ColumnTypes implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        List<String> unreadable = sides.names(Side.SOURCE, "unreadable_types.sql");
        if (!unreadable.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "columns are of types that no server takes values of: " + Listing.of(unreadable),
                    "Such a table was made of PostgreSQL's own catalog.",
                    "DROP the table, or ALTER the columns to text."));
        }
        List<String> names = sides.names(Side.SOURCE, "object_names.sql");
        if (!names.isEmpty()) {
            found.accept(Finding.warning(
                    Side.SOURCE,
                    "columns refer to objects of this database: " + Listing.of(names),
                    "Names must exist at the target when the rows arrive. Of plain numbers (oid) only those of large"
                            + " objects stay true: what else they mean here is another thing there.",
                    "Look at what the app does with them; text is a better type for names."));
        }
    }
}
