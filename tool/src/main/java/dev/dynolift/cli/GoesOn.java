package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.DatabaseException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Says of an error in the middle of the work that nothing of it is lost. Only the command knows whether that is true. */
final class GoesOn {

    /** What a server, the way to it or the user broke off; other errors are refusals, or have a way of their own. */
    private static final Set<ErrorCode> BROKEN_OFF = Set.of(ErrorCode.DATABASE, ErrorCode.NETWORK, ErrorCode.DISK_FULL);

    /** What a person has to know who leaves a copy behind a fence as it is. */
    static final String FENCE_STANDS =
            "The source still refuses writes. Two ways out: the same command, which ends the copy;"
                    + " or give up and let the source take writes again, also when the target is gone: dynolift data clean"
                    + " --lower-fence";

    private GoesOn() {}

    /** Does work that the same command goes on with when it is broken off. */
    static <T> T afterErrors(Supplier<T> work) {
        try {
            return work.get();
        } catch (DynoliftException e) {
            throw isBrokenOff(e) ? saying(e, "It goes on where it was.") : e;
        }
    }

    /** Does work that the same command begins anew when it is broken off after the first change. */
    static <T> T fromTheStart(Supplier<T> work, BooleanSupplier begun) {
        try {
            return work.get();
        } catch (DynoliftException e) {
            throw isBrokenOff(e) && begun.getAsBoolean()
                    ? saying(e, "It starts over: the moment that it copied is gone.")
                    : e;
        }
    }

    /** Does work behind a fence: an error says that it stands, and both ways out. */
    static <T> T behindFence(Supplier<T> work, BooleanSupplier stands) {
        try {
            return work.get();
        } catch (DynoliftException e) {
            throw stands.getAsBoolean() ? saying(e, FENCE_STANDS) : e;
        }
    }

    private static boolean isBrokenOff(DynoliftException e) {
        boolean ofServer = e instanceof DatabaseException || e.getCause() instanceof DatabaseException;
        return e.code() == ErrorCode.INTERRUPTED || ofServer && BROKEN_OFF.contains(e.code());
    }

    private static DynoliftException saying(DynoliftException e, String more) {
        return new DynoliftException(e.code(), e.what(), e.why(), (e.next() + " " + more).strip(), e);
    }
}
