package dev.dynolift.control;

import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Requests to an engine and its status, in the database that the app writes to. */
public final class Control {

    /** An engine at work says something more often. */
    private static final Duration ALIVE = Duration.ofSeconds(5);

    private static final String DONE = "done";

    /** How far a request is that an engine carries out alone; with others it says more, see {@link JointRequest}. */
    private static final String BEGUN = "begun";

    /** Of requests: those whose asker still waits for an answer. */
    private static final String HEARD = "(asker_alive IS NULL OR asker_alive > now() - " + JointRequest.SILENCE + ")";

    private final Direction direction;

    public Control(Direction direction) {
        this.direction = direction;
    }

    /** What a watcher may ask of an engine. */
    public enum Kind {
        /** Refuse the app's writes, do the last round, hand over. */
        FENCE,
        /** End after the current round; the same command goes on later. */
        STOP;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A request that no engine has answered yet.
     *
     * @param joint whether engines of other databases have it, too; see {@link JointRequest}
     * @param unverified of a fence: that it does not wait for the comparison of every row
     */
    public record Request(long number, Kind kind, boolean joint, boolean unverified) {}

    /**
     * What an engine last said of itself.
     *
     * @param state the phase, or a word of the live work: "live", "fencing", "handed over"
     * @param proved every row was compared without a difference, and every change since then too
     * @param rowsPerSecond that it applied when it last spoke
     * @param waitingFor why it waits for a server that fails; empty while it works
     * @param since how long it has been working, or waiting, without a break
     * @param heartbeatAge since when it has said nothing, by the database's clock
     */
    public record Status(
            String state,
            boolean proved,
            long rounds,
            Duration lag,
            Compared compared,
            long rowsDiffering,
            double rowsPerSecond,
            String waitingFor,
            Duration since,
            Duration heartbeatAge) {

        /** How far the receiver is behind by now: an engine that waits, or has fallen silent, falls behind further. */
        public Duration lagNow() {
            Duration silent = waitingFor.isEmpty() ? heartbeatAge : since;
            return silent.compareTo(ALIVE) > 0 ? lag.plus(silent) : lag;
        }

        /** Whether the other side has taken over, and the engine has lived to say so. */
        public boolean isHandedOver() {
            return state.equals("handed over");
        }
    }

    public static void install(Session sender) {
        OwnTables.install(sender, "dynolift.request", SqlFile.of(Control.class, "control.sql"));
    }

    public static boolean isInstalled(Session sender) {
        return sender.yes("SELECT to_regclass('dynolift.request') IS NOT NULL");
    }

    /** Leaves a request; one that is open already is not asked twice. */
    public static void ask(Session sender, Kind kind) {
        ask(sender, kind, false);
    }

    /**
     * The same; of one that is open already the latest word on the comparison counts. One whose engines wait for each other
     * keeps its own, and one whose asker is gone is heard by nobody.
     *
     * @param unverified of a fence: that it shall not wait for the comparison of every row
     */
    public static void ask(Session sender, Kind kind, boolean unverified) {
        // The engine at work may be of an older version, which waits for the comparison whatever is asked.
        install(sender);
        long open = sender.update(
                "UPDATE dynolift.request SET unverified = CASE WHEN allowed IS NULL THEN ? ELSE unverified END"
                        + " WHERE kind = ? AND answered_at IS NULL AND " + HEARD,
                unverified,
                kind.word());
        if (open == 0) {
            sender.update("INSERT INTO dynolift.request (kind, unverified) VALUES (?, ?)", kind.word(), unverified);
        }
    }

    /** What is to be answered next. The wish to stop goes before a fence that is still being prepared. */
    public static Optional<Request> open(Session sender) {
        List<Request> rows = sender.query(
                "SELECT number, kind, allowed IS NOT NULL, unverified FROM dynolift.request WHERE answered_at IS NULL"
                        + " AND " + HEARD
                        + " ORDER BY kind = 'stop' DESC, number LIMIT 1",
                row -> new Request(
                        row.getLong(1),
                        Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                        row.getBoolean(3),
                        row.getBoolean(4)));
        return rows.stream().findFirst();
    }

    public static void answer(Session sender, Request request, String answer) {
        sender.update(
                "UPDATE dynolift.request SET answered_at = now(), answer = ? WHERE number = ?",
                answer,
                request.number());
    }

    /** Answers that the request is carried out, with what whoever asked should know, a sentence each. */
    public static void done(Session sender, Request request, List<String> toKnow) {
        answer(sender, request, toKnow.isEmpty() ? DONE : DONE + "\n" + String.join("\n", toKnow));
    }

    /** Whether an answer says that the request is carried out. */
    public static boolean isDone(String answer) {
        return answer.equals(DONE) || answer.startsWith(DONE + "\n");
    }

    /**
     * At the engine: begins to carry a request out; from then on nobody takes it back. The one statement decides.
     *
     * @return false when it was taken back, or has ended otherwise
     */
    public static boolean begin(Session sender, Request request) {
        return sender.update(
                        "UPDATE dynolift.request SET reached = CASE WHEN allowed IS NULL THEN ? ELSE reached END"
                                + " WHERE number = ? AND answered_at IS NULL",
                        BEGUN,
                        request.number())
                == 1;
    }

    /**
     * Takes back what no engine has begun to carry out; one that is at it still says how it ended.
     *
     * @return whether nothing of the kind is open any more
     */
    public static boolean withdraw(Session sender, Kind kind) {
        sender.update(
                "UPDATE dynolift.request SET answered_at = now(), answer = 'withdrawn'"
                        + " WHERE kind = ? AND answered_at IS NULL AND reached IS DISTINCT FROM ?",
                kind.word(),
                BEGUN);
        return sender.yes(
                "SELECT NOT EXISTS (SELECT FROM dynolift.request WHERE kind = ? AND answered_at IS NULL)", kind.word());
    }

    /** Takes back whatever is open of a kind, as the engine that had begun it has ended. */
    public static void abandon(Session sender, Kind kind) {
        sender.update(
                "UPDATE dynolift.request SET answered_at = now(), answer = 'withdrawn'"
                        + " WHERE kind = ? AND answered_at IS NULL",
                kind.word());
    }

    /** The answer to the latest request of a kind; empty while it is open. */
    public static Optional<String> answer(Session sender, Kind kind) {
        List<Optional<String>> rows = sender.query(
                "SELECT answer FROM dynolift.request WHERE kind = ? ORDER BY number DESC LIMIT 1",
                row -> Optional.ofNullable(row.getString(1)),
                kind.word());
        return rows.isEmpty() ? Optional.empty() : rows.get(0);
    }

    public void say(Session sender, Status status) {
        sender.update(
                "INSERT INTO dynolift.status"
                        + " (direction, state, proved, rounds, lag_millis, tables_compared, tables_in_all, rows_compared,"
                        + " rows_in_all, rows_differing, rows_per_second)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (direction) DO UPDATE"
                        + " SET state = excluded.state,"
                        + " proved = excluded.proved, rounds = excluded.rounds, lag_millis = excluded.lag_millis,"
                        + " tables_compared = excluded.tables_compared, tables_in_all = excluded.tables_in_all,"
                        + " rows_compared = excluded.rows_compared, rows_in_all = excluded.rows_in_all,"
                        + " rows_differing = excluded.rows_differing, rows_per_second = excluded.rows_per_second,"
                        + " waiting_for = '', heartbeat = now()",
                direction.word(),
                status.state(),
                status.proved(),
                status.rounds(),
                status.lag().toMillis(),
                status.compared().tables(),
                status.compared().tablesInAll(),
                status.compared().rows(),
                status.compared().rowsInAll(),
                status.rowsDiffering(),
                status.rowsPerSecond());
    }

    /** Says that an engine has both sides from now on. */
    public void connected(Session sender) {
        sender.update(
                "UPDATE dynolift.status SET waiting_for = '', since = now(), heartbeat = now() WHERE direction = ?",
                direction.word());
    }

    /** Says that an engine waits for a server that fails, and why; what it said before stays. */
    public void waits(Session sender, String why) {
        sender.update(
                "UPDATE dynolift.status SET waiting_for = ?, heartbeat = now(),"
                        + " since = CASE WHEN waiting_for = '' THEN now() ELSE since END WHERE direction = ?",
                why,
                direction.word());
    }

    /** Says that an engine ends which waited; what it said before stays. */
    public void stopped(Session sender) {
        sender.update(
                "UPDATE dynolift.status SET state = 'stopped', waiting_for = '', heartbeat = now() WHERE direction = ?",
                direction.word());
    }

    /** Says that the other side has taken over, for an engine that was killed before it could; what it said stays. */
    public void handedOver(Session sender) {
        sender.update(
                "UPDATE dynolift.status SET state = 'handed over', waiting_for = '', heartbeat = now()"
                        + " WHERE direction = ? AND state NOT IN ('', 'handed over')",
                direction.word());
    }

    /** Says that every row was compared after all, when the handover did not wait for it. */
    public void proved(Session sender) {
        sender.update("UPDATE dynolift.status SET proved = true WHERE direction = ?", direction.word());
    }

    /** Says that log rows are about to go which only a position before this snapshot would need. */
    public void purges(Session sender, String snapshot) {
        sender.update(
                "UPDATE dynolift.status SET purged_as_of = ?::pg_snapshot WHERE direction = ?",
                snapshot,
                direction.word());
    }

    /**
     * Whether this database has forgotten what it confirmed about its log: then it was put back to an earlier state.
     *
     * @param confirmed the snapshot as of which it has said that rows go; empty when nothing is known
     */
    public boolean isPutBack(Session sender, Optional<String> confirmed) {
        return confirmed.isPresent()
                && sender.yes(
                        "SELECT NOT EXISTS (SELECT FROM dynolift.status WHERE direction = ?"
                                + " AND purged_as_of IS NOT NULL AND NOT " + isBefore("purged_as_of", "?::pg_snapshot")
                                + ")",
                        direction.word(),
                        confirmed.get(),
                        confirmed.get());
    }

    /** Whether log rows are gone that a position needs: then the side that holds it was put back. */
    public boolean hasPurgedBeyond(Session sender, Position position) {
        return position.snapshot() != null
                && sender.yes(
                        "SELECT EXISTS (SELECT FROM dynolift.status WHERE direction = ? AND "
                                + isBefore("?::pg_snapshot", "purged_as_of") + ")",
                        direction.word(),
                        position.snapshot(),
                        position.snapshot());
    }

    /** Whether a snapshot leaves out a transaction that another one may have seen. */
    private static String isBefore(String one, String other) {
        return "(pg_snapshot_xmax(" + one + ") < pg_snapshot_xmax(" + other + ") OR EXISTS (SELECT FROM"
                + " pg_snapshot_xip(" + one + ") AS running WHERE pg_visible_in_snapshot(running, " + other + ")))";
    }

    /** What the engine last said; empty when none has run in this direction. */
    public Optional<Status> status(Session sender) {
        if (!isInstalled(sender)) {
            return Optional.empty();
        }
        List<Status> rows = sender.query(
                // As fields of JSON: an engine of an older version said less.
                "SELECT state, proved, rounds, lag_millis,"
                        + " coalesce((to_jsonb(status) ->> 'tables_compared')::bigint, 0),"
                        + " coalesce((to_jsonb(status) ->> 'tables_in_all')::bigint, 0), rows_compared,"
                        + " coalesce((to_jsonb(status) ->> 'rows_in_all')::bigint, 0), rows_differing,"
                        + " coalesce((to_jsonb(status) ->> 'rows_per_second')::float8, 0),"
                        + " coalesce(to_jsonb(status) ->> 'waiting_for', ''),"
                        + " (EXTRACT(epoch FROM now() - coalesce((to_jsonb(status) ->> 'since')::timestamptz, heartbeat))"
                        + " * 1000)::bigint,"
                        + " (EXTRACT(epoch FROM now() - heartbeat) * 1000)::bigint"
                        + " FROM dynolift.status WHERE direction = ? AND state <> ''",
                row -> new Status(
                        row.getString(1),
                        row.getBoolean(2),
                        row.getLong(3),
                        Duration.ofMillis(row.getLong(4)),
                        new Compared(row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8)),
                        row.getLong(9),
                        row.getDouble(10),
                        row.getString(11),
                        Duration.ofMillis(row.getLong(12)),
                        Duration.ofMillis(row.getLong(13))),
                direction.word());
        return rows.stream().findFirst();
    }

    /** What was said of an earlier move in this direction is no longer so. */
    public void forget(Session sender) {
        sender.update("UPDATE dynolift.status SET state = '' WHERE direction = ?", direction.word());
    }

    /** A status with nothing but a word, for the work before the rounds. */
    public static Status plain(String state) {
        return new Status(state, false, 0, Duration.ZERO, Compared.NOTHING, 0, 0, "", Duration.ZERO, Duration.ZERO);
    }
}
