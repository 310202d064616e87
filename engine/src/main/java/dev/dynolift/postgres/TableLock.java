package dev.dynolift.postgres;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Begins to read tables that may be truncated or rewritten at any time. The table's lock comes before the first look at
 * it: what commits in between would otherwise show us an empty table (neither is MVCC-safe; facts, section 2.6).
 * Thread-safe.
 */
public final class TableLock {

    private static final SqlFile HOLDER = SqlFile.of(TableLock.class, "lock_holder.sql");

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** A lock that lasts shorter is nobody's trouble. */
    private static final Duration SAID_AFTER = Duration.ofSeconds(5);

    private final Moment moment;
    private final EventListener events;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    public TableLock(Moment moment, EventListener events) {
        this.moment = moment;
        this.events = events;
    }

    /** Where the rows are read. */
    public Moment moment() {
        return moment;
    }

    /**
     * Begins a transaction at the moment that keeps the table as it is; the caller ends it. Waits as long as somebody
     * else has the table for himself, in short tries: behind a long one the app's own statements would wait too.
     *
     * @param table quoted
     * @return the number of the file that the rows are in; another one than before means that they have moved
     * @throws DynoliftException (INTERRUPTED) when the thread is interrupted while it waits
     */
    public long beginReading(Session session, String table) {
        Instant began = Instant.now();
        moment.begin(session);
        while (!isTaken(session, table)) {
            if (Duration.between(began, Instant.now()).compareTo(SAID_AFTER) > 0 && said.add(table)) {
                say(session, table);
                // To ask who holds it took a snapshot, which must not be older than the lock.
                moment.recover(session);
            }
            Pause.of(PAUSE, "it waited for the table " + table + ", which is locked");
        }
        return session.number("SELECT pg_relation_filenode(?::regclass)", table);
    }

    private boolean isTaken(Session session, String table) {
        try {
            session.execute("SET LOCAL lock_timeout = '500ms'; LOCK TABLE ONLY " + table + " IN ACCESS SHARE MODE");
            return true;
        } catch (DatabaseException e) {
            moment.recover(session);
            if (!e.sqlState().equals(DatabaseErrors.LOCK_NOT_AVAILABLE)) {
                throw e;
            }
            return false;
        }
    }

    private void say(Session session, String table) {
        String holder = session.query(HOLDER.with("table", table).text(), row -> row.getString(1)).stream()
                .findFirst()
                .map(who -> " by " + who)
                .orElse("");
        events.on(new Event.Note(
                Instant.now(),
                Event.Level.WARNING,
                "The " + session.side() + "'s table " + table + " is locked" + holder
                        + "; its rows are waited for until it is free."));
    }
}
