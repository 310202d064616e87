package dev.dynolift.control;

import dev.dynolift.event.Event;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Reads and writes the receiving side's record of a move. Stateless; each call uses the caller's transaction. */
public final class ProgressStore {

    private final Direction direction;

    public ProgressStore(Direction direction) {
        this.direction = direction;
    }

    /** Creates the tables where they are missing. */
    public static void install(Session receiver) {
        OwnTables.install(receiver, "dynolift.progress", SqlFile.of(ProgressStore.class, "progress.sql"));
    }

    /** Takes the record away, with everything else of ours in this database: no schema is left. */
    public static void remove(Session receiver) {
        receiver.execute("DROP SCHEMA IF EXISTS dynolift CASCADE");
    }

    /** Whether this database holds a record of a move at all. */
    public static boolean isInstalled(Session receiver) {
        return receiver.yes("SELECT to_regclass('dynolift.progress') IS NOT NULL");
    }

    /** How far the move is, as any database tells: empty also where nothing of ours was ever installed. */
    public Optional<Phase> phase(Session session) {
        return isInstalled(session) ? position(session).map(Position::phase) : Optional.empty();
    }

    /** Where the move is, at a side that has our tables. */
    public Optional<Position> position(Session receiver) {
        return select(receiver, "");
    }

    /**
     * The position, locked until the transaction ends: a killed engine's last transaction, which its server may still
     * be finishing, is waited for, and what it committed is seen.
     */
    public Position lockedPosition(Session receiver) {
        return select(receiver, " FOR UPDATE")
                .orElseThrow(() -> new IllegalStateException("the record of the move has vanished"));
    }

    public void begin(Session receiver, Method method, Phase phase) {
        begin(receiver, method, phase, "", "");
    }

    /**
     * @param extent in words, how much of the sending side is moved; empty for all of it
     * @param options of the command that select what is moved, ready for a shell; empty for all of it
     */
    public void begin(Session receiver, Method method, Phase phase, String extent, String options) {
        receiver.update(
                "INSERT INTO dynolift.progress (direction, method, phase, extent, options) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (direction) DO UPDATE SET method = excluded.method, phase = excluded.phase,"
                        + " extent = excluded.extent, options = excluded.options, origin = '',"
                        + " purged_as_of = NULL",
                direction.word(),
                method.name(),
                phase.name(),
                extent,
                options);
    }

    /** How much is moved, as it was recorded. */
    public Optional<String> extent(Session receiver) {
        return field(receiver, "extent");
    }

    /** The options that select what is moved, as they were recorded; empty where an older version began. */
    public Optional<String> options(Session receiver) {
        return field(receiver, "options");
    }

    /** Which database is moved, as {@link Origin} tells it; empty before that was recorded. */
    public Optional<String> origin(Session receiver) {
        return field(receiver, "origin");
    }

    /** As of which snapshot the sender has confirmed that log rows go; empty when it has not. */
    public Optional<String> purged(Session receiver) {
        return field(receiver, "purged_as_of").filter(snapshot -> !snapshot.isEmpty());
    }

    /** Keeps what the sender has confirmed; see {@link Control#purges}. */
    public void purged(Session receiver, String snapshot) {
        receiver.update(
                "UPDATE dynolift.progress SET purged_as_of = ?::pg_snapshot, moved_since = ?::pg_snapshot, moved_rows = 0,"
                        + " moved_digest = 0 WHERE direction = ?",
                snapshot,
                snapshot,
                direction.word());
    }

    void beginAt(Session receiver, String origin) {
        receiver.update("UPDATE dynolift.progress SET origin = ? WHERE direction = ?", origin, direction.word());
    }

    /** What the last comparison of a copy came to; empty as long as there was none. */
    public Optional<Conclusion> conclusion(Session receiver) {
        return field(receiver, "conclusion").filter(word -> !word.isEmpty()).map(Conclusion::valueOf);
    }

    /** When the copy ended with that. */
    public Optional<Instant> endedAt(Session receiver) {
        return field(receiver, "ended_at").filter(text -> !text.isEmpty()).map(text -> OffsetDateTime.parse(text)
                .toInstant());
    }

    /** As a field of JSON: a record that an older version began lacks some columns. */
    private Optional<String> field(Session receiver, String name) {
        return receiver
                .query(
                        "SELECT coalesce(to_jsonb(progress) ->> ?, '') FROM dynolift.progress WHERE direction = ?",
                        row -> row.getString(1),
                        name,
                        direction.word())
                .stream()
                .findFirst();
    }

    /** How the move that this database records was begun; empty when none was. */
    public Optional<Method> method(Session receiver) {
        return receiver
                .query(
                        "SELECT method FROM dynolift.progress WHERE direction = ?",
                        row -> Method.valueOf(row.getString(1)),
                        direction.word())
                .stream()
                .findFirst();
    }

    public void enter(Session receiver, Phase phase) {
        receiver.update("UPDATE dynolift.progress SET phase = ? WHERE direction = ?", phase.name(), direction.word());
    }

    /** Records what the comparison that ends a copy came to, and when. */
    public void conclude(Session receiver, Conclusion conclusion) {
        receiver.update(
                "UPDATE dynolift.progress SET conclusion = ?, ended_at = now() WHERE direction = ?",
                conclusion.name(),
                direction.word());
    }

    /** Records with a handover what the comparison had come to by then, and how much of it was done. */
    public void conclude(Session receiver, Conclusion conclusion, Compared compared) {
        conclude(receiver, conclusion);
        receiver.update(
                "UPDATE dynolift.progress SET tables_compared = ?, tables_in_all = ?, rows_compared = ?, rows_in_all = ?"
                        + " WHERE direction = ?",
                compared.tables(),
                compared.tablesInAll(),
                compared.rows(),
                compared.rowsInAll(),
                direction.word());
    }

    /** Records that every row was compared after all, when the handover did not wait for it. */
    public void proved(Session receiver) {
        receiver.update(
                "UPDATE dynolift.progress SET conclusion = ? WHERE direction = ? AND conclusion = ?",
                Conclusion.PROVED.name(),
                direction.word(),
                Conclusion.UNVERIFIED.name());
    }

    /** How much had been compared when the receiver took over, where that was not all; empty otherwise. */
    public Optional<Compared> unverified(Session session) {
        if (!phase(session).equals(Optional.of(Phase.HANDED_OVER))
                || !conclusion(session).equals(Optional.of(Conclusion.UNVERIFIED))) {
            return Optional.empty();
        }
        return Optional.of(new Compared(
                count(session, "tables_compared"),
                count(session, "tables_in_all"),
                count(session, "rows_compared"),
                count(session, "rows_in_all")));
    }

    private long count(Session session, String name) {
        return field(session, name)
                .filter(text -> !text.isEmpty())
                .map(Long::valueOf)
                .orElse(0L);
    }

    /** Records that the receiver now equals the sender as of {@code snapshot}, whatever was moved before. */
    public void advance(Session receiver, Snapshot snapshot) {
        advance(receiver, snapshot, MovedKeys.NONE);
        forgetMoved(receiver);
    }

    /** Records the same after a round, with the log rows that it read. */
    public void advance(Session receiver, Snapshot snapshot, MovedKeys moved) {
        receiver.update(
                "UPDATE dynolift.progress SET snapshot = ?::pg_snapshot, timeline = ?, moved_rows = moved_rows + ?,"
                        + " moved_digest = moved_digest + ? WHERE direction = ?",
                snapshot.text(),
                snapshot.timeline(),
                moved.rows(),
                moved.digest(),
                direction.word());
    }

    /** Begins to count anew what is moved, from the position on: a log was made anew, and its rows are gone. */
    public void forgetMoved(Session receiver) {
        receiver.update(
                "UPDATE dynolift.progress SET moved_since = snapshot, moved_rows = 0, moved_digest = 0"
                        + " WHERE direction = ?",
                direction.word());
    }

    /** What rounds have read from the logs up to the position; empty where nobody has counted. */
    public Optional<MovedKeys> moved(Session receiver) {
        return receiver
                .query(
                        "SELECT moved_since::text, moved_rows, moved_digest FROM dynolift.progress"
                                + " WHERE direction = ? AND moved_since IS NOT NULL",
                        row -> new MovedKeys(row.getString(1), row.getLong(2), row.getBigDecimal(3)),
                        direction.word())
                .stream()
                .findFirst();
    }

    /** Keeps a round's numbers for the report. */
    public void record(Session receiver, Event.RoundFinished round, String kind) {
        receiver.update(
                "UPDATE dynolift.progress SET rounds = ? WHERE direction = ?", round.number(), direction.word());
        receiver.update(
                "INSERT INTO dynolift.round (direction, number, kind, keys, rows, lag_millis, took_millis)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                direction.word(),
                round.number(),
                kind,
                round.keys(),
                round.rows(),
                round.lag().toMillis(),
                round.took().toMillis());
    }

    private Optional<Position> select(Session receiver, String lock) {
        List<Position> rows = receiver.query(
                "SELECT phase, snapshot::text, timeline, rounds FROM dynolift.progress WHERE direction = ?" + lock,
                row -> new Position(
                        Phase.valueOf(row.getString(1)), row.getString(2), row.getString(3), row.getLong(4)),
                direction.word());
        return rows.stream().findFirst();
    }
}
