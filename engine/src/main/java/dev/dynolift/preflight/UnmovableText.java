package dev.dynolift.preflight;

import dev.dynolift.large.UnmovableValues;
import java.util.function.Consumer;

/** Values whose text is longer than a server can write. */
final class UnmovableText implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        for (UnmovableValues.Unmovable value : UnmovableValues.find(sides.source(), sides.catalog())) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    value.table().label() + "." + value.column() + " of row " + value.key() + ", " + value.storedBytes()
                            + " bytes as it is stored, is longer than 1 GB as text",
                    "No server can write or take it as text, and values of its type have no other way.",
                    "Split the value, or keep it in a bytea column."));
        }
    }
}
