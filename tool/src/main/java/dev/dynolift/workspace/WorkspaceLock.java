package dev.dynolift.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process out of a workspace. The operating system holds the lock, so a killed process leaves none
 * behind; the file stays and only tells who it was. Not for use by several threads.
 */
public final class WorkspaceLock implements AutoCloseable {

    /** The owner's line ends before this byte; the locked byte lies beyond, so that others can read the line. */
    private static final long LOCKED_BYTE = 1024;

    private final FileChannel file;

    private WorkspaceLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock, or fails at once; makes the workspace's folder if it is missing.
     *
     * @throws DynoliftException {@code IN_USE} with the other process's number, {@code FILE} when the file cannot be
     *     written
     */
    public static WorkspaceLock take(Workspace workspace) {
        workspace.create();
        FileChannel file = null;
        try {
            file = FileChannel.open(
                    workspace.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(file)) {
                String owner = readOwner(file);
                file.close();
                throw new DynoliftException(
                        ErrorCode.IN_USE,
                        "the workspace " + workspace.folder() + " is in use",
                        "Process " + owner + " works in it.",
                        "Wait until it is done, stop it, or name another folder with --workspace.");
            }
            writeOwner(file);
            return new WorkspaceLock(file);
        } catch (IOException e) {
            closeQuietly(file);
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the workspace " + workspace.folder() + " cannot be locked",
                    FileReason.of(e),
                    "Give yourself the right to write there, or name another folder with --workspace.",
                    e);
        }
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock(LOCKED_BYTE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another part of this very process has it.
            return false;
        }
    }

    private static String readOwner(FileChannel file) throws IOException {
        ByteBuffer line = ByteBuffer.allocate((int) LOCKED_BYTE);
        file.read(line, 0);
        String owner = new String(line.array(), 0, line.position(), UTF_8).strip();
        return owner.isEmpty() ? "(unknown)" : owner;
    }

    private static void writeOwner(FileChannel file) throws IOException {
        file.truncate(0);
        file.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)), 0);
    }

    private static void closeQuietly(@Nullable FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // The first problem is the one to tell.
        }
    }

    /** Lets others in. */
    @Override
    public void close() {
        closeQuietly(file);
    }
}
