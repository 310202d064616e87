package dev.dynolift.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    @Test
    void the_first_error_is_told_at_once_and_ends_what_others_are_doing() {
        TwoDatabases databases = TwoDatabases.fresh("workers_error");
        CountDownLatch sleeping = new CountDownLatch(1);
        Instant began = Instant.now();
        assertThatThrownBy(() -> Workers.forEach(
                        "test",
                        2,
                        List.of("long", "wrong"),
                        () -> databases.target().open("test"),
                        (session, work) -> {
                            if (work.equals("long")) {
                                sleeping.countDown();
                                // Each of them is cancelled: a piece of work may have several statements.
                                sleep(session);
                                sleep(session);
                            } else {
                                await(sleeping);
                                session.execute("SELECT wrong");
                            }
                        }))
                .hasMessageContaining("«SELECT wrong»");
        assertThat(Duration.between(began, Instant.now())).isLessThan(AT_ONCE);
        assertThat(databases.onTarget("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)'"
                        + " AND state = 'active' AND datname = current_database()"))
                .isEqualTo("0");
    }

    @Test
    void an_interruption_ends_what_workers_are_doing() {
        TwoDatabases databases = TwoDatabases.fresh("workers_interrupted");
        Thread caller = Thread.currentThread();
        Instant began = Instant.now();
        assertThatThrownBy(() -> Workers.forEach(
                        "test", 1, List.of("long"), () -> databases.target().open("test"), (session, work) -> {
                            caller.interrupt();
                            sleep(session);
                        }))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Duration.between(began, Instant.now())).isLessThan(AT_ONCE);
        assertThat(databases.onTarget("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)'"
                        + " AND state = 'active' AND datname = current_database()"))
                .isEqualTo("0");
    }

    private static void sleep(Session session) {
        try {
            session.execute("SELECT pg_sleep(20)");
        } catch (DatabaseException e) {
            assertThat(e.sqlState()).isEqualTo("57014");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
