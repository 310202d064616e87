package dev.dynolift.postgres;

import dev.dynolift.error.DynoliftException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOperation;
import org.postgresql.jdbc.PgConnection;

/**
 * One connection. Transactions are begun and ended in SQL, so that what runs is what is written. Not thread-safe but
 * for {@link #cancel}: a worker owns its sessions.
 */
public final class Session implements Workers.Resource {

    /** Reads one row of an answer. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final String side;
    private final PgConnection connection;
    private final Wire wire;
    private long process;

    Session(String side, PGConnection connection, Wire wire) {
        this.side = side;
        this.connection = (PgConnection) connection;
        this.wire = wire;
    }

    /**
     * Settings that every value's text and our patience depend on; facts: COPY text and row hashes are lossless and
     * equal on both sides only with these. {@code client_connection_check_interval} ends a statement whose client was
     * killed, so that the next engine does not wait for its locks.
     */
    void pin() {
        execute(SqlFile.of(Session.class, "pin.sql").text());
        process = number("SELECT pg_backend_pid()");
    }

    /** The process that serves the session; behind a pool perhaps another one soon. */
    long process() {
        return process;
    }

    /** From now on a statement may take hours, and whether its connection is alive is seen by the watch. */
    void waitWithoutEnd(SilenceWatch watch) {
        try {
            connection.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            throw DatabaseErrors.translate(e, side, "begin a session");
        }
        // A pool's number of a process is its own, and says nothing to the server.
        if (process == announcedProcess()) {
            watch.add(process, wire);
        }
    }

    /** "source" or "target". */
    public String side() {
        return side;
    }

    /** The process number that the server announced when the connection began; a pool announces one of its own. */
    public int announcedProcess() {
        return connection.getBackendPID();
    }

    public void begin() {
        execute("BEGIN");
    }

    /** A transaction whose snapshot is taken by its first query, not by {@code LOCK TABLE}. */
    public void beginRepeatableRead() {
        execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }

    public void commit() {
        execute("COMMIT");
    }

    /** Ends a transaction without effect; never fails, because it runs when something has failed already. */
    public void rollback() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // The connection is gone, and the transaction with it.
            close();
        }
    }

    /** Fails when the server no longer answers here. */
    public void requireAlive() {
        number("SELECT 1");
    }

    /** Runs one or more statements. */
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException e) {
            throw DatabaseErrors.translate(e, side, "run " + StatementWords.of(sql));
        }
    }

    /** Runs one statement with parameters and returns how many rows it touched. */
    public long update(String sql, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeLargeUpdate();
        } catch (SQLException e) {
            throw DatabaseErrors.translate(e, side, "run " + StatementWords.of(sql));
        }
    }

    public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> answer = new ArrayList<>();
            while (rows.next()) {
                answer.add(reader.read(rows));
            }
            return answer;
        } catch (SQLException e) {
            throw DatabaseErrors.translate(e, side, "run " + StatementWords.of(sql));
        }
    }

    /** The one row of an answer that always has one. */
    public <T> T one(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        List<T> rows = query(sql, reader, parameters);
        if (rows.size() != 1) {
            throw new IllegalStateException(rows.size() + " rows instead of one from " + StatementWords.of(sql));
        }
        return rows.get(0);
    }

    public String text(String sql, @Nullable Object... parameters) {
        return one(sql, row -> row.getString(1), parameters);
    }

    public long number(String sql, @Nullable Object... parameters) {
        return one(sql, row -> row.getLong(1), parameters);
    }

    public boolean yes(String sql, @Nullable Object... parameters) {
        return one(sql, row -> row.getBoolean(1), parameters);
    }

    /**
     * Streams the rows of a query here into a table there, with no file between and no more than a row in memory.
     *
     * @param into the table with its columns in parentheses
     * @param inOptions further options of the target's {@code COPY}: "FREEZE"
     * @return the number of rows that the target took
     */
    public long copyTo(
            Session target, String query, String into, CopyFormat format, RowListener rows, String... inOptions) {
        return copyTo(target, () -> {}, query, into, format, rows, inOptions);
    }

    /**
     * The same, when the target has something else to do first.
     *
     * @param ready returns when rows may go to the target; the source is at work already meanwhile
     */
    public long copyTo(
            Session target,
            Runnable ready,
            String query,
            String into,
            CopyFormat format,
            RowListener rows,
            String... inOptions) {
        List<String> verbatim = encoding().equals(target.encoding()) ? verbatim(format) : List.of();
        List<String> in = new ArrayList<>(List.of(inOptions));
        in.addAll(verbatim);
        return new CopyStream(this, connection, copyOut(query, format, verbatim), format, rows)
                .into(
                        target,
                        target.connection,
                        ready,
                        "COPY " + into + " FROM STDIN" + format.options(in.toArray(String[]::new)));
    }

    /** Streams the rows of a query to a listener. */
    public void copyOut(String query, CopyFormat format, RowListener rows) {
        new CopyStream(this, connection, copyOut(query, format, verbatim(format)), format, rows).read();
    }

    private static String copyOut(String query, CopyFormat format, List<String> verbatim) {
        return "COPY (" + query + ") TO STDOUT" + format.options(verbatim.toArray(String[]::new));
    }

    /** The name of the encoding that the database keeps texts in. */
    public String encoding() {
        return String.valueOf(connection.getParameterStatus("server_encoding"));
    }

    /**
     * Texts as the database keeps them: the driver's encoding is always UTF-8, and bytes that mean nothing cannot be
     * converted. Binary form knows no such option, so catalogs of other encodings ask for text.
     */
    private List<String> verbatim(CopyFormat format) {
        return format == CopyFormat.BINARY || encoding().equals("UTF8")
                ? List.of()
                : List.of("ENCODING " + Names.literal(encoding()));
    }

    DynoliftException failed(SQLException e, String doing, String sql) {
        return DatabaseErrors.translate(e, side, doing + " " + StatementWords.of(sql));
    }

    void abandon(@Nullable CopyOperation copy) {
        try {
            CopyStream.cancel(copy);
        } catch (SQLException e) {
            close();
        }
    }

    /** Asks the server to end what the session does at this moment, if it does something. */
    @Override
    public void cancel() {
        try {
            connection.cancelQuery();
        } catch (SQLException e) {
            // The connection is gone or no other can be had: what runs ends by itself.
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing is lost with a connection that cannot even be closed.
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
