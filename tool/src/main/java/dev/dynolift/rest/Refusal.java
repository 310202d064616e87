package dev.dynolift.rest;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;

/** A vendor answered with an error, or not at all. Holds nothing secret. */
public final class Refusal extends DynoliftException {

    private final int status;

    /** @param status the HTTP status; 0 when there was no answer */
    public Refusal(int status, String what, String why, String next) {
        super(ErrorCode.SERVICE, what, why, next);
        this.status = status;
    }

    /** The HTTP status; 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** Whether other questions to the same vendor would fail as well. */
    public boolean spoilsAll() {
        return status == 401 || status == 429 || status == 0;
    }
}
