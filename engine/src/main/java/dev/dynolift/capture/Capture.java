package dev.dynolift.capture;

import dev.dynolift.catalog.Table;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.DatabaseErrors;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Installs and removes the triggers that write changed keys down. One table at a time, each in a short transaction with
 * a short wait for its lock: the app never queues behind us for longer.
 */
public final class Capture {

    /**
     * A queued lock request stops everybody behind it, so it is given up soon and tried again later; not before the
     * server's deadlock timeout of 1 s, for only then an autovacuum that holds the table gives way.
     */
    private static final String LOCK_PATIENCE = "SET LOCAL lock_timeout = '1300ms'";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String TRUNCATE = "dynolift_capture_truncate";

    private static final String TRIGGERS =
            SqlFile.of(Capture.class, "triggers.sql").text();

    /** Not all of them for each table: there may be many thousand. */
    private static final String ON_RELATIONS = TRIGGERS + " AND t.tgrelid = ANY (?::oid[])";

    private Capture() {}

    /**
     * Installs the capture of one table; does nothing where it is complete, and adds what new partitions lack.
     *
     * @return whether the log begins now: what was changed before is not in it
     */
    public static boolean install(Session session, CapturedTable captured) {
        AtomicBoolean begun = new AtomicBoolean();
        withRetries(captured.table().label(), () -> begun.set(installOnce(session, captured)), session);
        return begun.get();
    }

    /** Removes triggers, functions and logs of every table that has them. */
    public static void remove(Session session) {
        for (Trigger trigger : triggers(session, TRIGGERS)) {
            withRetries(trigger.table(), () -> session.execute(trigger.drop()), session);
        }
        for (String statement : session.query(
                "SELECT 'DROP FUNCTION dynolift.' || quote_ident(proname) || '()' FROM pg_proc"
                        + " WHERE pronamespace = to_regnamespace('dynolift') AND proname LIKE 'capture\\_%'"
                        + " UNION ALL SELECT 'DROP TABLE dynolift.' || quote_ident(relname) FROM pg_class"
                        + " WHERE relnamespace = to_regnamespace('dynolift') AND relkind = 'r'"
                        + " AND relname LIKE 'changes\\_%'",
                row -> row.getString(1))) {
            session.execute(statement);
        }
    }

    /** Tables on which somebody has switched our triggers off: what was written to them meanwhile is not known. */
    public static List<String> switchedOff(Session session) {
        return session.query(
                "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'dynolift\\_capture\\_%'"
                        + " AND tgenabled <> 'O'",
                row -> row.getString(1));
    }

    private static boolean installOnce(Session session, CapturedTable captured) {
        Map<Long, String> relations = truncatable(captured.table());
        String written = written(captured);
        Set<Trigger> present = new HashSet<>(triggers(session, ON_RELATIONS, Names.array(relations.keySet())));
        boolean anew = !isWritten(session, captured, version(written)) || !present.containsAll(indispensable(captured));
        for (Trigger trigger : List.copyOf(present)) {
            // Another table's function writes where a partition came from, or went.
            if (anew || !trigger.function().equals(captured.functionName())) {
                session.execute(trigger.drop());
                present.remove(trigger);
            }
        }
        if (anew) {
            session.execute("DROP TABLE IF EXISTS " + captured.log());
            session.execute(SqlFile.of(Capture.class, "log.sql")
                    .with("log", captured.logName())
                    .with("key_definitions", captured.logDefinitions())
                    .text());
            session.execute(written);
            session.execute("COMMENT ON FUNCTION " + captured.function() + " IS " + Names.literal(version(written)));
        }
        SqlFile truncate = SqlFile.of(Capture.class, "truncate_trigger.sql")
                .with("log_name", captured.log())
                .with("function", captured.functionName());
        relations.forEach((relation, name) -> {
            if (!present.contains(new Trigger(relation, name, TRUNCATE, captured.functionName(), true))) {
                session.execute(truncate.with("table", name).text());
            }
        });
        return anew;
    }

    /** Tells functions apart that write other keys, or the same otherwise. */
    private static String version(String written) {
        return UUID.nameUUIDFromBytes(written.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static boolean isWritten(Session session, CapturedTable captured, String version) {
        return session.yes(SqlFile.of(Capture.class, "is_written.sql")
                .with("log_name", captured.log())
                .with("function", captured.function())
                .with("version", version)
                .text());
    }

    /** Without one of these, changes were made that nobody wrote down. */
    private static Set<Trigger> indispensable(CapturedTable captured) {
        Table table = captured.table();
        Stream<String> names = table.isChangedUnderOtherNames()
                ? Stream.of(captured.rowTriggerName())
                : Stream.of("dynolift_capture_insert", "dynolift_capture_update", "dynolift_capture_delete", TRUNCATE);
        return names.map(name -> new Trigger(table.oid(), table.quoted(), name, captured.functionName(), true))
                .collect(Collectors.toSet());
    }

    /** What can be truncated by itself: names by oid. */
    private static Map<Long, String> truncatable(Table table) {
        Map<Long, String> names = new LinkedHashMap<>();
        names.put(table.oid(), table.quoted());
        table.leaves().forEach(leaf -> names.put(leaf.oid(), leaf.quoted()));
        return names;
    }

    private static String written(CapturedTable captured) {
        Table table = captured.table();
        SqlFile file = SqlFile.of(
                        Capture.class, table.isChangedUnderOtherNames() ? "row_trigger.sql" : "statement_trigger.sql")
                .with("settings", LoggedKey.settings(table))
                .with("row_trigger", captured.rowTriggerName())
                .with("log_name", captured.log())
                .with("log", captured.logName())
                .with("function", captured.functionName())
                .with("key_names", String.join(", ", captured.keyNames()))
                .with("old_parts", parts("old_key", captured))
                .with("new_parts", parts("new_key", captured))
                .with("table", table.quoted());
        return file.with("missing", LoggedKey.missing(table))
                .with("keys", named(LoggedKey.values(table, ""), captured))
                .with("old_keys", String.join(", ", LoggedKey.values(table, "OLD.")))
                .with("new_keys", String.join(", ", LoggedKey.values(table, "NEW.")))
                .text();
    }

    private static String parts(String array, CapturedTable captured) {
        return IntStream.rangeClosed(1, captured.keyNames().size())
                .mapToObj(i -> array + "[" + i + "]")
                .collect(Collectors.joining(", "));
    }

    private static String named(List<String> values, CapturedTable captured) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i) + " AS " + captured.keyNames().get(i))
                .collect(Collectors.joining(", "));
    }

    /** One trigger of ours; {@code table} as it must be written, which both sides of a comparison may do otherwise. */
    private record Trigger(long relation, String table, String name, String function, boolean fires) {

        String drop() {
            return "DROP TRIGGER IF EXISTS " + Names.quote(name) + " ON " + table;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Trigger trigger
                    && relation == trigger.relation
                    && name.equals(trigger.name)
                    && function.equals(trigger.function)
                    && fires == trigger.fires;
        }

        @Override
        public int hashCode() {
            return Objects.hash(relation, name, function, fires);
        }
    }

    private static List<Trigger> triggers(Session session, String query, Object... parameters) {
        return session.query(
                query,
                row -> new Trigger(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5)),
                parameters);
    }

    private static void withRetries(String table, Runnable work, Session session) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            session.begin();
            try {
                session.execute(LOCK_PATIENCE);
                work.run();
                session.commit();
                return;
            } catch (DatabaseException e) {
                session.rollback();
                if (!e.sqlState().equals(DatabaseErrors.LOCK_NOT_AVAILABLE)) {
                    throw e;
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new DynoliftException(
                            ErrorCode.DATABASE,
                            "the triggers on " + table + " cannot be changed",
                            "for " + PATIENCE.toMinutes() + " minutes other sessions held locks on it",
                            "Look in pg_stat_activity for long transactions or an anti-wraparound vacuum, then run the"
                                    + " same command again.",
                            e);
                }
                LockSupport.parkNanos(
                        Duration.ofMillis(200 + ThreadLocalRandom.current().nextInt(800))
                                .toNanos());
            }
        }
    }
}
