package dev.dynolift.postgres;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** An error that a database gave, with its SQLSTATE for those who can do something about it. */
public final class DatabaseException extends DynoliftException {

    /** Classes: connection, deadlocks and the like, lack of resources, operator's intervention, the server's system. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    private final String sqlState;

    DatabaseException(ErrorCode code, String sqlState, String what, String why, String next, Throwable cause) {
        super(code, what, why, next, cause);
        this.sqlState = sqlState;
    }

    /** The five characters of the SQL standard, or "" when the error is the driver's own. */
    public String sqlState() {
        return sqlState;
    }

    /**
     * Whether the error is of the server's or the connection's moment, and none of the statement or the rows: the same work
     * may well succeed when it is tried again. A statement that was cancelled is one of these, whoever did that.
     */
    public boolean isTransient() {
        return sqlState.isEmpty()
                || sqlState.equals(DatabaseErrors.LOCK_NOT_AVAILABLE)
                || PASSING.contains(sqlState.substring(0, 2));
    }

    /** Whether the server's table of locks is full; its SQLSTATE is that of any lack of memory. */
    public boolean isLackOfLocks() {
        ServerErrorMessage message = getCause() instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
        String hint = message == null ? null : message.getHint();
        // The setting's name stands in it whatever language the server speaks.
        return hint != null && hint.contains("max_locks_per_transaction");
    }
}
