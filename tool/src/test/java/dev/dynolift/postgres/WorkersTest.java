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
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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

    @Test
    void a_server_that_takes_no_cancellation_keeps_no_other_from_hearing_of_it() {
        Instant began = Instant.now();
        assertThatThrownBy(() -> fail(6, () -> new Stuck(Duration.ofSeconds(4))))
                .hasMessageContaining("this is wrong");
        assertThat(Duration.between(began, Instant.now())).isLessThan(AT_ONCE);
    }

    @Test
    void the_first_error_is_told_within_half_a_minute_whatever_a_server_does() {
        Instant began = Instant.now();
        assertThatThrownBy(() -> fail(3, () -> new Stuck(Duration.ofSeconds(60))))
                .hasMessageContaining("this is wrong");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }

    /** One of the workers fails when all others are at work. */
    private static void fail(int workers, Supplier<Stuck> open) {
        CountDownLatch atWork = new CountDownLatch(workers - 1);
        List<Integer> items = IntStream.range(0, workers).boxed().toList();
        Workers.forEach("test", workers, items, open, (stuck, item) -> {
            if (item > 0) {
                atWork.countDown();
                stuck.work();
            } else {
                await(atWork);
                throw new IllegalStateException("this is wrong");
            }
        });
    }

    /** Work on a server that hears of a cancellation after a while, and of nothing else. */
    private record Stuck(Duration deaf, CountDownLatch heard) implements Workers.Resource {

        Stuck(Duration deaf) {
            this(deaf, new CountDownLatch(1));
        }

        void work() {
            while (heard.getCount() > 0) {
                await(heard);
                // It hears of nothing else.
                Thread.interrupted();
            }
        }

        @Override
        public void cancel() {
            LockSupport.parkNanos(deaf.toNanos());
            heard.countDown();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
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
