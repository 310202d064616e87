package dev.dynolift.large;

import dev.dynolift.catalog.Table;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Batches;
import dev.dynolift.postgres.CopyFormat;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SessionPair;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.postgres.Workers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Copies large objects under their own numbers, so that what refers to them stays true: contents, comments, and grants to
 * roles that the target has. They belong to the database's owner there. Thousands of small ones go at once, long ones in
 * slices; each range of numbers is committed together with its mark.
 */
public final class LargeObjectCopy {

    /** A multiple of the page that the server keeps objects in. */
    static final int SLICE = 1 << 20;

    private static final SqlFile SLICES = SqlFile.of(LargeObjectCopy.class, "object_slices.sql");
    private static final SqlFile RANGES = SqlFile.of(LargeObjectCopy.class, "object_ranges.sql");
    private static final SqlFile GRANTS = SqlFile.of(LargeObjectCopy.class, "object_grants.sql");
    private static final SqlFile DIGEST = SqlFile.of(LargeObjectCopy.class, "object_digest.sql");
    private static final SqlFile HASHES = SqlFile.of(LargeObjectCopy.class, "object_hashes.sql");

    /** So many slices of each object are staged at once. */
    private static final long SLICES_STAGED = 64;

    private static final int NAMED_AT_MOST = 20;

    private final Moment source;
    private final Database target;
    private final int jobs;
    private final EventListener events;

    public LargeObjectCopy(Moment source, Database target, int jobs, EventListener events) {
        this.source = source;
        this.target = target;
        this.jobs = jobs;
        this.events = events;
    }

    /** Whether the source has large objects at all. */
    public boolean isNeeded() {
        try (Session from = source.open("large objects")) {
            return areIn(from);
        }
    }

    static boolean areIn(Session session) {
        return session.yes("SELECT EXISTS (SELECT FROM pg_largeobject_metadata)");
    }

    /** Whose they are nobody knows; columns that can refer to them are all that tells. */
    public static boolean mayBelongTo(List<Table> tables) {
        return tables.stream().flatMap(table -> table.columns().stream()).anyMatch(column -> column.type()
                .matches("(.*\\.)?(oid|lo)(\\[])?"));
    }

    /** Copies what is not copied yet. */
    public void run() {
        List<LargeObjectRange> ranges;
        String owner;
        try (Session from = source.open("large objects");
                Session to = target.open("large objects")) {
            ranges = ranges(from);
            owner = ownerToBecome(to);
            List<Long> done = to.query("SELECT first_object FROM dynolift.large_object_range", row -> row.getLong(1));
            ranges.removeIf(range -> done.contains(range.first()));
        }
        AtomicLong copied = new AtomicLong();
        long objects = ranges.stream().mapToLong(LargeObjectRange::objects).sum();
        Workers.forEach("large objects", jobs, ranges, this::sessions, (sessions, range) -> {
            copy(sessions.source(), sessions.target(), range, owner);
            events.on(new Event.StageProgress(
                    Instant.now(), "large objects", "", copied.addAndGet(range.objects()), objects, "large objects"));
        });
        grantAndComment(owner);
    }

    /**
     * Compares all objects of both sides by what they hold.
     *
     * @throws DynoliftException with code DIFFERENCES naming objects
     */
    public void compare() {
        List<Long> different = differing();
        if (!different.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.DIFFERENCES,
                    "large objects differ between the two databases",
                    different.stream()
                            .limit(NAMED_AT_MOST)
                            .map(String::valueOf)
                            .collect(Collectors.joining(", ", "their numbers are ", "")),
                    "Find out who wrote to the target, or to a source that was said to be quiet; then copy again.");
        }
    }

    /** The numbers of large objects that the two sides do not hold alike, in their order. */
    public List<Long> differing() {
        List<LargeObjectRange> ranges;
        try (Session from = source.open("large objects");
                Session to = target.open("large objects")) {
            // An empty side has no ranges of its own.
            ranges = ranges(isNeeded() ? from : to);
        }
        List<Long> different = new ArrayList<>();
        Workers.forEach("large objects", jobs, ranges, this::sessions, (sessions, range) -> {
            String digest = between(DIGEST, range);
            String there = sessions.source().text(digest);
            if (!there.equals(sessions.target().text(digest))) {
                String hashes = between(HASHES, range);
                List<String> sent = sessions.source().query(hashes, row -> row.getString(1));
                List<String> found = sessions.target().query(hashes, row -> row.getString(1));
                synchronized (different) {
                    addDifferent(sent, found, different);
                    addDifferent(found, sent, different);
                }
            }
        });
        return different.stream().distinct().sorted().toList();
    }

    private static void addDifferent(List<String> these, List<String> those, List<Long> different) {
        List<String> rest = new ArrayList<>(these);
        rest.removeAll(new HashSet<>(those));
        rest.forEach(line -> different.add(Long.valueOf(line.substring(0, line.indexOf(' ')))));
    }

    private static List<LargeObjectRange> ranges(Session from) {
        List<LargeObjectRange> found = from.query(
                RANGES.with("slice", String.valueOf(SLICE)).text(),
                row -> new LargeObjectRange(
                        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
        return new ArrayList<>(found);
    }

    private void copy(Session from, Session to, LargeObjectRange range, String owner) {
        to.begin();
        try {
            to.execute("SET LOCAL synchronous_commit = off");
            // A killed engine's transaction on the same range is waited for here.
            long marked = to.update(
                    "INSERT INTO dynolift.large_object_range (first_object, objects, bytes) VALUES (?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    range.first(),
                    range.objects(),
                    range.bytes());
            if (marked == 1) {
                if (!owner.isEmpty()) {
                    to.execute("SET LOCAL ROLE " + owner);
                }
                create(from, to, range);
            }
            to.commit();
            source.renew(from);
        } catch (RuntimeException e) {
            to.rollback();
            throw e;
        }
    }

    /** Creates a range's objects, in the target's transaction. */
    static void create(Session from, Session to, LargeObjectRange range) {
        to.execute("CREATE TEMPORARY TABLE dynolift_object (object oid, number bigint, part bytea) ON COMMIT DROP;"
                + " ALTER TABLE pg_temp.dynolift_object ALTER COLUMN part SET STORAGE EXTERNAL");
        for (long slice = 0; slice < range.slices(); slice += SLICES_STAGED) {
            copySlices(from, to, range, slice);
        }
    }

    private static void copySlices(Session from, Session to, LargeObjectRange range, long slice) {
        String slices = SLICES.with("first", String.valueOf(range.first()))
                .with("end", String.valueOf(range.end()))
                .with("from_slice", String.valueOf(slice))
                .with("to_slice", String.valueOf(slice + SLICES_STAGED - 1))
                .with("slice", String.valueOf(SLICE))
                .text();
        from.copyTo(
                to,
                slices.strip().replaceAll(";$", ""),
                "pg_temp.dynolift_object (object, number, part)",
                CopyFormat.BINARY,
                (bytes, start, length) -> {});
        if (slice == 0) {
            to.query(
                    "SELECT count(lo_from_bytea(object, part)) FROM pg_temp.dynolift_object WHERE number = 0",
                    row -> 1);
        }
        to.query(
                "SELECT count(*) FROM (SELECT lo_put(object, number * " + SLICE + ", part) FROM pg_temp.dynolift_object"
                        + " WHERE number > 0 ORDER BY object, number OFFSET 0) AS written",
                row -> 1);
        to.execute("TRUNCATE pg_temp.dynolift_object");
    }

    void grantAndComment(String owner) {
        try (Session from = source.open("large objects");
                Session to = target.open("large objects")) {
            List<String> roles = to.query("SELECT rolname FROM pg_roles", row -> row.getString(1));
            List<String> statements = new ArrayList<>();
            List<String> missing = new ArrayList<>();
            from.query(GRANTS.text(), row -> {
                String role = row.getString(2);
                if (role != null && !roles.contains(role)) {
                    missing.add(role);
                } else {
                    statements.add(row.getString(1));
                }
                return true;
            });
            for (List<String> batch : Batches.of(statements)) {
                to.execute("BEGIN;" + (owner.isEmpty() ? "" : "SET LOCAL ROLE " + owner + ";\n")
                        + String.join(";\n", batch) + ";\nCOMMIT");
            }
            if (!missing.isEmpty()) {
                events.on(new Event.Note(
                        Instant.now(),
                        Event.Level.WARNING,
                        "Grants on large objects were left out, as the target has no role "
                                + missing.stream().distinct().sorted().collect(Collectors.joining(", ")) + "."));
            }
        }
    }

    /** The database's owner, quoted, when the session has another role and may become that one; else nothing. */
    static String ownerToBecome(Session to) {
        return to.text("SELECT CASE WHEN d.datdba <> current_user::regrole AND pg_has_role(d.datdba, 'MEMBER')"
                + " THEN quote_ident(pg_get_userbyid(d.datdba)) ELSE '' END"
                + " FROM pg_database d WHERE d.datname = current_database()");
    }

    private static String between(SqlFile file, LargeObjectRange range) {
        return file.with("first", String.valueOf(range.first()))
                .with("end", String.valueOf(range.end()))
                .with("slice", String.valueOf(SLICE))
                .text();
    }

    private SessionPair sessions() {
        return SessionPair.open(() -> source.open("large objects"), () -> target.open("large objects"));
    }
}
