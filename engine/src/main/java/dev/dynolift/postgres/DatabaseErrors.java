package dev.dynolift.postgres;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Redactor;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns the driver's errors into words: which side, what was being done, why, what to do. */
public final class DatabaseErrors {

    /** SQLSTATE of a unique violation; its detail names the key. */
    public static final String UNIQUE_VIOLATION = "23505";

    /** SQLSTATE of a row that breaks a foreign key. */
    public static final String FOREIGN_KEY_VIOLATION = "23503";

    /** SQLSTATE of a row that breaks a check constraint. */
    public static final String CHECK_VIOLATION = "23514";

    /** SQLSTATE of a lock that was not granted within {@code lock_timeout}. */
    public static final String LOCK_NOT_AVAILABLE = "55P03";

    /** SQLSTATE of a table that is not there. */
    public static final String UNDEFINED_TABLE = "42P01";

    /** SQLSTATEs of what a standby cancels because it stands in the way of its replay. */
    private static final Set<String> IN_THE_WAY_OF_REPLAY = Set.of("40001", "40P01");

    private static final String NO_DATABASE = "3D000";

    private static final String NOT_ADMITTED = "28000";

    private DatabaseErrors() {}

    private static final String INTEGRITY_CLASS = "23";

    /** SQLSTATE of a value that its type does not know: a label that an enum does not have. */
    private static final String UNKNOWN_VALUE = "22P02";

    /** Whether a row was refused for what is in it. */
    public static boolean isRowRefused(DatabaseException e) {
        return e.sqlState().startsWith(INTEGRITY_CLASS) || e.sqlState().equals(UNKNOWN_VALUE);
    }

    /** Whether a standby has cancelled a statement in favour of its replay; another try may find it out of the way. */
    public static boolean isInTheWayOfReplay(DatabaseException e) {
        return IN_THE_WAY_OF_REPLAY.contains(e.sqlState());
    }

    /** The error for people. The server's DETAIL is left out: it can quote a customer's row. */
    public static DynoliftException translate(SQLException e, String side, String doing) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String why = serverMessage(e) + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")");
        ErrorCode code = code(state);
        return new DatabaseException(
                code, state, "the " + side + " could not " + doing, Redactor.redact(why), next(code, state, side), e);
    }

    /**
     * The error of a connection that was not made. A login, a database or a host that does not exist is a mistake in the
     * address, which only the user can mend; a server that does not answer is none, nor is anything at an address that
     * has been good already: its password was changed, or a name server has a bad moment.
     *
     * @param reached whether an earlier connection of the same command was made
     */
    static DynoliftException unconnected(SQLException e, String side, DatabaseUrl address, boolean reached) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        Optional<EncryptionMistake> mistake = EncryptionMistake.of(e, side);
        String mend = mistake.map(EncryptionMistake::mend).orElseGet(() -> mend(e, state, side));
        if (mend.isEmpty()) {
            return translate(e, side, "connect to " + address);
        }
        return new DatabaseException(
                reached ? code(state) : ErrorCode.INPUT,
                state,
                "the " + side + " could not connect to " + address,
                mistake.map(EncryptionMistake::why)
                        .orElseGet(() -> Redactor.redact(serverMessage(e) + " (SQLSTATE " + state + ")")),
                mend + (reached ? " Then run the same command again." : ""),
                e);
    }

    private static String mend(SQLException e, String state, String side) {
        if (state.equals(NOT_ADMITTED) && serverMessage(e).contains("pg_hba.conf")) {
            return notAdmitted(serverMessage(e), side);
        }
        if (state.startsWith("28")) {
            return "Check user and password of the " + side + "'s URL.";
        }
        if (state.equals(NO_DATABASE)) {
            return "Check the database's name in the " + side + "'s URL.";
        }
        return unknownHost(e).isPresent()
                ? "Check the host in the " + side + "'s URL; if it is right, the name server is what does not answer."
                : "";
    }

    /** The server looks for a line of its pg_hba.conf before it looks at a password, and there was none. */
    private static String notAdmitted(String message, String side) {
        // So say servers of version 12 and later, and those before.
        return message.contains("no encryption") || message.contains("SSL off")
                ? "Add ?sslmode=require to the " + side
                        + "'s URL: the server lets nobody in without encryption; or it does"
                        + " not know this user, database or host in its pg_hba.conf."
                : "Check user and database in the " + side
                        + "'s URL, and that the server's pg_hba.conf admits them from" + " this host.";
    }

    private static Optional<String> unknownHost(SQLException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return Optional.of("no address is known for the host " + cause.getMessage());
            }
        }
        return Optional.empty();
    }

    private static String serverMessage(SQLException e) {
        if (e instanceof PSQLException driver) {
            ServerErrorMessage message = driver.getServerErrorMessage();
            if (message != null && message.getMessage() != null) {
                return message.getMessage();
            }
        }
        return unknownHost(e).orElseGet(() -> String.valueOf(e.getMessage()));
    }

    private static ErrorCode code(String state) {
        if (state.equals("53100")) {
            return ErrorCode.DISK_FULL;
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return ErrorCode.NETWORK;
        }
        return ErrorCode.DATABASE;
    }

    private static String next(ErrorCode code, String state, String side) {
        if (code == ErrorCode.DISK_FULL) {
            return "Free space or enlarge the disk of the " + side + ", then run the same command again.";
        }
        if (code == ErrorCode.NETWORK) {
            return "Check that the " + side + " runs and can be reached, then run the same command again.";
        }
        if (state.equals("42501")) {
            return "Grant the missing right to the role of the " + side + "'s URL, then run the same command again.";
        }
        return "Mend what the server complains about, then run the same command again.";
    }
}
