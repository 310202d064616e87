package dev.dynolift.postgres;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    /**
     * Whether the server does not answer, or has no address: it is gone, is starting, or cannot be reached from here. A
     * server that answers and lets nobody in is none of these.
     */
    public boolean isUnreachable() {
        return sqlState.startsWith("08") || sqlState.startsWith("57P");
    }

    /** Whether the server answers and does not let this login in: a wrong password, or one that was changed. */
    public boolean isRefusedLogin() {
        return sqlState.startsWith("28");
    }

    /** The constraint that rows break, with its table; empty when the error is another one. */
    public Optional<BrokenConstraint> brokenConstraint() {
        ServerErrorMessage message = serverMessage();
        return message == null || message.getConstraint() == null || message.getTable() == null
                ? Optional.empty()
                : Optional.of(new BrokenConstraint(
                        String.valueOf(message.getSchema()), message.getTable(), message.getConstraint()));
    }

    /** Where a constraint is, as the server names it: nothing is quoted. */
    public record BrokenConstraint(String schema, String table, String name) {}

    private @Nullable ServerErrorMessage serverMessage() {
        return getCause() instanceof PSQLException driver ? driver.getServerErrorMessage() : null;
    }

    /** Whether the server's table of locks is full; its SQLSTATE is that of any lack of memory. */
    public boolean isLackOfLocks() {
        ServerErrorMessage message = serverMessage();
        String hint = message == null ? null : message.getHint();
        // The setting's name stands in it whatever language the server speaks.
        return hint != null && hint.contains("max_locks_per_transaction");
    }
}
