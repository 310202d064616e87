package dev.dynolift.engine;

import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineLock;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.control.Position;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.postgres.Session;
import java.util.Optional;

/**
 * How far an unfinished copy is, as its records at the target tell.
 *
 * @param isRunning whether an engine works on it at this moment
 * @param bytesExpected the tables' sizes on the source's disk; what goes over the wire differs
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
        long definitionsLeft) {

    /** Reads it; empty when the target holds no record of a copy. */
    public static Optional<CopyStatus> read(Session target) {
        if (!ProgressStore.isInstalled(target)) {
            return Optional.empty();
        }
        ProgressStore progress = new ProgressStore(Direction.FORWARD);
        Optional<Method> method = progress.method(target);
        Optional<Position> position = progress.position(target);
        if (method.isEmpty() || position.isEmpty()) {
            return Optional.empty();
        }
        long left = target.number("SELECT count(*) FROM dynolift.schema_entry WHERE applied_at IS NULL");
        boolean running = EngineLock.isHeld(target);
        return Optional.of(target.one(
                "SELECT count(copied_at), count(*), coalesce(sum(rows), 0), coalesce(sum(bytes), 0),"
                        + " coalesce(sum(weight), 0) FROM dynolift.chunk",
                row -> new CopyStatus(
                        method.get(),
                        position.get().phase(),
                        running,
                        row.getInt(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        left)));
    }
}
