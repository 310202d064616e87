package dev.dynolift.verify;

import dev.dynolift.postgres.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The rows of {@link RowHashes#inOrder}, a few thousand in memory at a time, whatever their number. Not thread-safe. */
final class OrderedRows implements AutoCloseable {

    private static final String CURSOR = "dynolift_rows";

    private final Session session;
    private final Deque<Row> fetched = new ArrayDeque<>();
    private boolean ended;

    /**
     * A row by its hashes and its place.
     *
     * @param leaf object id of the relation that holds it
     * @param address its {@code ctid} there
     */
    record Row(long keyHash, long hash, String key, long leaf, String address) {

        /** Whether it comes before another in the order that both sides have. */
        int compareTo(Row other) {
            int byKey = Long.compare(keyHash, other.keyHash);
            return byKey != 0 ? byKey : Long.compare(hash, other.hash);
        }
    }

    /** Begins to read, in the session's open transaction. */
    OrderedRows(Session session, String query) {
        this.session = session;
        session.execute("DECLARE " + CURSOR + " NO SCROLL CURSOR FOR " + query);
    }

    /** The next row without taking it; null at the end. */
    @Nullable
    Row first() {
        if (fetched.isEmpty() && !ended) {
            fetched.addAll(session.query(
                    "FETCH 2000 FROM " + CURSOR,
                    row -> new Row(
                            row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4), row.getString(5))));
            ended = fetched.isEmpty();
        }
        return fetched.peek();
    }

    void drop() {
        fetched.remove();
    }

    /** Ends the cursor; after an error the transaction, which goes with it, is the caller's to end. */
    @Override
    public void close() {
        session.execute("CLOSE " + CURSOR);
    }
}
