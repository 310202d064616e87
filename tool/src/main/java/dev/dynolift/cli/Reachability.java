package dev.dynolift.cli;

import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import java.util.Optional;
import java.util.function.Function;

/** Asks a database that may not answer. */
final class Reachability {

    private Reachability() {}

    /**
     * What a database answers.
     *
     * @param words empty when it does not answer
     * @param silence why it does not
     */
    record Answer<T>(Optional<T> words, Optional<DatabaseException> silence) {}

    /** Asks it; an error that is no silence, such as a wrong password, is thrown as ever. */
    static <T> Answer<T> ask(Database database, Function<Session, T> question) {
        try (Session session = database.open("status")) {
            return new Answer<>(Optional.of(question.apply(session)), Optional.empty());
        } catch (DatabaseException e) {
            if (!e.isUnreachable()) {
                throw e;
            }
            return new Answer<>(Optional.empty(), Optional.of(e));
        }
    }

    /** Why a database does not answer; empty when it does. */
    static Optional<DatabaseException> silenceOf(Database database) {
        return ask(database, session -> true).silence();
    }
}
