package dev.dynolift.preflight;

import dev.dynolift.catalog.ExtensionTable;
import java.util.function.Consumer;

/** Rows that belong to an extension but that somebody configured: jobs of pg_cron, own reference systems of PostGIS. */
final class ExtensionRows implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        for (ExtensionTable table : ExtensionTable.read(sides.source())) {
            long rows = table.count(sides.source());
            if (rows == 0) {
                continue;
            }
            String what = table.name() + " of the extension " + table.extension() + " holds rows of your own: " + rows;
            if (table.acts()) {
                found.accept(Finding.warning(
                        Side.SOURCE,
                        what,
                        "They would be at work on both servers, so they are not moved.",
                        "Set them up at the target with the extension's own functions when it takes over."));
            } else if (sides.kind().makesDefinitions()) {
                found.accept(
                        Finding.info(
                                Side.SOURCE,
                                what,
                                "They go over with the extension, and are not followed: what is written there later stays here."));
            } else {
                found.accept(Finding.warning(
                        Side.SOURCE,
                        what,
                        "They go over with the definitions, and those are not moved this time.",
                        "As somebody who may write there: " + table.command()));
            }
        }
    }
}
