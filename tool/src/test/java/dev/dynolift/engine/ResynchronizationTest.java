package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Database;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A side that comes back as it was before, there and on the way back. Put back here by statements that leave the same
 * behind, so that no server has to be copied; SourceFailoverTest does it with whole servers.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResynchronizationTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String LOG = "dynolift.changes_' || 'public.notes'::regclass::oid";

    private final Notes notes = new Notes();

    @Test
    void side_that_was_put_back_by_an_instant_or_by_more_is_mended_in_both_directions() {
        MovedDatabases databases = MovedDatabases.fresh("put_back_sides");
        CompletableFuture<Ending> move = start(databases, Direction.FORWARD);
        databases.awaitProof(Direction.FORWARD);
        move = afterSenderIsPutBack(databases, Direction.FORWARD, move);
        move = afterReceiverIsPutBack(databases, Direction.FORWARD, move);
        end(databases, Direction.FORWARD, Control.Kind.FENCE, move, Ending.HANDED_OVER);
        databases.assertEqual("after the handover");

        CompletableFuture<Ending> back = start(databases, Direction.REVERSE);
        databases.awaitProof(Direction.REVERSE);
        back = afterSenderIsPutBack(databases, Direction.REVERSE, back);
        back = afterReceiverIsPutBack(databases, Direction.REVERSE, back);
        end(databases, Direction.REVERSE, Control.Kind.FENCE, back, Ending.HANDED_OVER);
        databases.assertEqual("after the way back");
        databases.asApp("DELETE FROM accounts WHERE id = 1");
    }

    @Test
    void rows_that_somebody_else_wrote_to_the_receiver_are_mended_when_that_is_wished_and_the_move_goes_on() {
        MovedDatabases databases = MovedDatabases.fresh("written_elsewhere");
        for (Direction direction : Direction.values()) {
            CompletableFuture<Ending> first = start(databases, direction);
            databases.awaitProof(direction);
            end(databases, direction, Control.Kind.STOP, first, Ending.STOPPED);
            alter(
                    databases,
                    direction == Direction.REVERSE,
                    "SET session_replication_role = replica;"
                            + " UPDATE accounts SET balance = balance + 0.001 WHERE id = 1711;"
                            + " DELETE FROM favourites WHERE ctid = (SELECT min(ctid) FROM favourites);"
                            + " INSERT INTO notes VALUES (91000, '\"elsewhere\"')");
            for (int tries = 0; tries < 2; tries++) {
                assertThat(start(databases, direction))
                        .failsWithin(PATIENCE)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOfSatisfying(DynoliftException.class, e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES);
                            assertThat(e.next())
                                    .contains(direction == Direction.FORWARD ? "sync --repair" : "reverse --repair");
                        });
            }

            notes.forget();
            app(databases, direction, "UPDATE accounts SET balance = balance + 1 WHERE id < 100");
            CompletableFuture<Ending> mending =
                    start(databases, direction, EngineSettings.defaults().withRepairs(true));
            databases.awaitProof(direction);
            assertThat(String.join("\n", notes.told()))
                    .contains("rows are known to differ")
                    .contains(" were mended");
            end(databases, direction, Control.Kind.FENCE, mending, Ending.HANDED_OVER);
            databases.assertEqual("after " + direction);
        }
    }

    /** By less than the time between two purges of the log: all that both sides have confirmed is still confirmed. */
    private CompletableFuture<Ending> afterSenderIsPutBack(
            MovedDatabases databases, Direction direction, CompletableFuture<Ending> running) {
        notes.forget();
        UnaryOperator<String> sender = sql -> superuser(databases, direction == Direction.FORWARD, sql);
        UnaryOperator<String> receiver = sql -> superuser(databases, direction == Direction.REVERSE, sql);
        CompletableFuture<Ending> engine = running;
        while (true) {
            app(
                    databases,
                    direction,
                    "DELETE FROM notes WHERE line > 90000;"
                            + " INSERT INTO notes SELECT i, '\"lost\"' FROM generate_series(90001, 90100) AS i");
            databases.await(() -> "100".equals(receiver.apply("SELECT count(*) FROM notes WHERE line > 90000")));
            end(databases, direction, Control.Kind.STOP, engine, Ending.STOPPED);
            if (hasLog(sender)) {
                break;
            }
            // A purge came in between.
            engine = start(databases, direction);
            databases.awaitProof(direction);
        }
        alter(
                databases,
                direction == Direction.FORWARD,
                "SET session_replication_role = replica; DELETE FROM notes WHERE line > 90000;"
                        + " DO $$ BEGIN EXECUTE 'DELETE FROM " + LOG + "; END $$");

        CompletableFuture<Ending> again = start(databases, direction);
        databases.await(() -> "0".equals(receiver.apply("SELECT count(*) FROM notes WHERE line > 90000")));
        databases.awaitProof(direction);
        assertThat(String.join("\n", notes.told()))
                .contains("its logs are not those that were moved")
                .contains("100 were mended");
        return again;
    }

    private CompletableFuture<Ending> afterReceiverIsPutBack(
            MovedDatabases databases, Direction direction, CompletableFuture<Ending> engine) {
        notes.forget();
        UnaryOperator<String> receiver = sql -> superuser(databases, direction == Direction.REVERSE, sql);
        String where = " WHERE direction = '" + direction.word() + "'";
        String record = receiver.apply("SELECT to_jsonb(p) FROM dynolift.progress AS p" + where);
        app(
                databases,
                direction,
                "UPDATE orders SET total = total + 1 WHERE account_id % 3 = 0;"
                        + " DELETE FROM favourites WHERE account_id % 2 = 0");
        end(databases, direction, Control.Kind.STOP, engine, Ending.STOPPED);
        alter(
                databases,
                direction == Direction.REVERSE,
                "SET session_replication_role = replica; UPDATE orders SET total = total - 1 WHERE account_id % 3 = 0;"
                        + " UPDATE dynolift.progress AS p SET snapshot = r.snapshot, purged_as_of = r.purged_as_of,"
                        + " moved_since = r.moved_since, moved_rows = r.moved_rows, moved_digest = r.moved_digest"
                        + " FROM jsonb_populate_record(NULL::dynolift.progress, '" + record + "') AS r"
                        + where.replace("direction", "p.direction"));

        // As the engine does every few seconds.
        alter(
                databases,
                direction == Direction.FORWARD,
                "UPDATE dynolift.status SET purged_as_of = pg_current_snapshot()" + where);

        CompletableFuture<Ending> again = start(databases, direction);
        databases.awaitProof(direction);
        databases.await(() -> String.join("\n", notes.told()).contains("were mended"));
        assertThat(String.join("\n", notes.told())).contains("was put back to a state whose changes the");
        return again;
    }

    private static boolean hasLog(UnaryOperator<String> sender) {
        return !"0"
                .equals(sender.apply("SELECT (xpath('/row/c/text()', query_to_xml('SELECT count(*) AS c FROM " + LOG
                        + ", false, true, '')))[1]::text"));
    }

    private static void alter(MovedDatabases databases, boolean source, String sql) {
        if (source) {
            databases.asSourceSuperuser(sql);
        } else {
            databases.asTargetSuperuser(sql);
        }
    }

    private static String superuser(MovedDatabases databases, boolean source, String sql) {
        return String.valueOf(source ? databases.onSource(sql) : databases.onTarget(sql));
    }

    private static void app(MovedDatabases databases, Direction direction, String sql) {
        if (direction == Direction.FORWARD) {
            databases.asApp(sql);
        } else {
            databases.asTargetApp(sql);
        }
    }

    private CompletableFuture<Ending> start(MovedDatabases databases, Direction direction) {
        return start(databases, direction, EngineSettings.defaults());
    }

    private CompletableFuture<Ending> start(MovedDatabases databases, Direction direction, EngineSettings settings) {
        return CompletableFuture.supplyAsync(
                direction == Direction.FORWARD
                        ? () -> new ForwardMove(databases.source(), databases.target(), settings, notes).run()
                        : () -> new ReverseMove(databases.source(), databases.target(), settings, notes).run());
    }

    private static void end(
            MovedDatabases databases,
            Direction direction,
            Control.Kind kind,
            CompletableFuture<Ending> engine,
            Ending ending) {
        Database sender = databases.sender(direction);
        try {
            Order.give(sender, kind, PATIENCE, () -> !engine.isCompletedExceptionally());
        } finally {
            assertThat(engine.join()).isEqualTo(ending);
        }
    }
}
