package dev.dynolift.postgres;

import java.util.ArrayList;
import java.util.List;

/** Long lists in pieces: a server far away answers each statement only after a while, and none may grow without end. */
public final class Batches {

    /** What a statement takes with ease; a select list holds 1,664 columns at most. */
    private static final int IN_A_STATEMENT = 500;

    private Batches() {}

    /** The list in its order, in pieces for a statement each; the pieces are views of it. */
    public static <T> List<List<T>> of(List<T> all) {
        return of(all, IN_A_STATEMENT);
    }

    /**
     * Inserts rows by a few statements.
     *
     * @param into the table with its columns in parentheses
     * @param rows each as it stands in a list of values, parentheses included
     */
    public static void insert(Session session, String into, List<String> rows) {
        of(rows).forEach(batch -> session.execute("INSERT INTO " + into + " VALUES " + String.join(",\n", batch)));
    }

    /** The list in its order, in pieces of so many at most; the pieces are views of it. */
    public static <T> List<List<T>> of(List<T> all, int atOnce) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += atOnce) {
            batches.add(all.subList(from, Math.min(from + atOnce, all.size())));
        }
        return batches;
    }
}
