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

    private static final String CHANGE = "UPDATE accounts SET balance = balance + 1 WHERE id <= 500";

    private final List<Event> events = new CopyOnWriteArrayList<>();

    @Test
    void outages_of_every_kind_are_waited_out_and_lose_nothing() {
        MovedDatabases databases = MovedDatabases.fresh("outages");
        try (WeakNetwork here = new WeakNetwork(databases.sourceOwner().port());
                WeakNetwork there = new WeakNetwork(databases.targetMaster().port())) {
            CompletableFuture<Ending> move =
                    run(databases.through(here, "source"), databases.through(there, "target"), events::add);
            databases.awaitProof(Direction.FORWARD);

            outage(databases, "the target is restarted", () -> {
                PostgresServer target = ServersForTests.serverOf(14, 17, "target");
                target.stop();
                try {
                    databases.asApp(CHANGE);
                    awaitWaiting(databases, "the target");
                } finally {
                    target.start(OptionalInt.empty());
                }
            });
            outage(databases, "the source is restarted", () -> {
                PostgresServer source = ServersForTests.serverOf(14, 17, "source");
                source.stop();
                source.start(OptionalInt.empty());
                databases.asApp("DELETE FROM favourites");
            });
            outage(databases, "packets to the target vanish", () -> {
                there.losePackets();
                databases.asApp(CHANGE);
                databases.await(() -> count(Event.Waiting.class) == 1);
                there.recover();
            });
            outage(databases, "packets to the source vanish", () -> {
                here.losePackets();
                databases.asApp(CHANGE);
                databases.await(() -> count(Event.Waiting.class) == 1);
                here.recover();
            });
            outage(databases, "the disk is full, then no connection is left", () -> {
                databases.asTargetSuperuser("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE 'could not extend file' USING ERRCODE = '53100'; END $$;"
                        + " CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON accounts EXECUTE FUNCTION full_disk();"
                        + " ALTER TABLE accounts ENABLE ALWAYS TRIGGER full_disk");
                databases.asApp(CHANGE);
                awaitWaiting(databases, "53100");
                String master = databases.targetMaster().user();
                databases.asTargetSuperuser("ALTER ROLE " + master + " CONNECTION LIMIT 0");
                try {
                    databases.asTargetSuperuser("DROP TRIGGER full_disk ON accounts; DROP FUNCTION full_disk");
                    awaitWaiting(databases, "53300");
                } finally {
                    databases.asTargetSuperuser("ALTER ROLE " + master + " CONNECTION LIMIT -1");
                }
            });
            assertThat(count(Event.Proved.class))
                    .as("what was compared before an outage still holds")
                    .isEqualTo(1);
            outage(databases, "the answer to a commit is lost", () -> {
                there.loseAnswerTo("COMMIT");
                databases.await(there::hasLostTheAnswer);
                databases.asApp(CHANGE);
            });

            fence(databases, move);
            assertThat(move.join()).isEqualTo(Ending.HANDED_OVER);
            databases.assertEqual("after six outages");
        }
    }

    @Test
    void cut_copy_goes_on_with_its_chunks_a_changed_password_is_asked_for_and_a_wish_to_stop_is_heard() {
        MovedDatabases databases = MovedDatabases.large("cut_copy");
        databases.asTargetSuperuser("CREATE ROLE rotating LOGIN PASSWORD 'rotated-away-7' IN ROLE "
                + databases.targetMaster().user()
                + "; GRANT SET ON PARAMETER session_replication_role TO rotating");
        AtomicReference<DatabaseUrl> address = new AtomicReference<>();
        AtomicBoolean cut = new AtomicBoolean();
        try (WeakNetwork here = new WeakNetwork(databases.sourceOwner().port());
                WeakNetwork there = new WeakNetwork(databases.targetMaster().port())) {
            EventListener cutting = event -> {
                events.add(event);
                if (event instanceof Event.CopyProgress copy
                        && copy.chunksDone() > 2
                        && cut.compareAndSet(false, true)) {
                    here.cut();
                    databases.asApp(CHANGE);
                }
            };
            address.set(rotating(databases, there, "rotated-away-7"));
            CompletableFuture<Ending> move =
                    run(databases.through(here, "source"), new Database("target", changing(address)), cutting);
            databases.awaitProof(Direction.FORWARD);
            assertThat(count(Event.GoesOn.class)).isEqualTo(1);
            assertThat(events.stream().filter(Event.CopyProgress.class::isInstance))
                    .anyMatch(event -> ((Event.CopyProgress) event).chunksReused() > 0);
            events.clear();

            outage(databases, "the password is changed", () -> {
                databases.asTargetSuperuser(
                        "ALTER ROLE rotating PASSWORD 'rotated-in-8'; SELECT pg_terminate_backend(pid)"
                                + " FROM pg_stat_activity WHERE usename = 'rotating'");
                awaitWaiting(databases, "28P01");
                databases.asApp(CHANGE);
                address.set(rotating(databases, there, "rotated-in-8"));
            });

            there.goDown();
            awaitWaiting(databases, "the target");
            Order.give(databases.source(), Control.Kind.STOP, PATIENCE, () -> !move.isCompletedExceptionally());
            assertThat(move.join()).isEqualTo(Ending.STOPPED);
            databases.assertEqual("after a cut copy and a new password");
        } finally {
            databases.asTargetSuperuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename ="
                    + " 'rotating'; REASSIGN OWNED BY rotating TO "
                    + databases.targetMaster().user() + "; DROP OWNED BY rotating; DROP ROLE rotating");
        }
    }

    @Test
    void what_cannot_pass_ends_the_move() {
        MovedDatabases databases = MovedDatabases.fresh("cannot_pass");
        try (WeakNetwork there = new WeakNetwork(databases.targetMaster().port())) {
            EngineSettings impatient = EngineSettings.defaults().withOutagePatience(Duration.ofSeconds(2));
            CompletableFuture<Ending> first = CompletableFuture.supplyAsync(() -> new ForwardMove(
                            databases.source(), databases.through(there, "target"), impatient, events::add)
                    .run());
            databases.awaitProof(Direction.FORWARD);
            there.goDown();
            assertThatThrownBy(first::join).hasMessageContaining("the target could not connect");
        }
        events.clear();

        CompletableFuture<Ending> second = run(databases.source(), databases.target(), events::add);
        databases.await(() -> count(Event.Proved.class) == 1);
        ServersForTests.pair(14, 17).recreateTarget("cannot_pass");
        assertThatThrownBy(second::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        DynoliftException.class,
                        e -> assertThat(e.next()).contains("Check the ").contains("target's URL"));
    }

    /** Something fails and passes; afterwards the move must have gone on by itself, and have said so in two lines. */
    private void outage(MovedDatabases databases, String what, Runnable failing) {
        failing.run();
        databases.await(() -> count(Event.GoesOn.class) == 1);
        assertThat(count(Event.Waiting.class)).as(what).isEqualTo(1);
        events.removeIf(event -> event instanceof Event.Waiting || event instanceof Event.GoesOn);
    }

    private static DatabaseAddress changing(AtomicReference<DatabaseUrl> address) {
        return new DatabaseAddress() {
            @Override
            public DatabaseUrl get() {
                return address.get();
            }

            @Override
            public boolean mayChange() {
                return true;
            }
        };
    }

    private static DatabaseUrl rotating(MovedDatabases databases, WeakNetwork network, String password) {
        DatabaseUrl url = databases.targetMaster().toDatabaseUrl();
        return new DatabaseUrl(
                url.host(), network.port(), url.database(), "rotating", new Secret(password), url.parameters());
    }

    /** Until the engine says in the source why it waits. */
    private static void awaitWaiting(MovedDatabases databases, String why) {
        databases.await(
                () -> !waiting(databases).isEmpty() && waiting(databases).contains(why));
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
