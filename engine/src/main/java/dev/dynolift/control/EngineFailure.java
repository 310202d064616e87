package dev.dynolift.control;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.secret.Redactor;
import java.time.Duration;
import java.util.Optional;

/**
 * The error that an engine ended with, kept in the databases until another one begins: it may have run where nobody
 * looks. A killed engine leaves none.
 *
 * @param age since when, by the database's clock
 * @param what what happened, why, and what to do next, as in {@link DynoliftException}
 */
public record EngineFailure(Duration age, String what, String why, String next) {

    /** What happened and why, for people. */
    public String words() {
        return why.isEmpty() ? what : what + ": " + why;
    }

    /** Keeps an error where something of ours is. What cannot be written is no reason to lose the error itself. */
    public static void keep(Database database, Direction direction, RuntimeException error) {
        try (Session session = database.open("record")) {
            keep(session, direction, error);
        } catch (DatabaseException e) {
            error.addSuppressed(e);
        }
    }

    /** The same at the receiving side, unless an engine works on it: that one is well. */
    public static void keepWhereNoneWorks(Database receiver, Direction direction, RuntimeException error) {
        try (Session session = receiver.open("record")) {
            if (!EngineLock.isHeld(session)) {
                keep(session, direction, error);
            }
        } catch (DatabaseException e) {
            error.addSuppressed(e);
        }
    }

    private static void keep(Session session, Direction direction, RuntimeException error) {
        if (!isInstalled(session)) {
            return;
        }
        boolean known = error instanceof DynoliftException;
        String what = known ? ((DynoliftException) error).what() : "dynolift made a mistake of its own";
        String why = known ? ((DynoliftException) error).why() : error.toString();
        String next = known ? ((DynoliftException) error).next() : "Run the same command again with --debug.";
        session.update(
                SqlFile.of(EngineFailure.class, "keep_failure.sql").text(),
                direction.word(),
                Redactor.redact(what),
                Redactor.redact(why),
                Redactor.redact(next));
    }

    /** Whether an error says something of the move: not that another engine has it, nor that somebody stopped this one. */
    public static boolean isOfMove(RuntimeException error) {
        return !(error instanceof DynoliftException known)
                || known.code() != ErrorCode.IN_USE && known.code() != ErrorCode.INTERRUPTED;
    }

    /** Another engine begins. */
    public static void forget(Session session, Direction direction) {
        if (isInstalled(session)) {
            session.update("DELETE FROM dynolift.failure WHERE direction = ?", direction.word());
        }
    }

    /** Reads it; empty when the last engine did not end with an error, or never wrote to this database. */
    public static Optional<EngineFailure> read(Session session, Direction direction) {
        if (!isInstalled(session)) {
            return Optional.empty();
        }
        return session
                .query(
                        "SELECT (EXTRACT(epoch FROM now() - failed_at) * 1000)::bigint, what, why, next"
                                + " FROM dynolift.failure WHERE direction = ?",
                        row -> new EngineFailure(
                                Duration.ofMillis(row.getLong(1)),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)),
                        direction.word())
                .stream()
                .findFirst();
    }

    private static boolean isInstalled(Session session) {
        return session.yes("SELECT to_regclass('dynolift.failure') IS NOT NULL");
    }
}
