package dev.dynolift.copy;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.large.LargeRow;
import dev.dynolift.postgres.Session;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts what has arrived and tells of it. Thread-safe. */
final class CopyTally {

    private final EventListener events;
    private final int reused;
    private long rows;
    private long bytes;
    private long weight;
    private int done;
    private int total;
    private final Map<Integer, UnderWay> underWay = new HashMap<>();

    private record UnderWay(long rows, long bytes) {}

    /** Begins with what an earlier engine has copied. */
    CopyTally(Session target, EventListener events) {
        this.events = events;
        this.reused = (int) target.number("SELECT count(*) FROM dynolift.chunk WHERE copied_at IS NOT NULL");
        count(target);
    }

    /** Counts anew what the plan says: it has changed. */
    final synchronized void count(Session target) {
        target.one(
                "SELECT coalesce(sum(rows), 0), coalesce(sum(bytes), 0), coalesce(sum(weight), 0),"
                        + " count(copied_at), count(*) FROM dynolift.chunk",
                row -> {
                    rows = row.getLong(1);
                    bytes = row.getLong(2);
                    weight = row.getLong(3);
                    done = row.getInt(4);
                    total = row.getInt(5);
                    return true;
                });
        // What is copied again counts twice, so that nothing that was told goes back.
        target.query(
                "SELECT count(*), coalesce(sum(bytes), 0) FROM dynolift.large_row UNION ALL"
                        + " SELECT coalesce(sum(rows), 0), coalesce(sum(bytes), 0) FROM dynolift.copied_again",
                row -> {
                    rows += row.getLong(1);
                    bytes += row.getLong(2);
                    return true;
                });
    }

    /** What of a chunk has passed so far; it is not committed yet. */
    synchronized void passing(Chunk chunk, long itsRows, long itsBytes) {
        underWay.put(chunk.number(), new UnderWay(itsRows, itsBytes));
        tell(chunk.table().label());
    }

    /** The chunk did not arrive. */
    synchronized void drop(Chunk chunk) {
        underWay.remove(chunk.number());
    }

    synchronized void add(Chunk chunk, long moreRows, long moreBytes) {
        underWay.remove(chunk.number());
        rows += moreRows;
        bytes += moreBytes;
        done++;
        tell(chunk.table().label());
    }

    synchronized void add(LargeRow row) {
        rows++;
        bytes += row.bytes();
        tell(row.table().label());
    }

    synchronized void tell(String table) {
        long passedRows = underWay.values().stream().mapToLong(UnderWay::rows).sum();
        long passedBytes = underWay.values().stream().mapToLong(UnderWay::bytes).sum();
        events.on(new Event.CopyProgress(
                Instant.now(), rows + passedRows, bytes + passedBytes, weight, done, total, reused, table));
    }
}
