package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.server.PostgresServer;
import dev.dynolift.server.ServersForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A source that comes back without its last commits, and uses their numbers again. */
@Tag("large")
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SourceFailoverTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String LOST = "UPDATE accounts SET balance = balance + 1 WHERE id <= 500;"
            + " DELETE FROM favourites; INSERT INTO notes SELECT i, '\"lost\"' FROM generate_series(90001, 90100) AS i";

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final PostgresServer source = ServersForTests.serverOf(14, 17, "source");
    private final Path data = ServersForTests.folder().resolve("14-17/source/data");
    private final Path saved = data.resolveSibling("data-of-an-hour-ago");

    @Test
    void target_is_mended_after_a_failover_that_lost_commits() throws Exception {
        MovedDatabases databases = MovedDatabases.fresh("failed_over");
        CompletableFuture<Ending> move = run(databases);
        databases.awaitProof(Direction.FORWARD);
        String before = databases.onTarget("SELECT timeline FROM dynolift.progress");
        save();
        databases.asApp(LOST);
        databases.await(() -> "100".equals(databases.onTarget("SELECT count(*) FROM notes WHERE line > 90000")));

        putBack(true);
        databases.asApp("UPDATE orders SET total = total + 1 WHERE account_id % 2 = 0;"
                + " INSERT INTO notes VALUES (90050, '\"another history\"')");

        fence(databases, move);
        databases.assertEqual("after a failover");
        String after = databases.onTarget("SELECT timeline FROM dynolift.progress");
        assertThat(after).isGreaterThan(before);
        assertThat(told()).contains("its timeline is " + after).contains("were mended");
    }

    @Test
    void target_is_mended_after_the_source_was_put_back_and_has_used_the_same_numbers_again() throws Exception {
        MovedDatabases databases = MovedDatabases.fresh("put_back");
        CompletableFuture<Ending> move = run(databases);
        databases.awaitProof(Direction.FORWARD);
        save();
        databases.asApp(LOST);
        databases.await(() -> "100".equals(databases.onTarget("SELECT count(*) FROM notes WHERE line > 90000")));
        String confirmed = String.valueOf(databases.onTarget("SELECT purged_as_of FROM dynolift.progress"));
        databases.await(() -> !String.valueOf(databases.onTarget("SELECT purged_as_of FROM dynolift.progress"))
                .equals(confirmed));
        Order.give(databases.source(), Control.Kind.STOP, PATIENCE, () -> true);
        move.join();

        putBack(false);
        // Until every number that the target knows stands for something else.
        databases.asApp(
                "DO $$ BEGIN FOR i IN 1..500 LOOP UPDATE coupons SET uses = uses + 1; COMMIT;" + " END LOOP; END $$");
        CompletableFuture<Ending> second = run(databases);

        fence(databases, second);
        databases.assertEqual("after the source was put back");
        assertThat(told()).contains("no longer knows of work that it has confirmed");
    }

    @Test
    void another_database_at_the_same_address_is_refused() {
        MovedDatabases databases = MovedDatabases.fresh("another_source");
        CompletableFuture<Ending> move = run(databases);
        databases.awaitProof(Direction.FORWARD);
        Order.give(databases.source(), Control.Kind.STOP, PATIENCE, () -> true);
        move.join();
        ServersForTests.pair(14, 17).recreateSource("another_source");
        databases.asApp(MovedDatabases.definitions());

        assertThatThrownBy(() -> run(databases).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.GATE);
                    assertThat(e.what()).contains("leads to another database than the one that the move began on");
                });
        assertThat(databases.onSource("SELECT to_regnamespace('dynolift') IS NULL"))
                .as("nothing was made there")
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

    private void save() throws Exception {
        source.stop();
        run("rm", "-rf", saved.toString());
        run("cp", "-a", data.toString(), saved.toString());
        source.start(OptionalInt.empty());
    }

    private void putBack(boolean promoted) throws Exception {
        source.stop();
        run("rm", "-rf", data.toString());
        run("mv", saved.toString(), data.toString());
        if (promoted) {
            run(
                    "cp",
                    "-a",
                    data.resolve("PG_VERSION").toString(),
                    data.resolve("recovery.signal").toString());
            Files.writeString(
                    data.resolve("postgresql.auto.conf"), "restore_command = 'false'\n", StandardOpenOption.APPEND);
        }
        source.start(OptionalInt.empty());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(List.of(command).toString())
                .isZero();
    }

    private static void fence(MovedDatabases databases, CompletableFuture<Ending> move) {
        try {
            Order.give(databases.source(), Control.Kind.FENCE, PATIENCE, () -> !move.isCompletedExceptionally());
        } finally {
            // Of an engine that has ended with an error, this says which.
            move.join();
        }
    }

    private CompletableFuture<Ending> run(MovedDatabases databases) {
        return CompletableFuture.supplyAsync(() ->
                new ForwardMove(databases.source(), databases.target(), EngineSettings.defaults(), events::add).run());
    }
}
