package dev.dynolift.postgres;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A state of a database that several sessions read alike. Held, it is one exported snapshot: exact however much the app
 * writes, but gone with the session that holds it. Passing, each transaction has a snapshot of its own: they agree only
 * while nobody writes. Thread-safe but for {@link #close}.
 */
public final class Moment implements AutoCloseable {

    private final Database database;
    private final @Nullable Session holder;
    private final @Nullable String exported;

    private Moment(Database database, @Nullable Session holder, @Nullable String exported) {
        this.database = database;
        this.holder = holder;
        this.exported = exported;
    }

    /** Takes a snapshot and holds it until {@link #close}. Vacuum keeps everything newer meanwhile. */
    public static Moment hold(Database database) {
        Session holder = database.open("snapshot");
        try {
            holder.beginRepeatableRead();
            return new Moment(database, holder, holder.text("SELECT pg_export_snapshot()"));
        } catch (RuntimeException e) {
            holder.close();
            throw e;
        }
    }

    /** A moment that is always now: right for a side that nobody writes to. */
    public static Moment passing(Database database) {
        return new Moment(database, null, null);
    }

    /** A new session in a read-only transaction at the moment; the caller closes it. */
    public Session open(String purpose) {
        Session session = database.open(purpose);
        try {
            begin(session);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Ends a session's transaction and begins another at the moment, so that it keeps no locks between two pieces of work. */
    public void renew(Session session) {
        session.commit();
        begin(session);
    }

    /** Ends a session's transaction, however it is, and begins another at the moment. */
    public void recover(Session session) {
        session.rollback();
        begin(session);
    }

    /** The name under which other programs read the same snapshot; empty for a passing moment. */
    public Optional<String> exportedSnapshot() {
        return Optional.ofNullable(exported);
    }

    /** Whether it is a snapshot; a passing moment sees what has happened to tables meanwhile. */
    public boolean isHeld() {
        return exported != null;
    }

    public Database database() {
        return database;
    }

    /** Fails when the session that holds the snapshot is gone: from then on nobody can read at it any more. */
    public void requireHeld() {
        if (holder != null) {
            holder.requireAlive();
        }
    }

    /** Begins a read-only transaction at the moment on a session that has none. */
    public void begin(Session session) {
        session.beginRepeatableRead();
        if (exported != null) {
            session.execute("SET TRANSACTION SNAPSHOT " + Names.literal(exported));
        }
    }

    @Override
    public void close() {
        if (holder != null) {
            holder.close();
        }
    }
}
