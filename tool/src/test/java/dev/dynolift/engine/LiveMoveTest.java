package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The engine between two real servers, one turn a test; {@link RandomHistoriesTest} takes many at once. */
class LiveMoveTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void way_back_leaves_foreign_keys_and_triggers_as_they_were() {
        MovedDatabases databases = MovedDatabases.fresh("as_they_were");
        String foreignKeys = "SELECT string_agg(conrelid::regclass || ' ' || conname || pg_get_constraintdef(oid)"
                + " || convalidated, '; ' ORDER BY conname) FROM pg_constraint WHERE contype = 'f'";
        String triggers = "SELECT string_agg(tgname || tgenabled, '; ' ORDER BY tgname) FROM pg_trigger"
                + " WHERE NOT tgisinternal AND tgname NOT LIKE 'dynolift%'";
        String keysBefore = databases.onSource(foreignKeys);
        String triggersBefore = databases.onSource(triggers);

        order(databases, Direction.FORWARD, Control.Kind.FENCE, run(databases, Direction.FORWARD, EventListener.NONE));
        CompletableFuture<Ending> reverse = run(databases, Direction.REVERSE, EventListener.NONE);
        databases.awaitProof(Direction.REVERSE);
        assertThat(databases.onSource(foreignKeys)).isNull();
        order(databases, Direction.REVERSE, Control.Kind.FENCE, reverse);

        assertThat(databases.onSource(foreignKeys)).isEqualTo(keysBefore);
        assertThat(databases.onSource(triggers)).isEqualTo(triggersBefore);
    }

    @Test
    void large_objects_that_were_written_since_the_copy_go_back_too() {
        MovedDatabases databases = MovedDatabases.fresh("large_back");
        databases.asApp("SELECT lo_from_bytea(500, 'as copied'), lo_from_bytea(501, 'goes'), lo_from_bytea(503, '')");
        new CloneMove(
                        databases.source(),
                        databases.target(),
                        Method.FENCED,
                        true,
                        EngineSettings.defaults(),
                        EventListener.NONE)
                .run();
        databases.asTargetApp("SELECT lo_put(500, 3, 'changed'), lo_unlink(501),"
                + " lo_from_bytea(502, decode(repeat('00ff', 1500000), 'hex'))");
        CompletableFuture<Ending> reverse = run(databases, Direction.REVERSE, EventListener.NONE);
        databases.awaitProof(Direction.REVERSE);

        order(databases, Direction.REVERSE, Control.Kind.FENCE, reverse);

        String contents =
                "SELECT string_agg(oid || ' ' || md5(lo_get(oid)), ', ' ORDER BY oid) FROM pg_largeobject_metadata";
        assertThat(databases.onSource(contents))
                .isEqualTo(databases.onTarget(contents))
                .contains("500 ", "502 ", "503 ")
                .doesNotContain("501 ");
    }

    @Test
    void row_that_somebody_changed_at_the_target_is_named() {
        MovedDatabases databases = MovedDatabases.fresh("tampered");
        EventListener tamper = event -> {
            if (event instanceof Event.StageFinished finished
                    && finished.stage().equals("first round")) {
                databases.asTargetSuperuser("SET session_replication_role = replica;"
                        + " UPDATE accounts SET balance = balance + 0.001 WHERE id = 1711;"
                        + " DELETE FROM favourites WHERE ctid = (SELECT min(ctid) FROM favourites)");
            }
        };

        assertThatThrownBy(
                        () -> new ForwardMove(databases.source(), databases.target(), EngineSettings.defaults(), tamper)
                                .run())
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES);
                    assertThat(e.getMessage())
                            .contains("accounts (1711) changed")
                            .contains("favourites");
                });
    }

    @Test
    void table_that_is_truncated_or_rewritten_during_the_copy_arrives() {
        MovedDatabases databases = MovedDatabases.fresh("rewritten");
        EventListener rewrite = event -> {
            if (event instanceof Event.StageFinished finished
                    && finished.stage().equals("capture")) {
                databases.asApp("TRUNCATE report_lines; INSERT INTO report_lines VALUES (1, 'one')");
                databases.asApp("VACUUM FULL accounts");
                databases.asApp("UPDATE accounts SET name = 'after' WHERE id < 500");
            }
        };
        List<String> notes = new CopyOnWriteArrayList<>();
        CompletableFuture<Ending> move = run(databases, Direction.FORWARD, rewrite.and(event -> {
            if (event instanceof Event.Note note) {
                notes.add(note.text());
            }
        }));
        order(databases, Direction.FORWARD, Control.Kind.FENCE, move);

        databases.assertEqual("after a rewrite");
        assertThat(notes).anyMatch(note -> note.startsWith("accounts was truncated or rewritten"));
    }

    @Test
    void everything_in_the_way_is_told_at_once_and_nothing_is_changed() {
        MovedDatabases databases = MovedDatabases.fresh("in_the_way");
        databases.asTargetSuperuser("CREATE TABLE something (id int)");
        databases.asSourceSuperuser("CREATE TABLE of_another_role (id int)");

        assertThatThrownBy(() -> new ForwardMove(
                                databases.source(), databases.target(), EngineSettings.defaults(), EventListener.NONE)
                        .run())
                .isInstanceOf(DynoliftException.class)
                .hasMessageContaining("public.something")
                .hasMessageContaining("public.of_another_role");
        assertThat(databases.onSource("SELECT to_regnamespace('dynolift')")).isNull();
    }

    @Test
    void way_back_is_refused_before_there_is_one() {
        MovedDatabases databases = MovedDatabases.fresh("no_way_back");

        assertThatThrownBy(() -> new ReverseMove(
                                databases.source(), databases.target(), EngineSettings.defaults(), EventListener.NONE)
                        .run())
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.GATE));
    }

    @Test
    void cleaning_leaves_nothing_and_does_not_open_a_fence_by_itself() {
        MovedDatabases databases = MovedDatabases.fresh("cleaned");
        order(databases, Direction.FORWARD, Control.Kind.FENCE, run(databases, Direction.FORWARD, EventListener.NONE));

        Database source = databases.source();
        Database target = databases.target();
        assertThatThrownBy(() -> Cleaning.run(source, target, Cleaning.Fences.KEPT, done -> {}))
                .hasMessageContaining("still refuses writes");
        assertThatThrownBy(() -> Cleaning.run(source, target, Cleaning.Fences.LOWERED, done -> {}))
                .hasMessageContaining("the target has taken over");
        Cleaning.run(source, target, Cleaning.Fences.LOWERED_DESPITE_TAKEOVER, done -> {});

        String ours = "SELECT (SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'dynolift%')"
                + " + (SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift')";
        assertThat(databases.onSource(ours)).isEqualTo("0");
        assertThat(databases.onTarget(ours)).isEqualTo("0");
        databases.assertEqual("after cleaning");
    }

    private static CompletableFuture<Ending> run(MovedDatabases databases, Direction direction, EventListener events) {
        Database source = databases.source();
        Database target = databases.target();
        return CompletableFuture.supplyAsync(() -> direction == Direction.FORWARD
                ? new ForwardMove(source, target, EngineSettings.defaults(), events).run()
                : new ReverseMove(source, target, EngineSettings.defaults(), events).run());
    }

    /** Gives the order as soon as there is somebody to take it, and waits for the engine's end. */
    private static void order(
            MovedDatabases databases, Direction direction, Control.Kind kind, CompletableFuture<Ending> engine) {
        Database sender = databases.sender(direction);
        databases.await(() -> {
            try (Session session = sender.open("test")) {
                return engine.isDone() || Control.isInstalled(session);
            }
        });
        if (engine.isCompletedExceptionally()) {
            engine.join();
        }
        Order.give(sender, kind, PATIENCE, () -> {
            if (engine.isCompletedExceptionally()) {
                engine.join();
            }
            return true;
        });
        engine.join();
    }
}
