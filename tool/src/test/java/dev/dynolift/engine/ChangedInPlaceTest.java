package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.SqlFile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that a round changes where they are, while they trade values that no two rows may have. */
@Timeout(value = 3, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.MINUTES)
class ChangedInPlaceTest {

    /** What no round knows beforehand: each is one transaction, and arrives in one round or in several together. */
    private static final List<String> TRADES = List.of(
            "UPDATE places SET words = 'plain' WHERE id % 3 = 0",
            // Three that go around, and all of them one step on.
            "UPDATE places SET place = -place WHERE id IN (1, 2, 3); UPDATE places SET place = CASE id WHEN 1 THEN 2 WHEN 2"
                    + " THEN 3 ELSE 1 END WHERE id IN (1, 2, 3)",
            "UPDATE places SET place = -place; UPDATE places SET place = 301 + place",
            // Which of two with one label is active.
            "UPDATE places SET active = false WHERE id % 2 = 0; UPDATE places SET active = id % 2 = 1",
            "UPDATE places SET code = 'other ' || id; UPDATE places SET code = CASE WHEN id % 2 = 0 THEN upper(code) ELSE"
                    + " 'CODE ' || id END",
            "UPDATE places SET code = 'x' || id WHERE id < 50; UPDATE places SET code = 'Code ' || 50 - id WHERE id < 50",
            "UPDATE places SET span = int4range(5000 + 10 * id, 5000 + 10 * id + 5); UPDATE places SET span ="
                    + " int4range(10 * (301 - id), 10 * (301 - id) + 5)",
            // The same key with another number, which only an insert gives.
            "DELETE FROM places WHERE id BETWEEN 100 AND 120; INSERT INTO places (id, place, label, active, code, span)"
                    + " SELECT i, 1000 + i, 'new ' || i, true, 'new ' || i, int4range(100000 + 10 * i, 100000 + 10 * i + 5)"
                    + " FROM generate_series(100, 120) AS i",
            "UPDATE places SET words = 'again', place = place + 1 WHERE id = (SELECT id FROM places ORDER BY place DESC LIMIT 1)",
            "DELETE FROM places WHERE id IN (5, 6); UPDATE places SET id = 5 WHERE id = 7; UPDATE places SET id = 6 WHERE id = 8",
            "UPDATE amounts SET words = 'second'",
            "UPDATE amounts SET amount = round(amount, scale(amount) + 2) WHERE amount <= 50",
            "DELETE FROM amounts WHERE amount = 3; INSERT INTO amounts (amount, words) VALUES (3.000, 'third')");

    @Test
    void rows_trade_unique_values_in_every_way() {
        MovedDatabases databases = MovedDatabases.fresh("in_place");
        databases.asApp(SqlFile.of(ChangedInPlaceTest.class, "places.sql").text());
        CompletableFuture<Ending> move = CompletableFuture.supplyAsync(() -> new ForwardMove(
                        databases.source(), databases.target(), EngineSettings.defaults(), EventListener.NONE)
                .run());
        databases.awaitProof(Direction.FORWARD);

        // From here on the rounds know that most of what comes is there already.
        databases.asApp("UPDATE places SET words = words || '!'; UPDATE amounts SET words = words || '!'");
        awaitEqual(databases, move);
        for (String trade : TRADES) {
            databases.asApp(trade);
            awaitEqual(databases, move);
            databases.asApp(
                    "UPDATE places SET words = words || '.'; UPDATE amounts SET words = words || '.'; " + trade);
            awaitEqual(databases, move);
        }

        assertThat(Long.parseLong(String.valueOf(databases.onTarget(
                        "SELECT sum(n_tup_upd) FROM pg_stat_user_tables WHERE relname IN ('places', 'amounts')"))))
                .as("rows changed where they are")
                .isGreaterThan(1000);
        Order.give(databases.source(), Control.Kind.FENCE, Duration.ofMinutes(1), () -> !move.isDone());
        assertThat(move.join()).isEqualTo(Ending.HANDED_OVER);
        databases.assertEqual("after the handover");
    }

    private static void awaitEqual(MovedDatabases databases, CompletableFuture<Ending> move) {
        String rows = "SELECT (SELECT md5(string_agg(t::text, ' ' ORDER BY t::text COLLATE \"C\")) FROM places AS t)"
                + " || (SELECT md5(string_agg(t::text, ' ' ORDER BY t::text COLLATE \"C\")) FROM amounts AS t)";
        databases.await(() -> {
            if (move.isDone()) {
                move.join();
            }
            return String.valueOf(databases.onSource(rows)).equals(databases.onTarget(rows));
        });
    }
}
