package dev.dynolift.preflight;

import dev.dynolift.large.LargeObjectCopy;
import dev.dynolift.postgres.SqlFile;
import java.util.function.Consumer;

/** What is kept in pg_largeobject. */
final class LargeObjects implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        long objects = sides.source().number("SELECT count(*) FROM pg_largeobject_metadata");
        boolean copied = sides.omissions().isNothing()
                || LargeObjectCopy.mayBelongTo(sides.catalog().tables());
        if (objects == 0 || !copied) {
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
            found.accept(Finding.info(
                    Side.SOURCE,
                    what,
                    "They are copied too, after the rows. No fence refuses writes to them; on a way back all of them are"
                            + " compared while the app waits, and those that differ go back."));
        }
        long unreadable = sides.source()
                .number(SqlFile.of(LargeObjects.class, "unreadable_large_objects.sql")
                        .text());
        if (unreadable > 0) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "the role may not read " + Listing.count(unreadable, "large object"),
                    "What it cannot read would be missing at the target.",
                    "GRANT SELECT ON LARGE OBJECT to it, or use the URL of their owner."));
        }
    }
}
