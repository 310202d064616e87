package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.workspace.Workspace;
import dev.dynolift.workspace.WorkspaceLock;
import org.jspecify.annotations.Nullable;

/** A workspace that nobody else works in, from the moment that there is something to write. */
final class HeldWorkspace implements AutoCloseable {

    private @Nullable WorkspaceLock lock;

    /**
     * Takes it, unless it was taken before.
     *
     * @throws DynoliftException IN_USE when another process works there
     */
    void take(Workspace workspace) {
        if (lock == null) {
            lock = WorkspaceLock.take(workspace);
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
