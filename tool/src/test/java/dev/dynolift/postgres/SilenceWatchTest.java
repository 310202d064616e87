package dev.dynolift.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.server.WeakNetwork;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SilenceWatchTest {

    private final DatabaseUrl url =
            TwoDatabases.fresh("silence").sourceAddress().toDatabaseUrl();

    @Test
    void statement_that_works_for_long_is_left_alone() {
        try (WeakNetwork network = new WeakNetwork(url.port());
                Session session = through(network).open("test")) {
            assertThat(session.text("SELECT 'done' FROM pg_sleep(5)")).isEqualTo("done");
        }
    }

    @Test
    void statement_whose_answer_can_no_longer_come_fails() {
        try (WeakNetwork network = new WeakNetwork(url.port());
                Session session = through(network).open("test")) {
            CompletableFuture<DatabaseException> failure = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(DatabaseException.class, () -> session.text("SELECT pg_sleep(1)")));
            // Only this connection is lost: the server tells that it has nothing more to say there.
            network.losePackets();
            network.recover();

            assertThat(failure.join().isUnreachable()).isTrue();
        }
    }

    @Test
    void statement_at_a_server_that_answers_nobody_fails() {
        try (WeakNetwork network = new WeakNetwork(url.port());
                Session session = through(network).open("test")) {
            network.losePackets();

            assertThat(catchThrowableOfType(DatabaseException.class, () -> session.text("SELECT 1"))
                            .isUnreachable())
                    .isTrue();
        }
    }

    @Test
    void earlier_sessions_are_ended_with_the_locks_they_hold() {
        Database database = new Database("source", () -> url);
        try (Session lost = database.open("test")) {
            lost.begin();
            lost.execute("SELECT pg_advisory_lock(4711)");
            try (Session next = database.open("test")) {
                database.endEarlierSessions(next);
                next.execute("SET lock_timeout = '10s'; SELECT pg_advisory_lock(4711)");
            }
            assertThat(catchThrowableOfType(DatabaseException.class, lost::requireAlive)
                            .isUnreachable())
                    .isTrue();
        }
    }

    private Database through(WeakNetwork network) {
        DatabaseUrl there = new DatabaseUrl(
                url.host(), network.port(), url.database(), url.user(), url.password(), url.parameters());
        return new Database("source", () -> there, Duration.ofSeconds(1));
    }
}
