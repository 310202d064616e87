package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;

/** Tells by what a client program said whose fault its failure is. */
final class ClientFailure {

    private ClientFailure() {}

    static DynoliftException of(String what, String said) {
        String tail = ChildProgram.lastLines(said, 12);
        if (DiskFull.isMeantBy(said)) {
            return new DynoliftException(
                    ErrorCode.DISK_FULL, what, tail, "Free space on this machine's disk, or choose a smaller --scale.");
        }
        if (said.contains("server version mismatch") || said.contains("unsupported version")) {
            return new DynoliftException(
                    ErrorCode.TOOL_MISSING, what, tail, "Install newer PostgreSQL client programs than that.");
        }
        if (said.contains("could not connect")
                || said.contains("connection to server")
                || said.contains("server closed")) {
            return new DynoliftException(ErrorCode.DATABASE, what, tail, "Run the same command again.");
        }
        return new DynoliftException(ErrorCode.INPUT, what, tail, "Mend it and run the same command again.");
    }
}
