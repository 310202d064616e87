package dev.dynolift.engine;

import dev.dynolift.control.Conclusion;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineLock;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.control.Position;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a copy is, as its records at the target tell.
 *
 * @param isRunning whether an engine works on it at this moment
 * @param rows that have arrived, and are committed; never fewer than were told before
 * @param bytesExpected the tables' sizes on the source's disk; what goes over the wire differs
 * @param rowsOnTheWay not committed yet; the server tells its owner alone
 * @param rowsAgain how many of the rows came from tables that were copied again since, as they were rewritten or truncated
 * @param tablesAgain those tables and partitions
 * @param conclusion what its last comparison came to; empty as long as there was none
 * @param endedAt when it ended with that
 * @param command with all its options, which goes on with the copy or starts it over: "data copy --tables orders"
 * @param verification the command that compares what it copied
 * @param definitionsLeft indexes, keys, triggers and so on that are not created yet
 */
public record CopyStatus(
        Method method,
        Phase phase,
        boolean isRunning,
        int chunksDone,
        int chunksTotal,
        long rows,
        long bytes,
        long bytesExpected,
        long rowsOnTheWay,
        long bytesOnTheWay,
        long rowsAgain,
        List<String> tablesAgain,
        long definitionsLeft,
        Optional<Conclusion> conclusion,
        Optional<Instant> endedAt,
        String command,
        String verification) {

    public CopyStatus {
        tablesAgain = List.copyOf(tablesAgain);
    }

    /** Reads it; empty when the target holds no record of a copy. */
    public static Optional<CopyStatus> read(Session target) {
        Optional<BegunCopy> begun = BegunCopy.of(target);
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        ProgressStore progress = new ProgressStore(Direction.FORWARD);
        Position position = progress.position(target).orElseThrow();
        long left = target.number("SELECT count(*) FROM dynolift.schema_entry WHERE applied_at IS NULL");
        boolean running = EngineLock.isHeld(target);
        Optional<Conclusion> conclusion = progress.conclusion(target);
        Optional<Instant> endedAt = progress.endedAt(target);
        Again again = Again.read(target);
        return Optional.of(target.one(
                SqlFile.of(CopyStatus.class, "copy_status.sql").text(),
                row -> new CopyStatus(
                        begun.get().method(),
                        position.phase(),
                        running,
                        again.chunks() + row.getInt(1),
                        again.chunks() + row.getInt(2),
                        again.rows() + row.getLong(3),
                        again.bytes() + row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        again.rows(),
                        again.tables(),
                        left,
                        conclusion,
                        endedAt,
                        begun.get().command(),
                        begun.get().verification())));
    }

    /** What was copied of tables that are copied again. */
    private record Again(int chunks, long rows, long bytes, List<String> tables) {

        static Again read(Session target) {
            // A record of an older version has none.
            return target.yes("SELECT to_regclass('dynolift.copied_again') IS NULL")
                    ? new Again(0, 0, 0, List.of())
                    : target.one(
                            SqlFile.of(CopyStatus.class, "copied_again.sql").text(),
                            row -> new Again(row.getInt(1), row.getLong(2), row.getLong(3), List.of((String[])
                                    row.getArray(4).getArray())));
        }
    }
}
