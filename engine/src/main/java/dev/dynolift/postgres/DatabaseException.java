package dev.dynolift.postgres;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;

/** An error that a database gave, with its SQLSTATE for those who can do something about it. */
public final class DatabaseException extends DynoliftException {

    private final String sqlState;

    DatabaseException(ErrorCode code, String sqlState, String what, String why, String next, Throwable cause) {
        super(code, what, why, next, cause);
        this.sqlState = sqlState;
    }

    /** The five characters of the SQL standard, or "" when the error is the driver's own. */
    public String sqlState() {
        return sqlState;
    }

    /** Whether the same work may well succeed when it is tried again on a new connection. */
    public boolean isTransient() {
        return sqlState.startsWith("08") || sqlState.startsWith("57P") || sqlState.startsWith("40");
    }
}
