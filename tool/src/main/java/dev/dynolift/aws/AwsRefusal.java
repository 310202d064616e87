package dev.dynolift.aws;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;

/** AWS answered a question with an error, or not at all. Holds nothing secret. */
final class AwsRefusal extends DynoliftException {

    private final boolean spoilsAll;

    AwsRefusal(String what, String why, String next, boolean spoilsAll) {
        super(ErrorCode.SERVICE, what, why, next);
        this.spoilsAll = spoilsAll;
    }

    /** Whether all other questions would fail as well: a login that AWS does not know. */
    boolean spoilsAll() {
        return spoilsAll;
    }
}
