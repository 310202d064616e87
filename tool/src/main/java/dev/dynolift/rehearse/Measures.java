package dev.dynolift.rehearse;

import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the engines wrote into the databases of their work: it survives their ends, so a rehearsal that was killed and went
 * on has the numbers of all its parts.
 */
record Measures(
        long rowsCopied,
        long bytesCopied,
        int chunks,
        long rowsChangedDuringCopy,
        long rounds,
        Duration largestLag,
        long rowsCarriedBack,
        List<TimedNumber> lagMillis,
        List<TimedNumber> copiedBytes) {

    /** A number and when it was so, by the database's clock, which is this machine's. */
    record TimedNumber(Instant at, double value) {}

    static final Measures NONE = new Measures(0, 0, 0, 0, 0, Duration.ZERO, 0, List.of(), List.of());

    /** Reads both sides' records; all zero where no engine has come that far. */
    static Measures read(Database source, Database target) {
        try (Session receiver = target.open("rehearsal");
                Session sender = source.open("rehearsal")) {
            if (!receiver.yes("SELECT to_regclass('dynolift.round') IS NOT NULL")) {
                return NONE;
            }
            boolean returned = sender.yes("SELECT to_regclass('dynolift.round') IS NOT NULL");
            return new Measures(
                    receiver.number("SELECT coalesce(sum(rows), 0) FROM dynolift.chunk"),
                    receiver.number("SELECT coalesce(sum(bytes), 0) FROM dynolift.chunk"),
                    (int) receiver.number("SELECT count(*) FROM dynolift.chunk"),
                    receiver.number("SELECT coalesce(sum(keys), 0) FROM dynolift.round"
                            + " WHERE direction = 'forward' AND kind = 'first'"),
                    receiver.number("SELECT count(*) FROM dynolift.round"),
                    Duration.ofMillis(receiver.number("SELECT coalesce(max(lag_millis), 0) FROM dynolift.round"
                            + " WHERE direction = 'forward' AND kind <> 'first'")),
                    returned
                            ? sender.number(
                                    "SELECT coalesce(sum(rows), 0) FROM dynolift.round WHERE direction = 'reverse'")
                            : 0,
                    series(receiver, "SELECT finished_at, lag_millis FROM dynolift.round ORDER BY 1"),
                    series(
                            receiver,
                            "SELECT copied_at, bytes FROM dynolift.chunk WHERE copied_at IS NOT NULL ORDER BY 1"));
        }
    }

    private static List<TimedNumber> series(Session session, String query) {
        return session.query(query, row -> new TimedNumber(row.getTimestamp(1).toInstant(), row.getDouble(2)));
    }
}
