package dev.dynolift.capture;

import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Removes log rows that no later round needs: those of transactions that a snapshot saw which the receiver has for good.
 * In pieces of some blocks, each a short transaction of its own: after an hour's stall a log holds millions of rows, and
 * deleting them in one statement would keep the engine from its rounds, hold up the source's vacuum, and be undone as a
 * whole when it is broken off. By blocks, so that rows that are gone already are not looked at again for each piece.
 * Goes on where it stopped. Not thread-safe.
 */
public final class LogPurge {

    /** 2 MB at the usual size of a block: some ten thousand rows. */
    private static final int BLOCKS_AT_ONCE = 256;

    private static final SqlFile PIECE = SqlFile.of(LogPurge.class, "purge_piece.sql");

    private final List<CapturedTable> tables;
    private int table;
    private long block;

    public LogPurge(List<CapturedTable> tables) {
        this.tables = tables;
    }

    /**
     * Looks at each log once at most.
     *
     * @param snapshot that the receiver equals, by a commit that no crash of its server undoes
     * @param atMost after so long it stops, but not before one piece was done
     * @return how many rows went
     */
    public long run(Session sender, String snapshot, Duration atMost) {
        Instant end = Instant.now().plus(atMost);
        long gone = 0;
        for (int done = 0; done < tables.size(); ) {
            CapturedTable captured = tables.get(table);
            boolean over = block == 0 && !hasOld(sender, captured, snapshot);
            if (!over) {
                gone += removePiece(sender, captured, snapshot);
                block += BLOCKS_AT_ONCE;
                over = block >= blocks(sender, captured);
            }
            if (over) {
                table = (table + 1) % tables.size();
                block = 0;
                done++;
            }
            if (gone > 0 && Instant.now().isAfter(end)) {
                break;
            }
        }
        return gone;
    }

    private static boolean hasOld(Session sender, CapturedTable captured, String snapshot) {
        return sender.yes(
                "SELECT EXISTS (SELECT FROM " + captured.log() + " WHERE transaction < pg_snapshot_xmax(?::pg_snapshot)"
                        + " AND pg_visible_in_snapshot(transaction, ?::pg_snapshot))",
                snapshot,
                snapshot);
    }

    private long removePiece(Session sender, CapturedTable captured, String snapshot) {
        return sender.update(PIECE.with("log", captured.logName())
                .with("first", "(" + block + ",0)")
                .with("end", "(" + (block + BLOCKS_AT_ONCE) + ",0)")
                .with("snapshot", snapshot)
                .text());
    }

    private static long blocks(Session sender, CapturedTable captured) {
        return sender.number(
                "SELECT pg_relation_size(?::regclass) / current_setting('block_size')::int", captured.log());
    }
}
