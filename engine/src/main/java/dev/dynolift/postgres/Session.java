package dev.dynolift.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;

/**
 * One connection. Transactions are begun and ended in SQL, so that what runs is what is written. Not thread-safe:
 * a worker owns its sessions.
 */
public final class Session implements AutoCloseable {

    /** Reads one row of an answer. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final String side;
    private final PgConnection connection;

    Session(String side, PGConnection connection) {
        this.side = side;
        this.connection = (PgConnection) connection;
    }

    /**
     * Settings that every value's text and our patience depend on; facts: COPY text and row hashes are lossless and
     * equal on both sides only with these. {@code client_connection_check_interval} ends a statement whose client was
     * killed, so that the next engine does not wait for its locks.
     */
    void pin() {
        execute(SqlFile.of(Session.class, "pin.sql").text());
    }

    /** "source" or "target". */
    public String side() {
        return side;
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

    /** Runs one or more statements. */
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException e) {
            throw DatabaseErrors.translate(e, side, "run " + firstWords(sql));
        }
    }

    /** Runs one statement with parameters and returns how many rows it touched. */
    public long update(String sql, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeLargeUpdate();
        } catch (SQLException e) {
            throw DatabaseErrors.translate(e, side, "run " + firstWords(sql));
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
            throw DatabaseErrors.translate(e, side, "run " + firstWords(sql));
        }
    }

    /** The one row of an answer that always has one. */
    public <T> T one(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        List<T> rows = query(sql, reader, parameters);
        if (rows.size() != 1) {
            throw new IllegalStateException(rows.size() + " rows instead of one from " + firstWords(sql));
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
     * Streams the answer of a {@code COPY … TO STDOUT} here into a {@code COPY … FROM STDIN} there, with no file and no
     * more than a row in memory.
     *
     * @param bytes told each row's bytes as they pass
     * @return the number of rows that the target took
     */
    public long copyTo(Session target, String copyOut, String copyIn, LongConsumer bytes) {
        CopyOut out;
        try {
            out = connection.getCopyAPI().copyOut(copyOut);
        } catch (SQLException e) {
            throw DatabaseErrors.translate(e, side, "run " + firstWords(copyOut));
        }
        CopyIn in = null;
        try {
            in = target.takeRows(copyIn);
            byte[] row;
            while ((row = readRow(out, copyOut)) != null) {
                target.writeRow(in, row, copyIn);
                bytes.accept(row.length);
            }
            return target.endRows(in, copyIn);
        } catch (RuntimeException e) {
            abandon(out);
            target.abandon(in);
            throw e;
        }
    }

    private CopyIn takeRows(String copyIn) {
        try {
            return connection.getCopyAPI().copyIn(copyIn);
        } catch (SQLException e) {
            throw DatabaseErrors.translate(e, side, "run " + firstWords(copyIn));
        }
    }

    private void writeRow(CopyIn in, byte[] row, String copyIn) {
        try {
            in.writeToCopy(row, 0, row.length);
        } catch (SQLException e) {
            throw DatabaseErrors.translate(e, side, "take rows of " + firstWords(copyIn));
        }
    }

    private long endRows(CopyIn in, String copyIn) {
        try {
            return in.endCopy();
        } catch (SQLException e) {
            throw DatabaseErrors.translate(e, side, "take rows of " + firstWords(copyIn));
        }
    }

    /** Ends a COPY whose other side has failed: the driver lets no other statement through while one is open. */
    private void abandon(@Nullable CopyOperation copy) {
        try {
            if (copy != null && copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            close();
        }
    }

    private byte @Nullable [] readRow(CopyOut out, String copyOut) {
        try {
            return out.readFromCopy();
        } catch (SQLException e) {
            throw DatabaseErrors.translate(e, side, "send rows of " + firstWords(copyOut));
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

    /** Enough of a statement to recognize it; values never stand that early in ours. */
    private static String firstWords(String sql) {
        String flat = sql.strip().replaceAll("\\s+", " ");
        return "«" + (flat.length() <= 90 ? flat : flat.substring(0, 90) + "…") + "»";
    }
}
