package dev.dynolift.preflight;

import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Table;
import java.util.List;
import java.util.function.Consumer;

/** Tables of which a changed row cannot be found by an index, because no key or no plain key tells rows apart. */
final class Keys implements Check {

    /** Scanning a table of this size in every round takes long enough to be felt. */
    private static final long LARGE_BYTES = 32L << 20;

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        if (!sides.kind().follows()) {
            return;
        }
        List<Table> tables = CatalogReader.read(sides.source()).tables().stream()
                .filter(table -> !table.isFoundByKey())
                .toList();
        List<String> large = tables.stream()
                .filter(table -> table.bytes() >= LARGE_BYTES)
                .map(Keys::described)
                .toList();
        if (!large.isEmpty()) {
            found.accept(Finding.warning(
                    Side.SOURCE,
                    "changed rows cannot be found by an index in " + Listing.of(large),
                    "Each round reads such a table as a whole when something in it was changed, on both sides.",
                    "Give it a primary key of an ordinary type before the move, if it is written to often."));
        }
        List<String> small = tables.stream()
                .filter(table -> table.bytes() < LARGE_BYTES)
                .map(Keys::described)
                .toList();
        if (!small.isEmpty()) {
            found.accept(Finding.info(
                    Side.SOURCE,
                    "changed rows cannot be found by an index in " + Listing.of(small),
                    "They are small enough to be read as a whole."));
        }
    }

    private static String described(Table table) {
        return table.label() + (table.hasKey() ? " (a key whose equality is not that of its text)" : " (no key)");
    }
}
