package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A deploy makes, alters and drops in the middle of a move what is no table, column or partition. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangedObjectsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Notes notes = new Notes();

    @Test
    void indexes_functions_and_views_are_followed_and_all_else_is_told_with_what_to_do() {
        MovedDatabases databases = MovedDatabases.fresh("changed_objects");
        databases.asApp("CREATE FUNCTION doubled(n int) RETURNS int LANGUAGE sql AS 'SELECT n + n';"
                + " CREATE VIEW wealthy AS SELECT id FROM accounts WHERE balance > 100;"
                + " CREATE INDEX forgotten ON report_lines (words); CREATE SEQUENCE numbers");
        CompletableFuture<Ending> move = run(databases);
        databases.awaitProof(Direction.FORWARD);
        assertThat(notes.told()).noneMatch(note -> note.contains("at the target"));

        databases.asApp("CREATE INDEX seats_by_place ON seats (place) WHERE place > 7;"
                + " CREATE UNIQUE INDEX lines_by_words ON report_lines (line, words); DROP INDEX forgotten;"
                + " CREATE OR REPLACE FUNCTION doubled(n int) RETURNS int LANGUAGE sql AS 'SELECT n * 2';"
                + " CREATE FUNCTION tripled(n int) RETURNS int LANGUAGE sql AS 'SELECT n * 3';"
                + " CREATE OR REPLACE VIEW wealthy AS SELECT id FROM accounts WHERE balance > 1000;"
                + " CREATE VIEW poor AS SELECT id FROM accounts WHERE balance < 1;"
                + " ALTER TABLE coupons ADD CONSTRAINT used CHECK (uses >= 0);"
                + " ALTER TABLE seats ADD CONSTRAINT once UNIQUE (name, place);"
                + " ALTER SEQUENCE numbers INCREMENT 5;"
                + " CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                + " CREATE TRIGGER shouting BEFORE INSERT ON seats FOR EACH ROW EXECUTE FUNCTION shout()");
        // The last of them in the order in which they are gone through.
        awaitTold("view public.wealthy is another one");

        assertThat(databases.onTarget(
                        "SELECT concat_ws(' ', to_regclass('seats_by_place'), to_regclass('lines_by_words'),"
                                + " to_regclass('forgotten'), to_regclass('once'), doubled(4), tripled(4),"
                                + " (SELECT count(*) FROM poor), pg_get_viewdef('wealthy') LIKE '%1000%')"))
                .isEqualTo(
                        "seats_by_place lines_by_words 8 12 " + databases.onSource("SELECT count(*) FROM poor") + " t");
        assertThat(notes.told())
                .anyMatch(note -> note.startsWith("WARNING")
                        && note.contains("check constraint public.coupons used is new; not done at the target")
                        && note.contains("ALTER TABLE \"public\".\"coupons\" ADD CONSTRAINT used CHECK ((uses >= 0))"))
                .anyMatch(note -> note.contains("ADD CONSTRAINT once UNIQUE (name, place)"))
                .anyMatch(note -> note.contains("sequence public.numbers is another one; not done at the target"))
                .anyMatch(note -> note.contains("CREATE TRIGGER shouting BEFORE INSERT ON public.seats"))
                .anyMatch(
                        note -> note.startsWith("INFO") && note.contains("view public.poor is new; done at the target"))
                .noneMatch(note -> note.contains("index public.once"));

        end(databases, Control.Kind.STOP, move, Ending.STOPPED);
        notes.forget();
        databases.asApp("CREATE INDEX while_nobody_looked ON coupons (uses)");
        CompletableFuture<Ending> again = run(databases);
        awaitTold("index public.while_nobody_looked is new");
        end(databases, Control.Kind.FENCE, again, Ending.HANDED_OVER);
        assertThat(databases.onTarget("SELECT to_regclass('while_nobody_looked')"))
                .isEqualTo("while_nobody_looked");
        assertThat(notes.told().stream().filter(note -> note.contains("at the target")))
                .hasSize(1);
        databases.assertEqual("after the handover");
    }

    private void awaitTold(String text) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (notes.told().stream().noneMatch(note -> note.contains(text))) {
            assertThat(System.nanoTime()).as(notes.told().toString()).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static void end(
            MovedDatabases databases, Control.Kind kind, CompletableFuture<Ending> engine, Ending ending) {
        Order.give(databases.source(), kind, PATIENCE, () -> !engine.isCompletedExceptionally());
        assertThat(engine.join()).isEqualTo(ending);
    }

    private CompletableFuture<Ending> run(MovedDatabases databases) {
        return CompletableFuture.supplyAsync(
                () -> new ForwardMove(databases.source(), databases.target(), EngineSettings.defaults(), notes).run());
    }
}
