package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.preflight.FollowerChecks;
import dev.dynolift.server.FollowedSource;
import dev.dynolift.server.ServersForTests;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A follower serves the chunks of a live move. Trap 14 of docs/reference/live-move-traps.md. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FollowerCopyTest {

    @TempDir
    static Path folder;

    private static FollowedSource servers;

    private final List<Event> events = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        servers = new FollowedSource(folder);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void copy_from_a_lagging_follower_misses_nothing_of_what_was_in_progress() throws Exception {
        FollowedMove move = new FollowedMove(servers, "lagging");
        AtomicBoolean writing = new AtomicBoolean(true);
        FollowedMove.await(() -> move.isAtFollower());
        try (Connection open = servers.app(move.name);
                Connection last = servers.app(move.name)) {
            open.setAutoCommit(false);
            last.setAutoCommit(false);
            // Capture waits for this one, with all other tables captured already.
            execute(last, "INSERT INTO z_last VALUES (1)");
            servers.atFollower("postgres", "ALTER SYSTEM SET recovery_min_apply_delay = '1s'");
            servers.atFollower("postgres", "SELECT pg_reload_conf()");
            servers.atFollower("postgres", "SELECT pg_wal_replay_pause()");
            CompletableFuture<Void> app = CompletableFuture.runAsync(() -> write(move, writing));
            CompletableFuture<Ending> engine = move.run(true, events::add);
            FollowedMove.await(engine, () -> !servers.asApp(
                            move.name, "SELECT pid FROM pg_locks WHERE relation = 'z_last'::regclass AND NOT granted")
                    .isEmpty());
            execute(
                    open,
                    "UPDATE orders SET word = 'in progress' WHERE id % 1000 = 0; DELETE FROM orders WHERE id = 7;"
                            + " INSERT INTO bag VALUES ('in progress')");
            last.commit();
            FollowedMove.await(engine, () -> told().contains("paused the follower's replay"));
            assertThat(move.onTarget("SELECT count(copied_at) FROM dynolift.chunk"))
                    .isEqualTo("0");
            servers.atFollower("postgres", "SELECT pg_wal_replay_resume()");
            FollowedMove.await(engine, () -> move.isProved());
            open.commit();
            writing.set(false);
            app.join();
            move.fence(engine);
        } finally {
            writing.set(false);
            servers.atFollower("postgres", "ALTER SYSTEM RESET recovery_min_apply_delay");
            servers.atFollower("postgres", "SELECT pg_reload_conf()");
        }
        move.assertEqual();
        assertThat(move.onTarget(
                        "SELECT string_agg(DISTINCT leaf_name, ' ') FROM dynolift.chunk WHERE NOT by_follower"))
                .isEqualTo("\"public\".\"sessions\"");
        assertThat(move.onTarget("SELECT count(*) > 0 FROM dynolift.chunk WHERE by_follower"))
                .isEqualTo("t");
        assertThat(events).anySatisfy(event -> assertThat(event)
                .isInstanceOfSatisfying(Event.StageProgress.class, progress -> assertThat(progress.stage())
                        .isEqualTo("follower")));
    }

    @Test
    void commit_that_the_follower_shows_before_its_source_does_holds_the_first_round_back() throws Exception {
        FollowedMove move = new FollowedMove(servers, "shown_early");
        AtomicBoolean committing = new AtomicBoolean();
        String early = "SELECT count(*) FROM public.orders WHERE id = 999999";
        try (Connection early1 = servers.app(move.name);
                Connection idle = servers.app(move.name)) {
            servers.atSource("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
            servers.atSource("postgres", "SELECT pg_reload_conf()");
            idle.setAutoCommit(false);
            EventListener listener = event -> {
                if (event instanceof Event.StageStarted stage
                        && stage.stage().equals("follower")
                        && committing.compareAndSet(false, true)) {
                    // Idle for long: nobody may wait for it.
                    execute(idle, "UPDATE orders SET word = 'idle' WHERE id = 5");
                    CompletableFuture.runAsync(() -> execute(
                            early1,
                            "SET synchronous_commit = on; BEGIN; UPDATE orders SET id = 999999 WHERE id = 1;"
                                    + " UPDATE orders SET id = 1 WHERE id = 39999; DELETE FROM bag; COMMIT"));
                    FollowedMove.await(
                            () -> servers.atFollower(move.name, early).equals("1"));
                    assertThat(servers.atSource(move.name, early)).isEqualTo("0");
                }
                events.add(event);
                if (event instanceof Event.Note note && note.text().contains("The first round waits for")) {
                    throw new IllegalStateException("killed here");
                }
            };
            CompletableFuture<Ending> first = move.run(true, listener);
            assertThatThrownBy(first::join).hasRootCauseMessage("killed here");
            assertThat(move.onTarget(early)).as("a chunk has seen it").isEqualTo("1");
            assertThat(servers.atSource(move.name, early)).isEqualTo("0");
            assertThat(move.onTarget("SELECT count(*) FROM dynolift.round")).isEqualTo("0");

            // Without the follower nobody can tell whose commit is in the log.
            events.clear();
            CompletableFuture<Ending> second = move.run(false, events::add);
            FollowedMove.await(second, () -> told().contains("The first round waits for a transaction"));
            assertThat(move.onTarget("SELECT count(*) FROM dynolift.round")).isEqualTo("0");
            servers.atSource("postgres", "ALTER SYSTEM RESET synchronous_standby_names");
            servers.atSource("postgres", "SELECT pg_reload_conf()");
            FollowedMove.await(second, () -> move.isProved());
            assertThat(servers.atSource(move.name, early)).isEqualTo("1");
            idle.commit();
            move.fence(second);
        } finally {
            servers.atSource("postgres", "ALTER SYSTEM RESET synchronous_standby_names");
            servers.atSource("postgres", "SELECT pg_reload_conf()");
        }
        move.assertEqual();
    }

    @Test
    void chunks_that_stand_in_the_way_of_replay_and_a_follower_that_is_restarted_cost_nothing_but_time() {
        FollowedMove move = new FollowedMove(servers, "in_the_way");
        servers.atFollower("postgres", "ALTER SYSTEM SET max_standby_streaming_delay = '50ms'");
        servers.atFollower("postgres", "SELECT pg_reload_conf()");
        AtomicBoolean vacuumed = new AtomicBoolean();
        AtomicBoolean restarted = new AtomicBoolean();
        try {
            EventListener listener = event -> {
                events.add(event);
                if (event instanceof Event.CopyProgress progress
                        && progress.rows() > 100
                        && !vacuumed.getAndSet(true)) {
                    servers.asApp(move.name, "DELETE FROM orders WHERE id % 3 = 0");
                    servers.asApp(move.name, "VACUUM orders");
                }
                if (event instanceof Event.Note note
                        && note.text().contains("stood in the way of its replay")
                        && !restarted.getAndSet(true)) {
                    CompletableFuture.runAsync(() -> {
                        servers.stopFollower();
                        FollowedMove.await(() -> told().contains("The follower fails, and is waited for"));
                        servers.startFollower();
                    });
                }
            };
            CompletableFuture<Ending> engine =
                    move.run(true, EngineSettings.defaults().withBytesPerSecond(1_000_000), listener);
            FollowedMove.await(engine, () -> move.isProved());
            assertThat(told())
                    .contains("tried again in smaller pieces")
                    .contains("The follower fails, and is waited for");
            assertThat(restarted).isTrue();
            move.fence(engine);
        } finally {
            servers.startFollower();
            servers.atFollower("postgres", "ALTER SYSTEM RESET max_standby_streaming_delay");
            servers.atFollower("postgres", "SELECT pg_reload_conf()");
        }
        move.assertEqual();
    }

    @Test
    void server_that_follows_nobody_or_another_one_is_refused_before_anything_is_done() {
        FollowedMove move = new FollowedMove(servers, "stranger");
        Database other = new Database(
                "follower",
                ServersForTests.pair(14, 17).freshDatabases("stranger").sourceOwner()::toDatabaseUrl);
        assertThatThrownBy(() -> new FollowerChecks(servers.source(move.name), other, EventListener.NONE).run())
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.why()).contains("it follows nobody"));
        servers.create("another");
        FollowedMove.await(
                () -> servers.atFollower("postgres", "SELECT count(*) FROM pg_database WHERE datname = 'another'")
                        .equals("1"));
        assertThatThrownBy(() -> new FollowerChecks(
                                servers.source(move.name), servers.follower("another"), EventListener.NONE)
                        .run())
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.why()).contains("its database is another"));
        assertThat(servers.asApp(move.name, "SELECT to_regnamespace('dynolift') IS NULL"))
                .isEqualTo("t");
    }

    private String told() {
        StringBuilder told = new StringBuilder();
        for (Event event : events) {
            if (event instanceof Event.Note note) {
                told.append(note.text()).append('\n');
            }
        }
        return told.toString();
    }

    /** Random writes, until it is told to stop. */
    private void write(FollowedMove move, AtomicBoolean writing) {
        try (Connection app = servers.app(move.name)) {
            for (int i = 0; writing.get(); i++) {
                execute(
                        app,
                        "UPDATE orders SET n = n + 1 WHERE id = 8 + (random() * 39000)::int;"
                                + " DELETE FROM orders WHERE id = 8 + (random() * 39000)::int;"
                                + " UPDATE orders SET id = id + 1000000 WHERE id = 8 + (random() * 39000)::int AND id % 1000 <> 0;"
                                + " INSERT INTO orders VALUES (" + (100_000 + i) + ", 0, 'new');"
                                + " INSERT INTO bag VALUES ('x'); UPDATE sessions SET word = 'w" + i + "' WHERE id = 3;"
                                + (i % 20 == 0
                                        ? " UPDATE orders SET n = n + 1 WHERE id % 97 = 0 AND id % 1000 <> 0"
                                        : ""));
                LockSupport.parkNanos(5_000_000);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
