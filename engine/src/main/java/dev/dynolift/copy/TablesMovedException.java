package dev.dynolift.copy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.util.Collection;

/** Rows of the held moment are gone at the source: truncation and rewriting are not MVCC-safe. */
public final class TablesMovedException extends DynoliftException {

    /** @param labels what people call the tables */
    public TablesMovedException(Collection<String> labels) {
        super(
                ErrorCode.DIFFERENCES,
                "the source's " + (labels.size() == 1 ? "table " : "tables ") + String.join(", ", labels)
                        + (labels.size() == 1 ? " was" : " were") + " truncated or rewritten during the copy",
                "the rows as they were when the copy began are gone there",
                "Run the same command again when nobody truncates or alters tables: it starts over. `dynolift data sync`"
                        + " copies a source that must stay at work.");
    }
}
