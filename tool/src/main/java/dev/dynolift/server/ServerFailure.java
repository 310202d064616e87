package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.nio.file.Path;

/** Tells by what a server said why it failed. */
final class ServerFailure {

    private ServerFailure() {}

    static DynoliftException of(String what, String said, Path log) {
        if (DiskFull.isMeantBy(said)) {
            return new DynoliftException(
                    ErrorCode.DISK_FULL,
                    what,
                    said,
                    "Free space on the disk of " + log.getParent() + " and run again.");
        }
        if (said.contains("Address already in use")) {
            return new DynoliftException(
                    ErrorCode.IN_USE, what, said, "Stop the program that has the port, or choose another port.");
        }
        if (said.contains("could not create shared memory") || said.contains("Cannot allocate memory")) {
            return new DynoliftException(ErrorCode.PROCESS, what, said, "Free memory on this machine and run again.");
        }
        return new DynoliftException(ErrorCode.PROCESS, what, said, "Look at " + log + ".");
    }
}
