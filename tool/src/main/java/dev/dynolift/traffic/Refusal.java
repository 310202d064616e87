package dev.dynolift.traffic;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What an app makes of an error: some pass by trying again, some only by starting over, some are failures. */
enum Refusal {
    /** Writes are refused for now, or the connection broke: an app tries again. */
    TRY_AGAIN,
    /** A deadlock or a serialization failure: the price of concurrency. */
    CONFLICT,
    /** Anything else: the app's user sees an error. */
    FAILURE;

    static Refusal of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals("25006") || isBroken(state)) {
            return TRY_AGAIN;
        }
        return state.equals("40P01") || state.equals("40001") ? CONFLICT : FAILURE;
    }

    /** Whether the connection is of no use any more: class 08, and 57P01 to 57P05, by which a server ends sessions. */
    static boolean isBroken(String state) {
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** What the server said, without the detail that quotes rows. */
    static String words(SQLException e) {
        if (e instanceof PSQLException answered) {
            ServerErrorMessage said = answered.getServerErrorMessage();
            if (said != null && said.getMessage() != null) {
                return e.getSQLState() + " " + said.getMessage();
            }
        }
        return e.getSQLState() + " " + e.getMessage();
    }
}
