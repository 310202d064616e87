package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineFailure;
import dev.dynolift.control.EngineLock;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.Fence;
import dev.dynolift.postgres.CopyFormat;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.RowListener;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What may go wrong around a live move, one fault a test: none may hang it, hide a row or stop the app. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveFaultsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String END_THE_LOCKS_SESSION =
            "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity a USING (pid)"
                    + " WHERE locktype = 'advisory' AND a.datname = current_database()";
    private static final RowListener IGNORED = (bytes, from, length) -> {};

    @Test
    void rows_that_one_side_cannot_take_end_the_copy_and_leave_both_sessions_usable() {
        MovedDatabases databases = MovedDatabases.fresh("half_a_copy");
        databases.asTargetSuperuser("CREATE TABLE narrow (id int CHECK (id < 70000)); GRANT ALL ON narrow TO PUBLIC");
        String many = "SELECT i FROM generate_series(1, 2000000) AS i";
        try (Session from = databases.source().open("test");
                Session to = databases.target().open("test")) {
            from.begin();
            to.begin();
            assertThatThrownBy(() -> from.copyTo(to, many, "public.narrow", CopyFormat.TEXT, IGNORED))
                    .isInstanceOf(DynoliftException.class)
                    .hasMessageContaining("target");
            from.rollback();
            to.rollback();
            assertThat(from.number("SELECT 1") + to.number("SELECT 1")).isEqualTo(2);

            from.begin();
            to.begin();
            assertThatThrownBy(() -> from.copyTo(
                            to,
                            "SELECT 1 / (100000 - i) FROM generate_series(1, 200000) AS i",
                            "public.narrow",
                            CopyFormat.TEXT,
                            IGNORED))
                    .isInstanceOf(DynoliftException.class)
                    .hasMessageContaining("source");
            from.rollback();
            to.rollback();
            assertThat(from.number("SELECT 1") + to.number("SELECT 1")).isEqualTo(2);
        }
    }

    @Test
    void rows_of_an_inheriting_table_that_are_changed_through_its_parent_are_moved() {
        MovedDatabases databases = MovedDatabases.fresh("heirs");
        databases.asApp("CREATE TABLE parents (id int PRIMARY KEY, word text);"
                + "CREATE TABLE heirs (PRIMARY KEY (id)) INHERITS (parents);"
                + "INSERT INTO parents SELECT i, 'parent' FROM generate_series(1, 10) AS i;"
                + "INSERT INTO heirs SELECT i, 'heir' FROM generate_series(11, 20) AS i");
        CompletableFuture<Ending> move = run(databases, EventListener.NONE);
        databases.awaitProof(Direction.FORWARD);
        databases.asApp("UPDATE parents SET word = word || '!'");
        databases.asApp("DELETE FROM parents WHERE id IN (3, 13)");
        Order.give(databases.source(), Control.Kind.FENCE, PATIENCE, () -> !move.isCompletedExceptionally());
        move.join();

        String rows = "SELECT string_agg(h::text, ' ' ORDER BY id) FROM parents AS h";
        assertThat(databases.onTarget(rows)).isEqualTo(databases.onSource(rows));
    }

    @Test
    void table_that_comes_during_the_move_stops_it() {
        MovedDatabases databases = MovedDatabases.fresh("migrated_meanwhile");
        CompletableFuture<Ending> move = run(databases, EventListener.NONE);
        databases.awaitProof(Direction.FORWARD);
        databases.asApp("ALTER TABLE seats ADD COLUMN colour text; UPDATE seats SET colour = 'red';"
                + " CREATE TABLE newcomers (id int PRIMARY KEY); INSERT INTO newcomers VALUES (1)");

        assertThatThrownBy(move::join).hasMessageContaining("public.newcomers is new");
        databases.asApp("INSERT INTO newcomers VALUES (2)");
        for (Database side : List.of(databases.source(), databases.target())) {
            try (Session session = side.open("test")) {
                EngineFailure failure =
                        EngineFailure.read(session, Direction.FORWARD).orElseThrow();
                assertThat(failure.what()).isEqualTo("definitions at the source have changed during the move");
                assertThat(failure.why()).contains("public.newcomers is new");
                assertThat(failure.next()).contains("CREATE TABLE public.newcomers (id integer NOT NULL");
            }
        }
        databases.asTargetApp("CREATE TABLE newcomers (id int PRIMARY KEY)");
        CompletableFuture<Ending> again = run(databases, EventListener.NONE);
        databases.awaitProof(Direction.FORWARD);
        try (Session session = databases.source().open("test")) {
            assertThat(EngineFailure.read(session, Direction.FORWARD)).isEmpty();
        }
        Order.give(databases.source(), Control.Kind.STOP, PATIENCE, () -> !again.isCompletedExceptionally());
    }

    @Test
    void fence_is_raised_on_a_table_that_is_being_vacuumed() {
        MovedDatabases databases = MovedDatabases.fresh("vacuumed");
        databases.asSourceSuperuser("ALTER SYSTEM SET autovacuum_naptime = '1s'; ");
        databases.asSourceSuperuser("SELECT pg_reload_conf()");
        databases.asApp("ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1,"
                + " autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1);"
                + " UPDATE orders SET total = 0");
        databases.await(
                () -> "t"
                        .equals(
                                databases.onSource(
                                        "SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_stat_activity"
                                                + " a USING (pid) WHERE a.backend_type = 'autovacuum worker' AND l.relation = 'orders'::regclass)")));
        try (Session session = databases.source().open("test")) {
            Control.install(session);
        }
        Fence fence = new Fence(databases.source(), EventListener.NONE);
        fence.raise(Duration.ofSeconds(3));
        assertThatThrownBy(() -> databases.asApp("INSERT INTO orders DEFAULT VALUES"))
                .hasMessageContaining("refused");
        fence.lower();
        databases.asSourceSuperuser("ALTER SYSTEM RESET autovacuum_naptime");
        databases.asSourceSuperuser("SELECT pg_reload_conf()");
    }

    @Test
    void fence_goes_up_and_down_beside_a_reader_who_does_not_end() {
        MovedDatabases databases = MovedDatabases.fresh("read_meanwhile");
        Fence fence = new Fence(databases.source(), EventListener.NONE);
        try (Session reader = databases.source().open("reader")) {
            Control.install(reader);
            reader.begin();
            reader.number("SELECT (SELECT count(*) FROM public.orders) + (SELECT count(*) FROM public.visits)");
            for (int i = 0; i < 2; i++) {
                fence.raise(Duration.ofSeconds(3));
                assertThatThrownBy(() -> databases.asApp("INSERT INTO orders DEFAULT VALUES"))
                        .hasMessageContaining("refused");
                fence.lower();
                databases.asApp(
                        "INSERT INTO orders DEFAULT VALUES; INSERT INTO visits VALUES"
                                + " (DEFAULT, '2026-01-02', '/'); INSERT INTO visits_january VALUES (nextval('visits_id_seq'), '2026-01-02', '/')");
            }
            reader.rollback();
        }
        Cleaning.run(databases.source(), databases.target(), Cleaning.Fences.KEPT, done -> {});
        assertThat(databases.onSource("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'dynolift%'"))
                .isEqualTo("0");
    }

    @Test
    void engine_that_has_lost_its_lock_takes_it_back_before_it_hands_over() {
        MovedDatabases databases = MovedDatabases.fresh("lost_lock");
        CompletableFuture<Ending> move = run(databases, EventListener.NONE);
        databases.awaitProof(Direction.FORWARD);
        databases.onTarget(END_THE_LOCKS_SESSION);

        Order.give(databases.source(), Control.Kind.FENCE, PATIENCE, () -> !move.isCompletedExceptionally());

        assertThat(move.join()).isEqualTo(Ending.HANDED_OVER);
        databases.assertEqual("after a lost lock");
    }

    @Test
    void engine_whose_lock_another_one_has_taken_does_not_hand_over() {
        MovedDatabases databases = MovedDatabases.fresh("taken_lock");
        CompletableFuture<Ending> first = run(databases, EventListener.NONE);
        databases.awaitProof(Direction.FORWARD);
        try (Session other = databases.target().open("test")) {
            databases.onTarget(END_THE_LOCKS_SESSION);
            EngineLock.take(other);
            assertThatThrownBy(() -> Order.give(
                            databases.source(), Control.Kind.FENCE, PATIENCE, () -> !first.isCompletedExceptionally()))
                    .hasMessageContaining("the engine has ended");
        }
        assertThatThrownBy(first::join).hasMessageContaining("another engine works on the target");
        assertThat(databases.onTarget("SELECT phase FROM dynolift.progress")).isEqualTo("LIVE");

        CompletableFuture<Ending> second = run(databases, EventListener.NONE);
        Order.give(databases.source(), Control.Kind.FENCE, PATIENCE, () -> !second.isCompletedExceptionally());
        assertThat(second.join()).isEqualTo(Ending.HANDED_OVER);
        databases.assertEqual("after a second engine");
    }

    @Test
    void wish_to_stop_goes_before_a_fence_that_waits_for_its_proof() {
        MovedDatabases databases = MovedDatabases.fresh("stopped_first");
        try (Session session = databases.source().open("test")) {
            Control.install(session);
            Control.ask(session, Control.Kind.FENCE);
            Control.ask(session, Control.Kind.STOP);
            assertThat(Control.open(session).orElseThrow().kind()).isEqualTo(Control.Kind.STOP);
        }
    }

    @Test
    void order_that_nobody_took_is_withdrawn_so_that_no_later_engine_fences_unasked() {
        MovedDatabases databases = MovedDatabases.fresh("withdrawn");
        try (Session session = databases.source().open("test")) {
            Control.install(session);
            assertThatThrownBy(() ->
                            Order.give(databases.source(), Control.Kind.FENCE, Duration.ofMillis(200), () -> true))
                    .hasMessageContaining("no engine answered");
            assertThat(Control.open(session)).isEmpty();
        }
    }

    @Test
    void fence_that_is_withdrawn_in_the_last_moment_is_not_raised() {
        MovedDatabases databases = MovedDatabases.fresh("withdrawn_late");
        AtomicBoolean withdrawn = new AtomicBoolean();
        CompletableFuture<Ending> move = CompletableFuture.supplyAsync(
                () -> new ForwardMove(databases.source(), databases.target(), EngineSettings.defaults(), event -> {
                            if (event instanceof Event.StageStarted stage
                                    && stage.stage().equals("fence")
                                    && !withdrawn.get()) {
                                try (Session session = databases.source().open("test")) {
                                    withdrawn.set(Control.withdraw(session, Control.Kind.FENCE));
                                }
                            }
                        })
                        .run());
        databases.awaitProof(Direction.FORWARD);
        assertThatThrownBy(() -> Order.give(
                        databases.source(), Control.Kind.FENCE, PATIENCE, () -> !move.isCompletedExceptionally()))
                .hasMessageContaining("withdrawn");
        assertThat(withdrawn).isTrue();
        databases.awaitProof(Direction.FORWARD);
        databases.asApp("UPDATE coupons SET uses = uses + 1");
        Order.give(databases.source(), Control.Kind.FENCE, PATIENCE, () -> !move.isCompletedExceptionally());
        assertThat(move.join()).isEqualTo(Ending.HANDED_OVER);
    }

    @Test
    void error_of_a_preflight_is_kept_for_whoever_asks_for_the_status() {
        MovedDatabases databases = MovedDatabases.fresh("preflight_kept");
        CompletableFuture<Ending> move = CompletableFuture.supplyAsync(() -> new ForwardMove(
                        databases.source(), databases.target(), EngineSettings.defaults(), EventListener.NONE)
                .run());
        databases.awaitProof(Direction.FORWARD);
        Order.give(databases.source(), Control.Kind.STOP, PATIENCE, () -> !move.isCompletedExceptionally());
        assertThat(move.join()).isEqualTo(Ending.STOPPED);
        databases.asApp("SELECT lo_from_bytea(0, 'picture')");

        assertThatThrownBy(() -> new ForwardMove(
                                databases.source(), databases.target(), EngineSettings.defaults(), EventListener.NONE)
                        .run())
                .hasMessageContaining("large object");

        try (Session session = databases.target().open("test")) {
            assertThat(EngineFailure.read(session, Direction.FORWARD)
                            .orElseThrow()
                            .words())
                    .contains("large object");
        }
    }

    @Test
    void what_no_trigger_or_role_can_carry_is_told_before_anything_begins() {
        MovedDatabases databases = MovedDatabases.fresh("cannot_be_carried");
        databases.asApp("SELECT lo_from_bytea(0, 'picture')");
        Database withoutRole =
                new Database("target", () -> databases.targetApp().toDatabaseUrl());

        assertThatThrownBy(() -> new ForwardMove(
                                databases.source(), withoutRole, EngineSettings.defaults(), EventListener.NONE)
                        .run())
                .isInstanceOf(DynoliftException.class)
                .hasMessageContaining("1 large object.")
                .hasMessageContaining("session_replication_role");
    }

    @Test
    void table_whose_capture_was_switched_off_is_captured_and_copied_again() {
        MovedDatabases databases = MovedDatabases.fresh("switched_off");
        CompletableFuture<Ending> move = run(databases, EventListener.NONE);
        databases.awaitProof(Direction.FORWARD);
        databases.asApp("ALTER TABLE seats DISABLE TRIGGER USER; UPDATE seats SET place = place + 1000");

        Order.give(databases.source(), Control.Kind.FENCE, PATIENCE, () -> !move.isCompletedExceptionally());
        assertThat(move.join()).isEqualTo(Ending.HANDED_OVER);
        databases.assertEqual("after the handover");
    }

    private static CompletableFuture<Ending> run(MovedDatabases databases, EventListener events) {
        return CompletableFuture.supplyAsync(
                () -> new ForwardMove(databases.source(), databases.target(), EngineSettings.defaults(), events).run());
    }
}
