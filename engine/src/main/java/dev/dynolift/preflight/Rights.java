package dev.dynolift.preflight;

import dev.dynolift.postgres.SqlFile;
import java.util.List;
import java.util.function.Consumer;

/** What the roles of the two addresses may do. */
final class Rights implements Check {

    private record AtTarget(
            String owner,
            boolean createsSchemas,
            boolean hasPublic,
            boolean createsInPublic,
            boolean temporary,
            boolean actsAsOwner) {}

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        reading(sides, found);
        if (sides.kind().changesSource()) {
            changing(sides, found);
        }
        atTarget(sides, found);
    }

    private static void reading(Sides sides, Consumer<Finding> found) {
        List<String> unreadable = sides.names(Side.SOURCE, "not_readable.sql");
        if (!unreadable.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "the role may not read " + Listing.of(unreadable),
                    "What it cannot read would be missing at the target.",
                    "Use the URL of the default credential, or grant USAGE on the schema and SELECT to it."));
        }
    }

    private static void changing(Sides sides, Consumer<Finding> found) {
        List<String> foreign = sides.namesOfAll("not_owned.sql");
        if (!foreign.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "the role does not own " + Listing.of(foreign),
                    "Only a table's owner may put triggers on it.",
                    "Use the URL of the default credential, or make its role the owner (ALTER TABLE … OWNER TO)."));
        }
        if (!sides.source().yes("SELECT has_database_privilege(current_database(), 'CREATE')")) {
            found.accept(mayNotCreateSchema(Side.SOURCE));
        }
        if (!sides.source().yes(SqlFile.of(Rights.class, "may_end_sessions.sql").text())) {
            found.accept(Finding.warning(
                    Side.SOURCE,
                    "the role may not end other roles' sessions (it is no member of pg_signal_backend)",
                    "One that writes and does not end by itself can keep the fence from going up.",
                    "GRANT pg_signal_backend to it, or end such sessions yourself."));
        }
    }

    private static void atTarget(Sides sides, Consumer<Finding> found) {
        AtTarget may = sides.target()
                .one(
                        SqlFile.of(Rights.class, "target_rights.sql").text(),
                        row -> new AtTarget(
                                row.getString(1),
                                row.getBoolean(2),
                                row.getBoolean(3),
                                row.getBoolean(4),
                                row.getBoolean(5),
                                row.getBoolean(6)));
        if (!sides.target().yes("SELECT has_database_privilege(current_database(), 'CREATE')")) {
            found.accept(mayNotCreateSchema(Side.TARGET));
        }
        if (!may.createsSchemas()) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "the role " + may.owner() + " may not create schemas",
                    "It shall own the app's objects.",
                    "GRANT CREATE ON DATABASE to it."));
        }
        if (!may.createsInPublic()) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    may.hasPublic()
                            ? "the role " + may.owner() + " may not create anything in the schema public"
                            : "it has no schema public",
                    "Most apps keep their tables there.",
                    may.hasPublic()
                            ? "GRANT CREATE ON SCHEMA public to it, or make it the database's owner (since PostgreSQL 15"
                                    + " only the owner may)."
                            : "CREATE SCHEMA public AUTHORIZATION pg_database_owner."));
        }
        if (!may.actsAsOwner()) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "the role is a member of " + may.owner() + ", the database's owner, without INHERIT and SET",
                    "It could neither create what shall belong to that role nor write into it. Since PostgreSQL 16 whoever"
                            + " creates a role is such a member.",
                    "GRANT " + may.owner() + " to it WITH INHERIT TRUE, SET TRUE."));
        }
        if (sides.kind().follows() && !may.temporary()) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "the role may not create temporary tables",
                    "The keys of each round are put into one.",
                    "GRANT TEMPORARY ON DATABASE to it."));
        }
    }

    private static Finding mayNotCreateSchema(Side side) {
        return Finding.blocking(
                side,
                "the role may not create a schema",
                "Progress and control are kept in one called dynolift.",
                "GRANT CREATE ON DATABASE to it, or use the owner's URL.");
    }
}
