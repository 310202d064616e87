package dev.dynolift.postgres;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;

/**
 * Rows on their way out of one server, and perhaps into another. No file lies between, and no more than a row and a
 * parcel are in memory. Rows travel on in parcels, as a message for each row costs both the client and the server.
 */
final class CopyStream {

    /** Large enough to make messages cheap, small enough to stay in the processor's cache. */
    private static final int PARCEL = 64 * 1024;

    /** Signature, flags and length of the extension: they stand before the first row, in the same message. */
    private static final int BINARY_HEADER = 19;

    /** The end of binary rows, a message of its own unless there is no row: a count of fields that is -1. */
    private static final int BINARY_TRAILER = 2;

    private final Session source;
    private final PgConnection from;
    private final String copyOut;
    private final CopyFormat format;
    private final RowListener rows;
    private boolean begun;

    CopyStream(Session source, PgConnection from, String copyOut, CopyFormat format, RowListener rows) {
        this.source = source;
        this.from = from;
        this.copyOut = copyOut;
        this.format = format;
        this.rows = rows;
    }

    /** Reads all rows. */
    void read() {
        CopyOut out = open();
        try {
            byte[] message;
            while ((message = next(out)) != null) {
                tell(message);
            }
        } catch (RuntimeException e) {
            source.abandon(out);
            throw e;
        }
    }

    /**
     * Sends all rows on; returns how many the target took.
     *
     * @param ready returns when the target takes rows
     */
    long into(Session target, PgConnection to, Runnable ready, String copyIn) {
        CopyOut out = open();
        CopyIn in = null;
        try {
            ready.run();
            in = accept(target, to, copyIn);
            byte[] parcel = new byte[PARCEL];
            int filled = 0;
            byte[] message;
            while ((message = next(out)) != null) {
                tell(message);
                if (filled + message.length > PARCEL) {
                    send(target, in, parcel, filled, copyIn);
                    filled = 0;
                }
                if (message.length > PARCEL) {
                    send(target, in, message, message.length, copyIn);
                } else {
                    System.arraycopy(message, 0, parcel, filled, message.length);
                    filled += message.length;
                }
            }
            send(target, in, parcel, filled, copyIn);
            return in.endCopy();
        } catch (SQLException e) {
            source.abandon(out);
            target.abandon(in);
            throw target.failed(e, "take rows of", copyIn);
        } catch (RuntimeException e) {
            source.abandon(out);
            target.abandon(in);
            throw e;
        }
    }

    private void tell(byte[] message) {
        int start = 0;
        if (format == CopyFormat.BINARY) {
            start = begun ? 0 : BINARY_HEADER;
            begun = true;
            if (message.length - start == BINARY_TRAILER) {
                // No row is that short: its count of fields alone is as long.
                return;
            }
        }
        rows.on(message, start, message.length - start);
    }

    private CopyOut open() {
        try {
            return from.getCopyAPI().copyOut(copyOut);
        } catch (SQLException e) {
            throw source.failed(e, "run", copyOut);
        }
    }

    private byte @Nullable [] next(CopyOut out) {
        try {
            return out.readFromCopy();
        } catch (SQLException e) {
            throw source.failed(e, "send rows of", copyOut);
        }
    }

    private static CopyIn accept(Session target, PgConnection to, String copyIn) {
        try {
            return to.getCopyAPI().copyIn(copyIn);
        } catch (SQLException e) {
            throw target.failed(e, "run", copyIn);
        }
    }

    private static void send(Session target, CopyIn in, byte[] bytes, int length, String copyIn) {
        if (length == 0) {
            return;
        }
        try {
            in.writeToCopy(bytes, 0, length);
        } catch (SQLException e) {
            throw target.failed(e, "take rows of", copyIn);
        }
    }

    /** Ends a COPY whose other side has failed: the driver lets no other statement through while one is open. */
    static void cancel(@Nullable CopyOperation copy) throws SQLException {
        if (copy != null && copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
