package dev.dynolift.control;

import org.jspecify.annotations.Nullable;

/**
 * Where a move is: its phase, and the snapshot of the sending side that the receiving side equals.
 *
 * @param snapshot as {@code pg_snapshot} writes itself; null before the copy was planned
 * @param timeline of the server that gave the snapshot; another one means a failover, which may have lost commits
 */
public record Position(
        Phase phase, @Nullable String snapshot, @Nullable String timeline, long rounds) {

    /** The snapshot, at a point where there must be one. */
    public String requireSnapshot() {
        if (snapshot == null) {
            throw new IllegalStateException("no snapshot is recorded in phase " + phase);
        }
        return snapshot;
    }
}
