package dev.dynolift.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Notices connections whose other end is gone without a word: a network that drops packets, a machine that vanished. A
 * statement may rightly take hours, so no clock can tell; the server can. When a connection was silent for a while, it is
 * asked over another one what the process there does. One that is gone, or that waits for us while we wait for it, never
 * speaks again. Neither does a server that answers nobody for long. Such a connection is cut, and whoever waits at it
 * gets an error. Runs in a thread of its own while there are connections.
 */
final class SilenceWatch {

    /** So often in a row the process must be found waiting for us: its answer may have been on its way. */
    private static final int STRIKES = 2;

    private static final SqlFile SILENT = SqlFile.of(SilenceWatch.class, "silent.sql");

    private final Database database;
    private final Duration suspicious;
    private final Duration look;
    private final Duration unanswered;
    private final List<Watched> watched = new ArrayList<>();
    private boolean running;

    /**
     * @param suspicious silence that a healthy statement may keep too, and after which the server is asked; when it has
     *     answered nobody for three times as long, all silent connections are taken for dead
     */
    SilenceWatch(Database database, Duration suspicious) {
        this.database = database;
        this.suspicious = suspicious;
        this.look = suspicious.dividedBy(4);
        this.unanswered = suspicious.multipliedBy(3);
    }

    /** Watches a connection until it is closed. */
    synchronized void add(long process, Wire wire) {
        watched.add(new Watched(process, wire));
        if (!running) {
            running = true;
            Thread thread = new Thread(this::run, "dynolift-watch-" + database.side());
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        long unansweredSince = 0;
        while (true) {
            try {
                Thread.sleep(look.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            if (!look()) {
                return;
            }
            List<Watched> silent = silent();
            if (silent.isEmpty()) {
                unansweredSince = 0;
                continue;
            }
            long asked = System.nanoTime();
            if (ask(silent)) {
                unansweredSince = 0;
            } else if (unansweredSince == 0) {
                unansweredSince = asked;
            } else if (asked - unansweredSince > unanswered.toNanos()) {
                silent.stream().filter(one -> one.isSilentFor(unanswered)).forEach(one -> one.wire.cut());
            }
        }
    }

    /** Returns false when there is nothing to watch any more: the thread ends. */
    private synchronized boolean look() {
        for (Iterator<Watched> all = watched.iterator(); all.hasNext(); ) {
            Watched one = all.next();
            if (one.wire.isClosed()) {
                all.remove();
            } else {
                one.look();
            }
        }
        running = !watched.isEmpty();
        return running;
    }

    private synchronized List<Watched> silent() {
        return watched.stream().filter(one -> one.isSilentFor(suspicious)).toList();
    }

    /** Returns false when the server does not answer. */
    private boolean ask(List<Watched> silent) {
        Map<Long, Boolean> working = new HashMap<>();
        try (Session session = database.openToLook("watch", look)) {
            String processes = String.join(
                    ",", silent.stream().map(one -> Long.toString(one.process)).toList());
            session.query(
                    SILENT.with("processes", "{" + processes + "}").text(),
                    row -> working.put(row.getLong(1), row.getBoolean(2)));
        } catch (DatabaseException e) {
            // One that lets nobody more in is there, and what it does cannot be known.
            return !e.isUnreachable();
        }
        for (Watched one : silent) {
            one.strikes = working.getOrDefault(one.process, false) ? 0 : one.strikes + 1;
            if (one.strikes >= STRIKES && one.isStillSilent()) {
                one.wire.cut();
            }
        }
        return true;
    }

    /** A connection and what was last seen of it. Only the watch's thread looks at it. */
    private static final class Watched {

        private final long process;
        private final Wire wire;
        private long steps;
        private long since = System.nanoTime();
        private int strikes;

        Watched(long process, Wire wire) {
            this.process = process;
            this.wire = wire;
            this.steps = wire.steps();
        }

        void look() {
            long now = wire.steps();
            if (now != steps || !Wire.isWaiting(now)) {
                steps = now;
                since = System.nanoTime();
                strikes = 0;
            }
        }

        boolean isSilentFor(Duration time) {
            return System.nanoTime() - since > time.toNanos();
        }

        boolean isStillSilent() {
            return wire.steps() == steps;
        }
    }
}
