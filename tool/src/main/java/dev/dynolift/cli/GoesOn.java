package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.DatabaseException;
import java.util.Set;
import java.util.function.Supplier;

/** Says of an error in the middle of the work that nothing of it is lost. Only the command knows whether that is true. */
final class GoesOn {

    /** What a server, the way to it or the user broke off; other errors are refusals, or have a way of their own. */
    private static final Set<ErrorCode> BROKEN_OFF = Set.of(ErrorCode.DATABASE, ErrorCode.NETWORK, ErrorCode.DISK_FULL);

    private GoesOn() {}

    /** Does work that the same command goes on with when it is broken off. */
    static <T> T afterErrors(Supplier<T> work) {
        try {
            return work.get();
        } catch (DynoliftException e) {
            throw isBrokenOff(e) ? saying(e) : e;
        }
    }

    private static boolean isBrokenOff(DynoliftException e) {
        boolean ofServer = e instanceof DatabaseException || e.getCause() instanceof DatabaseException;
        return e.code() == ErrorCode.INTERRUPTED || ofServer && BROKEN_OFF.contains(e.code());
    }

    private static DynoliftException saying(DynoliftException e) {
        return new DynoliftException(e.code(), e.what(), e.why(), (e.next() + " It goes on where it was.").strip(), e);
    }
}
