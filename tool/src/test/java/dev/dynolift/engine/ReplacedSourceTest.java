package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Trap 27: somebody empties the source or restores a dump over it while it is being moved. What comes out must not be
 * taken for the app's data.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplacedSourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String TABLE = "CREATE TABLE people (id int PRIMARY KEY, name text);";

    @Test
    void dump_that_is_restored_over_the_source_stops_the_handover() {
        TwoDatabases databases = live("restored_over");
        CompletableFuture<Ending> move = proved(databases);
        databases.asSourceOwner("DROP TABLE people; " + TABLE + " INSERT INTO people VALUES (1, 'from last week')");

        assertThatThrownBy(() -> order(databases, move)).isInstanceOf(RuntimeException.class);

        assertThat(databases.onTarget("SELECT phase FROM dynolift.progress")).isNotEqualTo("HANDED_OVER");
        databases.asSourceOwner("INSERT INTO people VALUES (2, 'the app goes on')");
    }

    @Test
    void engine_that_is_started_after_a_dump_was_restored_does_not_hand_over() {
        TwoDatabases databases = live("restored_between");
        CompletableFuture<Ending> first = proved(databases);
        Order.give(databases.source(), Control.Kind.STOP, PATIENCE, () -> true);
        first.join();
        databases.asSourceOwner("DROP TABLE people; " + TABLE + " INSERT INTO people VALUES (1, 'from last week')");

        CompletableFuture<Ending> second = move(databases);
        assertThatThrownBy(() -> order(databases, second)).isInstanceOf(RuntimeException.class);

        assertThat(databases.onTarget("SELECT phase FROM dynolift.progress")).isNotEqualTo("HANDED_OVER");
        databases.asSourceOwner("INSERT INTO people VALUES (2, 'the app goes on')");
    }

    @Test
    void database_that_is_reset_stops_the_handover_and_takes_new_tables() {
        TwoDatabases databases = live("reset");
        CompletableFuture<Ending> move = proved(databases);
        // What pg:reset leaves: a database with nothing in it, of ours neither.
        databases.asSourceOwner("DROP SCHEMA dynolift CASCADE; DROP TABLE people");

        assertThatThrownBy(() -> order(databases, move)).isInstanceOf(RuntimeException.class);

        assertThat(databases.onTarget("SELECT phase FROM dynolift.progress")).isNotEqualTo("HANDED_OVER");
        databases.asSourceOwner(TABLE + " INSERT INTO people VALUES (2, 'the app goes on')");
    }

    private static TwoDatabases live(String name) {
        TwoDatabases databases = TwoDatabases.fresh(name);
        databases.asSourceOwner(TABLE + " INSERT INTO people SELECT i, 'name' FROM generate_series(1, 100) AS i");
        return databases;
    }

    private static CompletableFuture<Ending> proved(TwoDatabases databases) {
        CompletableFuture<Ending> move = move(databases);
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Session session = databases.source().open("test")) {
            while (new Control(Direction.FORWARD)
                    .status(session)
                    .filter(status -> status.proved() && status.state().equals("live"))
                    .isEmpty()) {
                assertThat(System.nanoTime()).as("patience").isLessThan(end);
                LockSupport.parkNanos(50_000_000);
            }
        }
        return move;
    }

    private static CompletableFuture<Ending> move(TwoDatabases databases) {
        return CompletableFuture.supplyAsync(() -> new ForwardMove(
                        databases.source(), databases.targetOfMaster(), EngineSettings.defaults(), EventListener.NONE)
                .run());
    }

    /** As a user would: the order may be refused, or the engine may have ended with an error before. */
    private static void order(TwoDatabases databases, CompletableFuture<Ending> move) {
        try {
            Order.give(databases.source(), Control.Kind.FENCE, PATIENCE, () -> !move.isCompletedExceptionally());
        } catch (RuntimeException refused) {
            move.join();
            throw refused;
        }
        move.join();
    }
}
