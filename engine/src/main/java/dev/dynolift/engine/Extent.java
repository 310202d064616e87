package dev.dynolift.engine;

import dev.dynolift.catalog.TableSelection;

/**
 * How much of a source is copied.
 *
 * @param rowsOnly whether the target has the definitions already, made by somebody else
 */
public record Extent(TableSelection selection, boolean rowsOnly) {

    /** All definitions and all rows. */
    public static final Extent EVERYTHING = new Extent(TableSelection.ALL, false);

    static final String ROWS_ONLY = "rows only";

    /** The command that compares what was copied, without the program's name: "data verify --tables orders". */
    public String verification() {
        return BegunCopy.verification(selection.options());
    }

    /** The same for the same extent: it is recorded at the target, so that a killed copy goes on with the same. */
    String words() {
        return selection.words() + (rowsOnly ? ", " + ROWS_ONLY : "");
    }
}
