package dev.dynolift.fence;

import dev.dynolift.catalog.OfTheApp;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Finds the sessions that stand in a fence's way, or have found one through it. */
public final class Writers {

    /** Whoever is refused holds his lock for an instant; whoever holds it all this time was not refused. */
    private static final int LOOKS = 6;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(60);

    private Writers() {}

    /**
     * Sessions that are in the middle of a transaction that has written, although the fence stands: what they did is not
     * committed yet, and would be when nobody looks any more. Takes an instant when there are none.
     */
    public static List<Writer> inTheMiddle(Session session) {
        String file = OfTheApp.sqlFile(Writers.class, "hidden_writers.sql").text();
        List<Writer> found = read(session, file);
        for (int look = 1; look < LOOKS && !found.isEmpty(); look++) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            List<Writer> still = new ArrayList<>();
            for (Writer now : read(session, file)) {
                if (found.stream()
                        .anyMatch(before -> before.process() == now.process()
                                && before.transaction().equals(now.transaction()))) {
                    still.add(now);
                }
            }
            found = still;
        }
        return found;
    }

    /**
     * The few sessions that most likely made a change that was found after it was committed.
     *
     * @param since by the server's clock
     * @param tables names of those that were changed, without their schemas
     */
    public static List<Writer> atWorkSince(Session session, String since, Collection<String> tables) {
        return read(
                session,
                SqlFile.of(Writers.class, "at_work_since.sql")
                        .with("since", since)
                        .with("tables", String.join("|", tables))
                        .text());
    }

    /** Ends the sessions that hold locks for writing on a table, and tells whose they were. */
    static List<Writer> end(Session session, String table) {
        return read(
                session,
                SqlFile.of(Writers.class, "end_writers.sql")
                        .with("table", table)
                        .text());
    }

    /** Ends sessions that are in the middle of a transaction, if they still are in the same. */
    public static void end(Session session, List<Writer> writers) {
        writers.forEach(writer -> session.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_xid::text = ?",
                row -> true,
                writer.process(),
                writer.transaction()));
    }

    /** Them in words, one after the other. */
    public static String words(List<Writer> writers) {
        return writers.stream().map(Writer::words).collect(Collectors.joining(", "));
    }

    private static List<Writer> read(Session session, String query) {
        return session.query(
                query,
                row -> new Writer(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)));
    }
}
