package dev.dynolift.rounds;

import dev.dynolift.capture.CapturedTable;
import dev.dynolift.control.MovedKeys;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.time.Duration;
import java.util.List;

/**
 * What waits in the sender's logs.
 *
 * @param rows that came since a position; of each log no more than {@link #COUNTED} are counted
 * @param bytes of all logs on disk; a log whose rows are purged gives them back to itself, not to the disk
 * @param oldestTransaction how long the oldest transaction that may still write has been open: the log is kept from
 *     before it on; zero when there is none
 */
public record Backlog(long rows, long bytes, Duration oldestTransaction) {

    /** Beyond that a number says no more than "very many", and counting would cost the app's server too much. */
    public static final long COUNTED = 1_000_000;

    /** In bytes; a plan's disk may be small. */
    private static final long LARGE = 1L << 30;

    private static final SqlFile LOGS = SqlFile.of(Backlog.class, "logs.sql");

    /** Whether the log takes so much of the sender's disk that somebody should know. */
    public boolean isLarge() {
        return bytes > LARGE;
    }

    /**
     * What the sender's logs have of the rows that rounds have read; another number than those counted means that it was
     * put back.
     *
     * @param since as it was counted
     * @param position the snapshot of the last round
     */
    public static MovedKeys between(Session sender, String since, String position) {
        MovedKeys all = MovedKeys.NONE;
        for (String log : sender.query(LOGS.text(), row -> row.getString(1))) {
            MovedKeys before = all;
            all = sender.one(
                    "SELECT " + MovedKeys.COLUMNS + " FROM " + log + " WHERE " + CapturedTable.pendingSince(since)
                            + " AND pg_visible_in_snapshot(transaction, ?::pg_snapshot)",
                    row -> before.plus(row.getLong(1), row.getBigDecimal(2)),
                    position);
        }
        return all;
    }

    /** @param since a snapshot as it writes itself; empty when rows are not to be counted */
    public static Backlog read(Session sender, String since) {
        record Log(String name, long bytes) {}
        List<Log> logs = sender.query(LOGS.text(), row -> new Log(row.getString(1), row.getLong(2)));
        long rows = 0;
        for (Log log : logs) {
            rows += since.isEmpty()
                    ? 0
                    : sender.number("SELECT count(*) FROM (SELECT FROM " + log.name() + " WHERE "
                            + CapturedTable.pendingSince(since) + " LIMIT " + COUNTED + ") AS waiting");
        }
        long oldest = sender.number(
                "SELECT coalesce(max(EXTRACT(epoch FROM now() - xact_start) * 1000), 0)::bigint FROM pg_stat_activity"
                        + " WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()");
        return new Backlog(rows, logs.stream().mapToLong(Log::bytes).sum(), Duration.ofMillis(oldest));
    }
}
