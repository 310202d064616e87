package dev.dynolift.preflight;

import dev.dynolift.catalog.OfTheApp;
import java.util.List;
import java.util.function.Consumer;

/** What the roles of the two addresses may do. */
final class Rights implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        atSource(sides, found);
        createSchema(sides, Side.TARGET, found);
    }

    private static void atSource(Sides sides, Consumer<Finding> found) {
        List<String> unreadable = names(sides, "not_readable.sql");
        if (!unreadable.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "the role may not read " + Listing.of(unreadable),
                    "What it cannot read would be missing at the target.",
                    "Use the URL of the default credential, or grant USAGE on the schema and SELECT to it."));
        }
        if (!sides.kind().changesSource()) {
            return;
        }
        List<String> foreign = names(sides, "not_owned.sql");
        if (!foreign.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "the role does not own " + Listing.of(foreign),
                    "Only a table's owner may put triggers on it.",
                    "Use the URL of the default credential, or make its role the owner (ALTER TABLE … OWNER TO)."));
        }
        createSchema(sides, Side.SOURCE, found);
    }

    private static void createSchema(Sides sides, Side side, Consumer<Finding> found) {
        if (!sides.session(side).yes("SELECT has_database_privilege(current_database(), 'CREATE')")) {
            found.accept(Finding.blocking(
                    side,
                    "the role may not create a schema",
                    "Progress is kept in one called dynolift.",
                    "GRANT CREATE ON DATABASE to it, or use the owner's URL."));
        }
    }

    private static List<String> names(Sides sides, String file) {
        return sides.source().query(OfTheApp.sqlFile(Rights.class, file).text(), row -> row.getString(1));
    }
}
