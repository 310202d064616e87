package dev.dynolift.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.error.DynoliftException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE USER MAPPING FOR app SERVER nowhere OPTIONS (user 'u', password 'hidden')",
                "CREATE USER MAPPING FOR app SERVER nowhere OPTIONS (user E'u\\'', password E'\\'hidden')",
                "CREATE USER MAPPING FOR app SERVER nowhere OPTIONS (user 'u\\', password 'it''s hidden')",
                "CREATE SUBSCRIPTION s CONNECTION $x$password=hidden$x$ PUBLICATION p, 1",
                "SELECT nowhere, 'unclosed hidden"
            })
    void an_error_shows_nothing_that_stands_in_quotes(String statement) {
        TwoDatabases databases = TwoDatabases.fresh("session_words");
        try (Session session = databases.target().open("test")) {
            DynoliftException e = catchThrowableOfType(DynoliftException.class, () -> session.execute(statement));
            assertThat(e.what()).contains(statement.substring(0, 12)).doesNotContain("hidden");
        }
    }

    @Test
    void an_error_promises_nothing_that_depends_on_the_command() {
        TwoDatabases databases = TwoDatabases.fresh("session_promises");
        try (Session session = databases.target().open("test")) {
            DynoliftException e =
                    catchThrowableOfType(DynoliftException.class, () -> session.execute("SELECT nothing"));
            assertThat(e.next()).contains("run the same command again").doesNotContain("goes on");
        }
    }

    @Test
    void what_is_of_the_moment_is_told_from_what_is_wrong() {
        TwoDatabases databases = TwoDatabases.fresh("session_moment");
        try (Session session = databases.target().open("test")) {
            session.execute("SET statement_timeout = 100");
            assertThat(failure(session, "SELECT pg_sleep(10)").isTransient()).isTrue();
            session.execute("SET statement_timeout = 0");
            assertThat(failure(session, "SELECT 1 / 0").isTransient()).isFalse();
        }
    }

    @Test
    void a_lack_of_locks_is_told_from_a_lack_of_memory() {
        TwoDatabases databases = TwoDatabases.fresh("session_locks");
        try (Session session = databases.target().open("test")) {
            DatabaseException locks = failure(
                    session,
                    "DO $$ BEGIN FOR i IN 1..10000000 LOOP PERFORM pg_catalog.pg_advisory_xact_lock(i); END LOOP; END $$");
            assertThat(locks.sqlState()).isEqualTo("53200");
            assertThat(locks.isLackOfLocks()).isTrue();
            DatabaseException memory =
                    failure(session, "DO $$ BEGIN RAISE 'out of memory' USING ERRCODE = '53200'; END $$");
            assertThat(memory.sqlState()).isEqualTo("53200");
            assertThat(memory.isLackOfLocks()).isFalse();
        }
    }

    private static DatabaseException failure(Session session, String statement) {
        return catchThrowableOfType(DatabaseException.class, () -> session.execute(statement));
    }
}
