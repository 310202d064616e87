package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.event.Event;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A deploy makes, alters and drops in the middle of a move what is no table, column or partition. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChangedObjectsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Notes notes = new Notes();

    @Test
    void indexes_constraints_functions_and_views_are_followed_and_all_else_is_told_with_what_to_do() {
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
        awaitTold("trigger public.seats shouting is new");

        assertThat(databases.onTarget(
                        "SELECT concat_ws(' ', to_regclass('seats_by_place'), to_regclass('lines_by_words'),"
                                + " to_regclass('forgotten'), to_regclass('once'), "
                                + " (SELECT conname FROM pg_constraint WHERE conname = 'used'), doubled(4), tripled(4),"
                                + " (SELECT count(*) FROM poor), pg_get_viewdef('wealthy') LIKE '%1000%')"))
                .isEqualTo("seats_by_place lines_by_words once used 8 12 "
                        + databases.onSource("SELECT count(*) FROM poor") + " t");
        assertThat(notes.told())
                .anyMatch(note -> note.startsWith("INFO")
                        && note.contains("check constraint public.coupons used is new; done at the target")
                        && note.contains("ALTER TABLE \"public\".\"coupons\" ADD CONSTRAINT used CHECK ((uses >= 0))"))
                .anyMatch(note -> note.contains("ADD CONSTRAINT once UNIQUE (name, place)"))
                .anyMatch(note -> note.contains("sequence public.numbers is another one; not done at the target"))
                .anyMatch(note -> note.startsWith("WARNING")
                        && note.contains("trigger public.seats shouting is new; not done at the target")
                        && note.contains("CREATE TRIGGER shouting BEFORE INSERT ON public.seats"))
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
        assertThat(notes.told().stream().filter(note -> note.contains("done at the target")))
                .hasSize(1);
        assertThat(notes.told())
                .anyMatch(note -> note.startsWith("WARNING Not alike at the target: ")
                        && note.contains("trigger public.seats shouting is missing at the target"));
        databases.assertEqual("after the handover");
    }

    @Test
    void what_a_column_is_given_and_what_it_must_hold_is_followed_and_rules_that_the_source_gave_up_refuse_no_row() {
        MovedDatabases databases = MovedDatabases.fresh("changed_rules");
        databases.asApp(
                "ALTER TABLE orders ADD CONSTRAINT owner FOREIGN KEY (account_id) REFERENCES accounts NOT VALID;"
                        + " ALTER TABLE orders ADD CONSTRAINT dear CHECK (total >= -1000000) NOT VALID;"
                        + " ALTER TABLE report_lines ALTER COLUMN words SET DEFAULT 'none';"
                        + " CREATE UNIQUE INDEX words_once ON report_lines (words);"
                        + " ALTER TABLE coupons ADD CONSTRAINT few CHECK (uses < 1000), ADD CONSTRAINT plenty CHECK (uses >= 0)");
        CompletableFuture<Ending> move = run(databases);
        databases.awaitProof(Direction.FORWARD);

        databases.asApp("ALTER TABLE orders VALIDATE CONSTRAINT owner, VALIDATE CONSTRAINT dear;"
                + " ALTER TABLE coupons ALTER COLUMN uses SET DEFAULT 7, ALTER COLUMN uses DROP NOT NULL;"
                + " ALTER TABLE report_lines ALTER COLUMN words DROP DEFAULT, ADD COLUMN \"At\" text;"
                + " UPDATE report_lines SET words = 'line ' || line, \"At\" = 'page ' || line;"
                + " ALTER TABLE report_lines ALTER COLUMN words SET NOT NULL;"
                + " CREATE INDEX lines_at ON report_lines (\"At\");"
                + " ALTER TABLE report_lines ALTER COLUMN \"At\" SET NOT NULL, ALTER COLUMN \"At\" SET DEFAULT 'end';"
                + " INSERT INTO coupons VALUES ('unknown', NULL)");
        // The last of them in the order in which they are gone through.
        awaitTold("index public.lines_at is new");
        assertThat(databases.onTarget("""
                        SELECT string_agg(concat_ws(' ', a.attname, a.attnotnull, pg_get_expr(d.adbin, d.adrelid)), ', '
                                          ORDER BY a.attname)
                          FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                         WHERE a.attname IN ('uses', 'words', 'At') AND a.attrelid IN ('coupons'::regclass, 'report_lines'::regclass)
                        """)).isEqualTo("At t 'end'::text, uses f 7, words t");
        assertThat(databases.onTarget("SELECT to_regclass('lines_at')")).isEqualTo("lines_at");
        databases.await(() -> "2"
                .equals(databases.onTarget("SELECT count(*) FROM pg_constraint WHERE conname IN ('owner', 'dear')"
                        + " AND convalidated")));
        databases.await(() -> databases
                .onTarget("SELECT count(*) FROM coupons WHERE uses IS NULL")
                .equals("1"));

        databases.asApp(
                "ALTER TYPE mood ADD VALUE 'furious' BEFORE 'sad'; ALTER TYPE mood RENAME VALUE 'ok' TO 'so so'");
        databases.asApp(
                "UPDATE accounts SET mood = 'furious' WHERE id < 10;"
                        + " CREATE TYPE size AS ENUM ('it''s small', 'large'); ALTER TABLE seats ADD COLUMN size size DEFAULT 'large';"
                        + " UPDATE seats SET size = 'it''s small' WHERE place < 10; ALTER TYPE mood ADD VALUE 'glad' AFTER 'happy'");
        String sizes = "SELECT string_agg(DISTINCT size::text, ' ') FROM seats";
        databases.await(() -> {
            assertThat(move).as(notes.told().toString()).isNotDone();
            try {
                return "it's small large".equals(databases.onTarget(sizes));
            } catch (IllegalStateException e) {
                // The column is not there yet.
                return false;
            }
        });
        databases.await(
                () -> "{furious,sad,\"so so\",happy,glad}".equals(databases.onTarget("SELECT enum_range(NULL::mood)")));

        // In one breath with rows that the rules at the target would refuse.
        databases.asApp(
                "DROP INDEX words_once; UPDATE report_lines SET words = 'all alike';"
                        + " ALTER TABLE coupons DROP CONSTRAINT few, DROP CONSTRAINT plenty,"
                        + " ADD CONSTRAINT plenty CHECK (uses <> 3000); UPDATE coupons SET uses = 2000 - 4000 * (code < 'Code2')::int");
        databases.await(() -> databases
                        .onTarget("SELECT count(DISTINCT words) FROM report_lines")
                        .equals("1")
                && databases
                        .onTarget("SELECT count(DISTINCT uses) FROM coupons")
                        .equals("2"));
        databases.await(() -> "plenty"
                .equals(databases.onTarget("SELECT string_agg(conname, ' ') FROM pg_constraint WHERE contype = 'c'"
                        + " AND conrelid = 'coupons'::regclass")));
        end(databases, Control.Kind.FENCE, move, Ending.HANDED_OVER);
        assertThat(notes.told()).noneMatch(note -> note.contains("not done"));
        databases.assertEqual("after the handover");
    }

    @Test
    void rules_that_the_source_gives_up_while_rows_are_copied_are_not_made_and_refuse_no_row() {
        MovedDatabases databases = MovedDatabases.fresh("changed_while_copied");
        databases.asApp("CREATE UNIQUE INDEX words_once ON report_lines (words);"
                + " COMMENT ON INDEX words_once IS 'no two are alike';"
                + " CREATE UNIQUE INDEX lines_once ON report_lines (words, line);"
                + " ALTER TABLE seats ADD CONSTRAINT once UNIQUE (name, place);"
                + " COMMENT ON CONSTRAINT once ON seats IS 'nor these';"
                + " CREATE UNIQUE INDEX visits_once ON visits (path, id, day);"
                + " CREATE TABLE places (place int CONSTRAINT known UNIQUE); INSERT INTO places SELECT place FROM seats;"
                + " ALTER TABLE seats ADD CONSTRAINT at_place FOREIGN KEY (place) REFERENCES places (place)");
        String deploy = "DROP INDEX words_once; UPDATE report_lines SET words = 'all alike';"
                + " DROP INDEX lines_once; CREATE INDEX lines_once ON report_lines (words);"
                + " ALTER TABLE seats DROP CONSTRAINT once, DROP CONSTRAINT at_place;"
                + " ALTER TABLE places DROP CONSTRAINT known; INSERT INTO places VALUES (1), (1);"
                + " DROP INDEX visits_once";
        AtomicReference<CompletableFuture<Void>> deployed = new AtomicReference<>();
        CompletableFuture<Ending> move = CompletableFuture.supplyAsync(
                () -> new ForwardMove(databases.source(), databases.target(), EngineSettings.defaults(), event -> {
                            notes.on(event);
                            if (event instanceof Event.StageStarted started
                                    && started.stage().equals("copy")) {
                                deployed.set(CompletableFuture.runAsync(() -> databases.asApp(deploy)));
                            }
                            if (event instanceof Event.StageStarted started
                                    && started.stage().equals("first round")) {
                                deployed.get().join();
                            }
                        })
                        .run());
        databases.awaitProof(Direction.FORWARD);
        assertThat(databases.onTarget("SELECT concat_ws(' ', to_regclass('words_once'), to_regclass('once'),"
                        + " to_regclass('visits_once'), to_regclass('known'), (SELECT conname FROM pg_constraint WHERE conname = 'at_place'),"
                        + " (SELECT indisunique FROM pg_index WHERE indexrelid = to_regclass('lines_once')))"))
                .isEqualTo("f");
        assertThat(notes.told())
                .anyMatch(note -> note.startsWith("WARNING The source has given these up")
                        && note.contains("constraint public.seats once")
                        && note.contains("foreign key public.seats at_place")
                        && note.contains("index public.words_once"));
        end(databases, Control.Kind.FENCE, move, Ending.HANDED_OVER);
        databases.assertEqual("after the handover");
    }

    @Test
    void what_belongs_together_is_done_in_its_order_and_what_wants_rows_waits_for_them() {
        MovedDatabases databases = MovedDatabases.fresh("changed_together");
        databases.asApp("""
                CREATE UNIQUE INDEX january_paths ON visits_january (path, id);
                ALTER TABLE notes ADD CONSTRAINT "few ""lines"" only" CHECK (line < 1000);
                CREATE DOMAIN rank AS integer CONSTRAINT "not "" much" CHECK (VALUE < 10);
                ALTER TABLE notes ADD COLUMN rank rank;
                ALTER TABLE coupons ADD CONSTRAINT codes CHECK (code <> 'renewed');
                CREATE VIEW above AS SELECT line FROM notes
                """);
        CompletableFuture<Ending> move = run(databases);
        databases.awaitProof(Direction.FORWARD);

        // The new rule allows what the old rows are not.
        databases.asApp("""
                ALTER TABLE coupons DROP CONSTRAINT codes; UPDATE coupons SET code = 'renewed ' || code;
                ALTER TABLE coupons ADD CONSTRAINT codes CHECK (code::text LIKE 'renewed%');
                ALTER TABLE notes DROP CONSTRAINT "few ""lines"" only"; INSERT INTO notes (line) VALUES (5000);
                DROP INDEX january_paths;
                ALTER DOMAIN rank DROP CONSTRAINT "not "" much"; UPDATE notes SET rank = 11 WHERE line = 5000;
                CREATE FUNCTION next_words() RETURNS text LANGUAGE sql AS 'SELECT ''next''';
                ALTER TABLE report_lines ALTER COLUMN words SET DEFAULT next_words();
                CREATE VIEW zenith AS SELECT line FROM notes WHERE rank > 10;
                CREATE OR REPLACE VIEW above AS SELECT line FROM zenith
                """);
        String seen = """
                SELECT concat_ws(' ', (SELECT min(split_part(code::text, ' ', 1)) FROM coupons),
                       (SELECT rank FROM notes WHERE line = 5000),
                       (SELECT viewname FROM pg_views WHERE viewname = 'above' AND definition LIKE '%zenith%'),
                       (SELECT string_agg(conname, ' ') FROM pg_constraint
                         WHERE contype = 'c' AND (contypid = 'rank'::regtype
                               OR conrelid IN ('coupons'::regclass, 'notes'::regclass))),
                       (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'report_lines'::regclass),
                       to_regclass('january_paths'))
                """;
        databases.await(() -> {
            assertThat(move).as(notes.told().toString()).isNotDone();
            return "renewed 11 above codes next_words()".equals(databases.onTarget(seen));
        });
        end(databases, Control.Kind.FENCE, move, Ending.HANDED_OVER);
        assertThat(notes.told()).noneMatch(note -> note.contains("not done"));
        databases.assertEqual("after the handover");
    }

    @Test
    void a_foreign_key_that_was_given_up_after_the_switch_does_not_come_back_at_the_source() {
        MovedDatabases databases = MovedDatabases.fresh("changed_behind");
        databases.asApp("ALTER TABLE orders ADD CONSTRAINT orders_owner FOREIGN KEY (account_id) REFERENCES accounts");
        CompletableFuture<Ending> move = run(databases);
        databases.awaitProof(Direction.FORWARD);
        end(databases, Control.Kind.FENCE, move, Ending.HANDED_OVER);

        databases.asTargetApp("CREATE INDEX while_away ON coupons (uses)");
        CompletableFuture<Ending> back = CompletableFuture.supplyAsync(
                () -> new ReverseMove(databases.source(), databases.target(), EngineSettings.defaults(), notes).run());
        awaitTold("index public.while_away is new");
        databases.asTargetApp(
                "ALTER TABLE orders DROP CONSTRAINT orders_owner; ALTER TABLE coupons ALTER COLUMN uses DROP NOT NULL;"
                        + " UPDATE coupons SET uses = NULL WHERE code = 'Code1'");
        awaitTold("foreign key public.orders orders_owner is gone; it will not be put back");
        databases.asTargetApp(
                "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                        + " CREATE TRIGGER shouting BEFORE INSERT ON seats FOR EACH ROW EXECUTE FUNCTION shout();"
                        + " ALTER TABLE favourites ADD CONSTRAINT of_account FOREIGN KEY (account_id) REFERENCES accounts NOT VALID");
        awaitTold("foreign key public.favourites of_account is new");
        databases.awaitProof(Direction.REVERSE);
        Order.give(databases.target(), Control.Kind.FENCE, PATIENCE, () -> !back.isCompletedExceptionally());
        assertThat(back.join()).isEqualTo(Ending.HANDED_OVER);
        assertThat(notes.told().stream().filter(note -> note.contains("Not alike at the source: ")))
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .contains("trigger public.seats shouting is missing at the source")
                        .contains("foreign key public.favourites of_account is missing at the source")
                        .doesNotContain("disabled")
                        .doesNotContain("orders"));
        assertThat(notes.told().stream().filter(note -> note.contains("of_account is new")))
                .hasSize(1);
        assertThat(
                        databases.onSource(
                                "SELECT to_regclass('while_away') || ' ' || (SELECT count(*) FROM coupons WHERE uses IS NULL) || ' '"
                                        + " || (SELECT count(*) FROM pg_constraint WHERE conrelid = 'orders'::regclass AND contype = 'f')"))
                .isEqualTo("while_away 1 1");
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
