package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.server.ServerAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Traps at the fence and on the way back. Numbers are those of docs/reference/live-move-traps.md.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CutoverTrapsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TABLES = "CREATE TABLE people (id serial PRIMARY KEY, name text);"
            + " INSERT INTO people (name) SELECT 'before' FROM generate_series(1, 100);"
            + " CREATE TABLE pets (id serial PRIMARY KEY, owner int REFERENCES people ON DELETE CASCADE);"
            + " INSERT INTO pets (owner) SELECT generate_series(1, 100);"
            + " CREATE FUNCTION hidden_write() RETURNS void LANGUAGE sql SECURITY DEFINER"
            + " AS 'INSERT INTO public.people (name) VALUES (''by a function'')'";

    /** Trap 47. */
    @Test
    void writers_that_nobody_thought_of_are_ended_or_refused_and_lose_nothing() throws SQLException {
        TwoDatabases databases = withTables("hidden_writers");
        databases.asSourceSuperuser("DROP ROLE IF EXISTS other_credential; CREATE ROLE other_credential LOGIN PASSWORD"
                + " 'not-a-real-one'; GRANT INSERT, SELECT ON people TO other_credential; GRANT USAGE ON SEQUENCE"
                + " people_id_seq TO other_credential");
        CompletableFuture<Ending> move = forward(databases, EventListener.NONE);
        awaitProof(databases.source(), Direction.FORWARD);
        ServerAddress owner = databases.sourceAddress();
        ServerAddress other = new ServerAddress(
                owner.host(),
                owner.port(),
                owner.database(),
                "other_credential",
                new dev.dynolift.secret.Secret("not-a-real-one"));
        try (Connection console = open(owner);
                Connection second = open(other);
                Connection inFlight = open(owner)) {
            execute(console, "INSERT INTO people (name) VALUES ('committed before the fence')");
            console.commit();
            execute(second, "INSERT INTO people (name) VALUES ('by another credential')");
            second.commit();
            execute(inFlight, "SET application_name = 'nightly job'");
            execute(inFlight, "INSERT INTO people (name) VALUES ('in flight')");

            String told = String.join("\n", order(databases.source(), move));

            assertThat(told)
                    .contains("Ended at the source")
                    .contains("user " + owner.user()
                            + ", application \"nightly job\", from 127.0.0.1, idle in transaction,"
                            + " «INSERT INTO people (name) VALUES ('…')»")
                    .doesNotContain("in flight");

            assertThatThrownBy(inFlight::commit).isInstanceOf(SQLException.class);
            assertRefused(console, "INSERT INTO people (name) VALUES ('too late')");
            assertRefused(console, "SELECT hidden_write()");
            assertRefused(second, "INSERT INTO people (name) VALUES ('too late')");
            assertRefused(console, "TRUNCATE people CASCADE");
        }
        assertThat(databases.onTarget("SELECT string_agg(name, ', ' ORDER BY id) FROM people WHERE id > 100"))
                .isEqualTo("committed before the fence, by another credential");
        assertEqual(databases);
    }

    /** Trap 47, the worst of them: an owner can switch our trigger off. */
    @Test
    void writer_that_gets_through_the_fence_after_the_last_round_stops_the_handover() throws SQLException {
        TwoDatabases databases = withTables("hole_in_fence");
        try (Connection second = named(databases.sourceAddress(), "second app")) {
            CompletableFuture<Ending> move = forward(databases, after("last round", () -> {
                execute(second, "ALTER TABLE people DISABLE TRIGGER dynolift_fence");
                execute(second, "INSERT INTO people (name) VALUES ('through the hole')");
                second.commit();
                execute(second, "UPDATE people SET name = 'through it again' WHERE id = 1");
                second.commit();
                execute(second, "/* people */ SELECT 'quiet again'");
                second.commit();
            }));
            awaitProof(databases.source(), Direction.FORWARD);

            assertThatThrownBy(() -> order(databases.source(), move))
                    .hasMessageContaining("hole")
                    .hasMessageContaining("2 changes of people were made after writes were refused")
                    .hasMessageContaining("switched off or gone on public.people")
                    .hasMessageContaining("application \"second app\", from 127.0.0.1");
        }

        // The app goes on where it was, with what it wrote.
        databases.asSourceOwner("INSERT INTO people (name) VALUES ('afterwards')");
        assertThat(databases.onTarget("SELECT phase FROM dynolift.progress")).isEqualTo("LIVE");
    }

    /** Trap 47: whoever has not committed yet is in no log, and the trigger that he switched off still is in the catalog. */
    @Test
    void writer_in_the_middle_of_a_transaction_that_went_through_the_fence_is_named() throws SQLException {
        TwoDatabases databases = withTables("hidden_in_fence");
        try (Connection hidden = named(databases.sourceAddress(), "hidden console")) {
            CompletableFuture<Ending> move = forward(databases, after("last round", () -> {
                execute(hidden, "ALTER TABLE people DISABLE TRIGGER dynolift_fence");
                execute(hidden, "INSERT INTO people (name) VALUES ('not yet committed')");
            }));
            awaitProof(databases.source(), Direction.FORWARD);

            assertThatThrownBy(() -> order(databases.source(), move))
                    .hasMessageContaining("the fence has a hole")
                    .hasMessageContaining("application \"hidden console\", from 127.0.0.1, idle in transaction,"
                            + " «INSERT INTO people (name) VALUES ('…')»");
            assertThatThrownBy(hidden::commit).isInstanceOf(SQLException.class);
        }
        databases.asSourceOwner("INSERT INTO people (name) VALUES ('afterwards')");
        assertThat(databases.onTarget("SELECT phase FROM dynolift.progress")).isEqualTo("LIVE");
    }

    /** Trap 48. */
    @Test
    void writes_of_the_first_moment_at_the_target_come_back_and_go_forward_again() {
        TwoDatabases databases = withTables("there_and_back");
        CompletableFuture<Ending> move = forward(databases, event -> {
            if (event instanceof Event.FenceStep step && step.step().equals("hand over")) {
                databases.asTargetOwner("INSERT INTO people (name) VALUES ('first at the target')");
            }
        });
        awaitProof(databases.source(), Direction.FORWARD);
        order(databases.source(), move);
        databases.asTargetOwner("DELETE FROM people WHERE id = 7; INSERT INTO pets (owner) VALUES (8)");

        CompletableFuture<Ending> back = CompletableFuture.supplyAsync(() -> new ReverseMove(
                        databases.source(), databases.targetOfMaster(), EngineSettings.defaults(), EventListener.NONE)
                .run());
        awaitProof(databases.targetOfMaster(), Direction.REVERSE);
        order(databases.targetOfMaster(), back);
        assertEqual(databases);
        assertThat(databases.onSource("SELECT name FROM people WHERE id = 101")).isEqualTo("first at the target");
        // Its number is not given again, and a key refers to what is there and to nothing else.
        databases.asSourceOwner("INSERT INTO people (name) VALUES ('first after the way back')");
        assertThatThrownBy(() -> databases.asSourceOwner("INSERT INTO pets (owner) VALUES (7)"))
                .hasMessageContaining("foreign key");
        databases.asSourceOwner("DELETE FROM people WHERE id = 8");
        assertThat(databases.onSource("SELECT count(*) FROM pets WHERE owner = 8"))
                .isEqualTo("0");

        CompletableFuture<Ending> again = forward(databases, EventListener.NONE);
        awaitProof(databases.source(), Direction.FORWARD);
        order(databases.source(), again);
        assertEqual(databases);
        databases.asTargetOwner("INSERT INTO people (name) VALUES ('at the target again')");
    }

    private static TwoDatabases withTables(String name) {
        TwoDatabases databases = TwoDatabases.fresh(name);
        databases.asSourceOwner(TABLES);
        return databases;
    }

    private static CompletableFuture<Ending> forward(TwoDatabases databases, EventListener events) {
        return CompletableFuture.supplyAsync(
                () -> new ForwardMove(databases.source(), databases.targetOfMaster(), EngineSettings.defaults(), events)
                        .run());
    }

    private static List<String> order(Database sender, CompletableFuture<Ending> engine) {
        List<String> told = Order.give(sender, Control.Kind.FENCE, PATIENCE, () -> !engine.isCompletedExceptionally());
        assertThat(engine.join()).isEqualTo(Ending.HANDED_OVER);
        return told;
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static EventListener after(String step, Work work) {
        return event -> {
            if (event instanceof Event.FenceStep done && done.step().equals(step)) {
                try {
                    work.run();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static Connection named(ServerAddress address, String application) throws SQLException {
        Connection connection = open(address);
        execute(connection, "SET application_name = '" + application + "'");
        connection.commit();
        return connection;
    }

    private static void awaitProof(Database sender, Direction direction) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Session session = sender.open("test")) {
            while (new Control(direction)
                    .status(session)
                    .filter(status -> status.proved() && status.state().equals("live"))
                    .isEmpty()) {
                assertThat(System.nanoTime()).as("patience").isLessThan(end);
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private static void assertEqual(TwoDatabases databases) {
        String rows = "SELECT (SELECT string_agg(p::text, ' ' ORDER BY id) FROM people AS p)"
                + " || (SELECT string_agg(p::text, ' ' ORDER BY id) FROM pets AS p)";
        assertThat(databases.onTarget(rows)).isEqualTo(databases.onSource(rows));
    }

    private static void assertRefused(Connection connection, String sql) throws SQLException {
        assertThatThrownBy(() -> execute(connection, sql)).hasMessageContaining("refused");
        connection.rollback();
    }

    private static Connection open(ServerAddress address) throws SQLException {
        Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
        connection.setAutoCommit(false);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
