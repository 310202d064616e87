package dev.dynolift.control;

import java.util.Locale;

/**
 * How much of two databases was compared.
 *
 * @param tables of which every row was compared
 * @param rows of the sender
 * @param rowsInAll as the server estimates them
 */
public record Compared(long tables, long tablesInAll, long rows, long rowsInAll) {

    public static final Compared NOTHING = new Compared(0, 0, 0, 0);

    /** For people: "3 of 12 tables, 1,200 of about 4,000 rows". */
    public String words() {
        if (tablesInAll == 0) {
            return "nothing";
        }
        return String.format(
                Locale.ROOT,
                "%,d of %,d %s, %,d of about %,d %s",
                tables,
                tablesInAll,
                tablesInAll == 1 ? "table" : "tables",
                rows,
                rowsInAll,
                rowsInAll == 1 ? "row" : "rows");
    }
}
