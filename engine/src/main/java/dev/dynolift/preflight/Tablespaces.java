package dev.dynolift.preflight;

import java.util.List;
import java.util.function.Consumer;

/** Places on disk that the target does not have. */
final class Tablespaces implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        List<String> relations = sides.names(Side.SOURCE, "tablespaces.sql");
        if (!relations.isEmpty()) {
            found.accept(Finding.info(
                    Side.SOURCE,
                    "tablespaces are left out: " + Listing.of(relations),
                    "At the target everything lies in the database's own one."));
        }
    }
}
