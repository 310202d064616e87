package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseAddress;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.postgres.Session;
import dev.dynolift.secret.Secret;
import dev.dynolift.server.PostgresServer;
import dev.dynolift.server.ServersForTests;
import dev.dynolift.server.WeakNetwork;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers and networks that fail under a live move: it waits, goes on by itself, and loses nothing. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveOutagesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<Event> events = new CopyOnWriteArrayList<>();

    @Test
    void restart_of_either_server_is_waited_out() {
        MovedDatabases databases = MovedDatabases.fresh("restarted");
        CompletableFuture<Ending> move = run(databases.source(), databases.target(), events::add);
        databases.awaitProof(Direction.FORWARD);

        PostgresServer target = ServersForTests.serverOf(14, 17, "target");
        target.stop();
        try {
            databases.asApp("UPDATE accounts SET balance = balance + 1 WHERE id <= 500");
            awaitWaiting(databases);
        } finally {
            target.start(OptionalInt.empty());
        }
        databases.await(() -> count(Event.GoesOn.class) == 1);
        PostgresServer source = ServersForTests.serverOf(14, 17, "source");
        source.stop();
        source.start(OptionalInt.empty());
        databases.asApp("DELETE FROM favourites; UPDATE accounts SET balance = balance + 1 WHERE id <= 500");

        fence(databases, move);
        assertThat(move.join()).isEqualTo(Ending.HANDED_OVER);
        databases.assertEqual("after two restarts");
        assertThat(count(Event.Waiting.class)).as("one line an outage").isEqualTo(2);
        assertThat(events.stream().filter(Event.Proved.class::isInstance).count())
                .as("what was compared before an outage still holds")
                .isEqualTo(1);
    }

    @Test
    void connections_whose_packets_vanish_are_noticed() {
        MovedDatabases databases = MovedDatabases.fresh("vanished");
        try (WeakNetwork here = new WeakNetwork(databases.sourceOwner().port());
                WeakNetwork there = new WeakNetwork(databases.targetMaster().port())) {
            CompletableFuture<Ending> move =
                    run(databases.through(here, "source"), databases.through(there, "target"), events::add);
            databases.awaitProof(Direction.FORWARD);

            there.losePackets();
            databases.asApp("UPDATE accounts SET balance = balance + 1 WHERE id <= 500");
            databases.await(() -> count(Event.Waiting.class) == 1);
            there.recover();
            databases.await(() -> count(Event.GoesOn.class) == 1);

            here.losePackets();
            databases.await(() -> count(Event.Waiting.class) == 2);
            here.recover();
            databases.await(() -> count(Event.GoesOn.class) == 2);
            fence(databases, move);
            databases.assertEqual("after lost packets");
        }
    }

    @Test
    void commit_whose_answer_was_lost_is_looked_up() {
        MovedDatabases databases = MovedDatabases.fresh("lost_answer");
        try (WeakNetwork there = new WeakNetwork(databases.targetMaster().port())) {
            CompletableFuture<Ending> move = run(databases.source(), databases.through(there, "target"), events::add);
            databases.awaitProof(Direction.FORWARD);
            there.loseAnswerTo("COMMIT");
            databases.await(there::hasLostTheAnswer);
            databases.asApp("UPDATE accounts SET balance = balance + 1 WHERE id <= 500; DELETE FROM notes");
            databases.await(() -> count(Event.GoesOn.class) == 1);

            fence(databases, move);
            databases.assertEqual("after a commit without an answer");
        }
    }

    @Test
    void copy_goes_on_with_its_chunks_when_connections_are_cut() {
        MovedDatabases databases = MovedDatabases.fresh("cut_copy");
        AtomicBoolean cut = new AtomicBoolean();
        try (WeakNetwork here = new WeakNetwork(databases.sourceOwner().port())) {
            EventListener cutting = event -> {
                events.add(event);
                if (event instanceof Event.CopyProgress copy
                        && copy.chunksDone() > 2
                        && cut.compareAndSet(false, true)) {
                    here.cut();
                    databases.asApp("UPDATE accounts SET balance = balance + 1 WHERE id <= 500");
                }
            };
            CompletableFuture<Ending> move = run(databases.through(here, "source"), databases.target(), cutting);
            fence(databases, move);

            databases.assertEqual("after a cut copy");
            assertThat(count(Event.GoesOn.class)).isEqualTo(1);
            assertThat(events.stream().filter(Event.CopyProgress.class::isInstance))
                    .anyMatch(event -> ((Event.CopyProgress) event).chunksReused() > 0);
        }
    }

    @Test
    void wish_to_stop_is_heard_while_the_target_is_away() {
        MovedDatabases databases = MovedDatabases.fresh("stopped_away");
        try (WeakNetwork there = new WeakNetwork(databases.targetMaster().port())) {
            CompletableFuture<Ending> move = run(databases.source(), databases.through(there, "target"), events::add);
            databases.awaitProof(Direction.FORWARD);
            there.goDown();
            awaitWaiting(databases);

            Order.give(databases.source(), Control.Kind.STOP, PATIENCE, () -> !move.isCompletedExceptionally());

            assertThat(move.join()).isEqualTo(Ending.STOPPED);
        }
    }

    @Test
    void full_disk_and_too_many_connections_are_waited_out() {
        MovedDatabases databases = MovedDatabases.fresh("full_disk");
        CompletableFuture<Ending> move = run(databases.source(), databases.target(), events::add);
        databases.awaitProof(Direction.FORWARD);
        databases.asTargetSuperuser("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE 'could not extend file' USING ERRCODE = '53100'; END $$;"
                + " CREATE TRIGGER full_disk BEFORE INSERT ON accounts FOR EACH STATEMENT EXECUTE FUNCTION full_disk();"
                + " ALTER TABLE accounts ENABLE ALWAYS TRIGGER full_disk");
        databases.asApp("UPDATE accounts SET balance = balance + 1 WHERE id <= 500");
        awaitWaiting(databases);
        String master = databases.targetMaster().user();
        databases.asTargetSuperuser("ALTER ROLE " + master + " CONNECTION LIMIT 0");
        try {
            databases.asTargetSuperuser("DROP TRIGGER full_disk ON accounts; DROP FUNCTION full_disk");
            databases.await(() -> String.valueOf(waiting(databases)).contains("53300"));
        } finally {
            databases.asTargetSuperuser("ALTER ROLE " + master + " CONNECTION LIMIT -1");
        }

        fence(databases, move);
        databases.assertEqual("after a full disk");
    }

    @Test
    void password_that_was_changed_is_asked_for_again() {
        MovedDatabases databases = MovedDatabases.fresh("rotated");
        databases.asTargetSuperuser("CREATE ROLE rotating LOGIN PASSWORD 'before' IN ROLE "
                + databases.targetMaster().user() + "; GRANT SET ON PARAMETER session_replication_role TO rotating");
        try {
            AtomicReference<DatabaseUrl> address = new AtomicReference<>(rotating(databases, "before"));
            Database target = new Database("target", new DatabaseAddress() {
                @Override
                public DatabaseUrl get() {
                    return address.get();
                }

                @Override
                public boolean mayChange() {
                    return true;
                }
            });
            CompletableFuture<Ending> move = run(databases.source(), target, events::add);
            databases.awaitProof(Direction.FORWARD);
            databases.asTargetSuperuser("ALTER ROLE rotating PASSWORD 'after'; SELECT pg_terminate_backend(pid)"
                    + " FROM pg_stat_activity WHERE usename = 'rotating'");
            databases.await(() -> String.valueOf(waiting(databases)).contains("28P01"));
            assertThat(waiting(databases)).doesNotContain("before");
            address.set(rotating(databases, "after"));

            fence(databases, move);
            databases.assertEqual("after a new password");
        } finally {
            databases.asTargetSuperuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename ="
                    + " 'rotating'; REASSIGN OWNED BY rotating TO "
                    + databases.targetMaster().user()
                    + "; DROP OWNED BY rotating; DROP ROLE rotating");
        }
    }

    @Test
    void database_that_was_dropped_ends_the_move() {
        MovedDatabases databases = MovedDatabases.fresh("dropped");
        CompletableFuture<Ending> move = run(databases.source(), databases.target(), events::add);
        databases.awaitProof(Direction.FORWARD);
        ServersForTests.pair(14, 17).recreateTarget("dropped");

        assertThatThrownBy(move::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.next()).contains("Check the target's URL"));
    }

    @Test
    void patience_ends_when_it_was_limited() {
        MovedDatabases databases = MovedDatabases.fresh("impatient");
        try (WeakNetwork there = new WeakNetwork(databases.targetMaster().port())) {
            CompletableFuture<Ending> move = CompletableFuture.supplyAsync(() -> new ForwardMove(
                            databases.source(),
                            databases.through(there, "target"),
                            EngineSettings.defaults().withOutagePatience(Duration.ofSeconds(2)),
                            events::add)
                    .run());
            databases.awaitProof(Direction.FORWARD);
            there.goDown();

            assertThatThrownBy(move::join).hasMessageContaining("the target could not connect");
        }
    }

    private static DatabaseUrl rotating(MovedDatabases databases, String password) {
        DatabaseUrl url = databases.targetMaster().toDatabaseUrl();
        return new DatabaseUrl(
                url.host(), url.port(), url.database(), "rotating", new Secret(password), url.parameters());
    }

    private static void awaitWaiting(MovedDatabases databases) {
        databases.await(() -> !String.valueOf(waiting(databases)).isEmpty());
    }

    private static String waiting(MovedDatabases databases) {
        try (Session session = databases.source().open("test")) {
            return new Control(Direction.FORWARD).status(session).orElseThrow().waitingFor();
        }
    }

    private static void fence(MovedDatabases databases, CompletableFuture<Ending> move) {
        Order.give(databases.source(), Control.Kind.FENCE, PATIENCE, () -> !move.isCompletedExceptionally());
        move.join();
    }

    private long count(Class<? extends Event> kind) {
        return events.stream().filter(kind::isInstance).count();
    }

    private static CompletableFuture<Ending> run(Database source, Database target, EventListener events) {
        return CompletableFuture.supplyAsync(
                () -> new ForwardMove(source, target, EngineSettings.defaults(), events).run());
    }
}
