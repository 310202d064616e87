package dev.dynolift.control;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;

/**
 * The sending database is not the continuation of what was moved from it: it has failed over or was put back. What was
 * moved may not exist there any more, and numbers of transactions mean others.
 */
public final class BrokenHistoryException extends DynoliftException {

    /** @param why what shows it */
    public BrokenHistoryException(String why) {
        super(
                ErrorCode.DATABASE,
                "the sending database has failed over or was put back to an earlier state",
                why + "; commits that were moved may not exist there any more",
                "Run `dynolift data clean`, empty the target, and begin the move again.");
    }
}
