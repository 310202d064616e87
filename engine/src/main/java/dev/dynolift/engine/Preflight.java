package dev.dynolift.engine;

import dev.dynolift.control.ProgressStore;
import dev.dynolift.control.ReplicaRole;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Problems;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import java.util.List;

/** Says all at once what stands in the way of a forward move. Changes nothing. */
final class Preflight {

    private static final int OLDEST_MAJOR = 14;

    private final Database source;
    private final Database target;

    Preflight(Database source, Database target) {
        this.source = source;
        this.target = target;
    }

    /** Throws with every problem that it finds. */
    void run() {
        Problems problems = new Problems();
        try (Session from = source.open("preflight");
                Session to = target.open("preflight")) {
            boolean begun = ProgressStore.isInstalled(to);
            versions(from, to, problems);
            encodings(from, to, problems);
            rights(from, to, problems);
            extensions(from, to, problems);
            largeObjects(from, problems);
            if (!begun) {
                emptiness(to, problems);
            }
        }
        problems.throwIfAny(ErrorCode.INPUT, "the move cannot begin");
    }

    private static int major(Session session) {
        return (int) session.number("SELECT current_setting('server_version_num')::int / 10000");
    }

    private static void versions(Session from, Session to, Problems problems) {
        int sourceMajor = major(from);
        int targetMajor = major(to);
        if (sourceMajor < OLDEST_MAJOR) {
            problems.add(
                    "source",
                    "PostgreSQL " + sourceMajor + " cannot read ranges of blocks without scanning the table",
                    "Upgrade it at Heroku to " + OLDEST_MAJOR + " or newer first.");
        }
        if (targetMajor < sourceMajor) {
            problems.add(
                    "target",
                    "PostgreSQL " + targetMajor + " is older than the source's " + sourceMajor,
                    "Create the target with " + sourceMajor + " or newer.");
        }
    }

    private static void encodings(Session from, Session to, Problems problems) {
        String query = "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()";
        String here = from.text(query);
        String there = to.text(query);
        if (!here.equals(there)) {
            problems.add(
                    "target",
                    "its encoding is " + there + ", the source's is " + here,
                    "Create the target database with ENCODING '" + here + "'.");
        }
    }

    private static void rights(Session from, Session to, Problems problems) {
        List<String> foreign = from.query(
                "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')"
                        + " AND n.nspname NOT IN ('pg_catalog', 'information_schema', '_heroku', 'dynolift')"
                        + " AND n.nspname !~ '^pg_' AND NOT pg_has_role(c.relowner, 'USAGE')"
                        + " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass"
                        + " AND d.objid = c.oid AND d.deptype = 'e') ORDER BY 1",
                row -> row.getString(1));
        if (!foreign.isEmpty()) {
            problems.add(
                    "source",
                    "the role does not own " + String.join(", ", foreign) + ", so it may not watch their changes",
                    "Use the URL of the default credential.");
        }
        for (Session side : List.of(from, to)) {
            if (!side.yes("SELECT has_database_privilege(current_database(), 'CREATE')")) {
                problems.add(
                        side.side(),
                        "the role may not create a schema, and progress is kept in one called dynolift",
                        "GRANT CREATE ON DATABASE to it, or use the owner's URL.");
            }
        }
        if (!ReplicaRole.tryToTake(to)) {
            problems.add(
                    "target",
                    "the role may not set session_replication_role, so foreign keys and triggers there would change rows"
                            + " behind our back",
                    "Use the URL of the target's master user (on RDS: a member of rds_superuser).");
        }
        long prepared = from.number("SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()");
        if (prepared > 0) {
            problems.add(
                    "source",
                    prepared + " prepared transactions are open; nobody can wait for them at the fence",
                    "COMMIT PREPARED or ROLLBACK PREPARED them (pg_prepared_xacts names them).");
        }
    }

    private static void extensions(Session from, Session to, Problems problems) {
        for (String extension : from.query(
                "SELECT extname FROM pg_extension WHERE extname NOT IN ('plpgsql', 'pg_stat_statements') ORDER BY 1",
                row -> row.getString(1))) {
            if (!to.yes("SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = ?)", extension)) {
                problems.add(
                        "target",
                        "the extension " + extension + " is not to be had there",
                        "Install it on the target's server, or drop it at the source if nothing uses it.");
            }
        }
    }

    private static void largeObjects(Session from, Problems problems) {
        long objects = from.number("SELECT count(*) FROM pg_largeobject_metadata");
        if (objects > 0) {
            problems.add(
                    "source",
                    "it holds " + objects + " large objects, and no trigger tells us of their changes",
                    "Keep their contents in a bytea column, or unlink them (lo_unlink) if nothing uses them.");
        }
    }

    private static void emptiness(Session to, Problems problems) {
        List<String> present = to.query(
                "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')"
                        + " AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'dynolift')"
                        + " AND n.nspname !~ '^pg_' AND NOT EXISTS (SELECT FROM pg_depend d"
                        + " WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')"
                        + " ORDER BY 1 LIMIT 6",
                row -> row.getString(1));
        if (!present.isEmpty()) {
            problems.add(
                    "target",
                    "it is not empty and holds no unfinished move of ours: " + String.join(", ", present),
                    "Give an empty database; dynolift never overwrites what it did not write.");
        }
    }
}
