package dev.dynolift.workspace;

import java.io.IOException;
import java.nio.file.Path;

/** A process that holds a workspace's lock until it is killed. */
final class LockHolder {

    private LockHolder() {}

    @SuppressWarnings("try") // the lock is held, not used
    public static void main(String[] arguments) throws IOException {
        try (WorkspaceLock lock = WorkspaceLock.take(new Workspace(Path.of(arguments[0])))) {
            System.out.println("holding");
            System.in.read();
        }
    }
}
