package dev.dynolift.preflight;

import java.util.function.Consumer;

/** What is kept in pg_largeobject. */
final class LargeObjects implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        long objects = sides.source().number("SELECT count(*) FROM pg_largeobject_metadata");
        if (objects == 0) {
            return;
        }
        String what = "it holds " + Listing.count(objects, "large object");
        if (sides.kind().follows()) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    what,
                    "No trigger tells of their changes.",
                    "Keep their contents in a bytea column, unlink them (lo_unlink) if nothing uses them, or copy with"
                            + " writes refused: dynolift data copy --fence."));
        } else {
            found.accept(Finding.info(Side.SOURCE, what, "They are copied too, after the rows."));
        }
    }
}
