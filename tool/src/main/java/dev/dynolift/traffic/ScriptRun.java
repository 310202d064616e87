package dev.dynolift.traffic;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.random.RandomGenerator;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Plays one script once, on one connection that is in auto-commit mode. Not thread-safe. */
final class ScriptRun {

    private final Connection connection;
    private final Side side;
    private final Tally tally;
    private final Variables variables;
    private final RandomGenerator random;

    /** What the open transaction has done. */
    private boolean wrote;

    private boolean locked;

    ScriptRun(Connection connection, Side side, Tally tally, Variables variables, RandomGenerator random) {
        this.connection = connection;
        this.side = side;
        this.tally = tally;
        this.variables = variables;
        this.random = random;
    }

    /**
     * Plays it to its end. A transaction that it leaves open is rolled back, as when a connection goes back to a pool.
     *
     * @throws SQLException what the server said; the transaction may still be open then
     * @throws ScriptError when the script itself cannot go on
     */
    void play(TrafficScript script) throws SQLException {
        for (ScriptStep step : script.steps()) {
            if (step instanceof ScriptStep.Assignment assignment) {
                Number value = assignment.value().evaluate(variables, random);
                variables.set(assignment.name(), value.toString());
            } else if (step instanceof ScriptStep.Query query && !run(query)) {
                break;
            }
        }
        if (isOpen()) {
            rollBack();
        }
    }

    boolean isOpen() throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
    }

    void rollBack() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        }
        tally.rolledBack(side);
    }

    /** False when a stored row is missing, which ends the script. */
    private boolean run(ScriptStep.Query query) throws SQLException {
        boolean inTransaction = isOpen();
        if (query.kind() == QueryKind.COMMIT && inTransaction) {
            boolean counts = wrote || (!locked && hasTransactionNumber());
            execute(query);
            tally.committed(side, counts);
            return true;
        }
        if (query.kind() == QueryKind.BEGIN) {
            wrote = false;
            locked = false;
        }
        long rows = execute(query);
        if (query.kind() == QueryKind.ROLLBACK && inTransaction) {
            tally.rolledBack(side);
        } else if (inTransaction) {
            wrote |= query.kind() == QueryKind.WRITE && rows != 0;
            locked |= query.kind() == QueryKind.LOCK;
        } else if (!isOpen()) {
            tally.committed(side, query.kind() == QueryKind.WRITE && rows != 0);
        }
        return query.storedPrefix() == null || rows > 0;
    }

    /** Whether a function or a common table expression has written something that no count of rows tells of. */
    private boolean hasTransactionNumber() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** The rows changed or returned. TRUNCATE reports none: it counts as -1, something. */
    private long execute(ScriptStep.Query query) throws SQLException {
        String sql = query.sql().with(variables);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (!statement.execute(sql)) {
                if (query.storedPrefix() != null) {
                    throw new ScriptError("line " + query.line() + ": \\gset needs a statement that returns a row");
                }
                boolean truncates = sql.stripLeading().regionMatches(true, 0, "TRUNCATE", 0, 8);
                return truncates ? -1 : statement.getLargeUpdateCount();
            }
            try (ResultSet row = statement.getResultSet()) {
                return readRows(query, row);
            }
        }
    }

    private long readRows(ScriptStep.Query query, ResultSet row) throws SQLException {
        long rows = 0;
        while (row.next()) {
            rows++;
            if (query.storedPrefix() != null) {
                if (rows > 1) {
                    throw new ScriptError("line " + query.line() + ": \\gset takes one row, and there are more");
                }
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    variables.set(
                            query.storedPrefix() + row.getMetaData().getColumnLabel(column), row.getString(column));
                }
            }
        }
        return rows;
    }
}
