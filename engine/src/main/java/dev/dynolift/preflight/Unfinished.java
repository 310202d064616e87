package dev.dynolift.preflight;

import java.util.List;
import java.util.function.Consumer;

/** What somebody began at the source and did not end: invalid indexes, constraints that are NOT VALID. */
final class Unfinished implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        List<String> indexes = sides.names(Side.SOURCE, "invalid_indexes.sql");
        if (!indexes.isEmpty()) {
            found.accept(Finding.warning(
                    Side.SOURCE,
                    "invalid indexes: " + Listing.of(indexes),
                    "They serve no query, and are left out. A unique one keeps nothing unique.",
                    "REINDEX INDEX CONCURRENTLY each, or DROP it."));
        }
        List<String> constraints = sides.names(Side.SOURCE, "unvalidated.sql");
        if (!constraints.isEmpty()) {
            found.accept(Finding.info(
                    Side.SOURCE,
                    "constraints that are NOT VALID: " + Listing.of(constraints),
                    sides.kind().makesDefinitions()
                            ? "They stay so at the target: rows that break them arrive as they are."
                            : "Where the target has them, too, they refuse rows that break them: each is new there."));
        }
    }
}
