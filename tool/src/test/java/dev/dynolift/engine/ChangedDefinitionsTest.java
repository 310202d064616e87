package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
import dev.dynolift.error.DynoliftException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A deploy alters tables in the middle of a move: what can be followed is, all else stops the move and is named. */
@Timeout(value = 3, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = java.util.concurrent.TimeUnit.MINUTES)
class ChangedDefinitionsTest {

    private static final String SHAPES = """
            SELECT string_agg(concat_ws(' ', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                                        pg_get_expr(d.adbin, d.adrelid), a.attcollation), ', ' ORDER BY a.attrelid::regclass::text, a.attnum)
                   || pg_get_serial_sequence('newcomers', 'id') || pg_get_partkeydef('days'::regclass)
                   || (SELECT string_agg(conname || pg_get_constraintdef(oid), ', ' ORDER BY conname) FROM pg_constraint
                        WHERE contype = 'p' AND conrelid IN ('newcomers'::regclass, 'days'::regclass, 'today'::regclass))
              FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attnum > 0
               AND a.attrelid IN ('newcomers'::regclass, 'days'::regclass, 'today'::regclass, 'heirs'::regclass)
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Notes notes = new Notes();

    @Test
    void columns_and_partitions_that_change_are_followed() {
        MovedDatabases databases = MovedDatabases.fresh("followed");
        CompletableFuture<Ending> move = forward(databases);
        databases.awaitProof(Direction.FORWARD);

        change(
                databases,
                List.of("seats", "coupons", "report_lines", "favourites", "visits"),
                "ALTER TABLE seats ADD COLUMN colour text DEFAULT 'red' NOT NULL; UPDATE seats SET colour = 'blue' WHERE place < 10;"
                        // Rows change, and neither a column nor a log says so.
                        + "ALTER TABLE coupons ALTER COLUMN uses TYPE integer USING uses + 7;"
                        + "ALTER TABLE report_lines DISABLE TRIGGER USER; UPDATE report_lines SET words = 'unseen';"
                        + " ALTER TABLE report_lines ENABLE TRIGGER USER;"
                        + "ALTER TABLE favourites ALTER COLUMN thing TYPE bigint; INSERT INTO favourites VALUES (1, 5000000000);"
                        + "CREATE TABLE visits_april PARTITION OF visits FOR VALUES FROM ('2026-04-01') TO ('2026-05-01');"
                        + " INSERT INTO visits (day, path) VALUES ('2026-04-02', '/new'), ('2026-04-03', '/new')");
        change(
                databases,
                List.of("seats", "remarks", "visits"),
                "ALTER TABLE seats RENAME COLUMN colour TO paint; UPDATE seats SET paint = 'green' WHERE place = 3;"
                        + "ALTER TABLE notes RENAME TO remarks; UPDATE remarks SET weight = 1 WHERE line = 1;"
                        + "DROP TABLE visits_february");
        change(
                databases,
                List.of("seats", "notes", "visits", "visits_january"),
                "ALTER TABLE seats RENAME COLUMN name TO title; DELETE FROM seats WHERE title = 'seat 5';"
                        + " INSERT INTO seats VALUES ('seat 500', 500);"
                        + "ALTER TABLE remarks RENAME TO notes; TRUNCATE notes; INSERT INTO notes VALUES (1, '1', 1);"
                        + "ALTER TABLE visits DETACH PARTITION visits_january;"
                        + " INSERT INTO visits_january VALUES (1000000, '2026-01-02', '/alone')");
        change(
                databases,
                List.of("seats", "visits", "visits_january"),
                "ALTER TABLE seats ALTER COLUMN place TYPE text, DROP COLUMN paint; INSERT INTO seats VALUES ('seat 6000', 'sixth');"
                        + "DELETE FROM visits_january WHERE id % 2 = 0; CREATE TABLE visits_may (LIKE visits);"
                        + " INSERT INTO visits_may VALUES (2000000, '2026-05-02', '/old');"
                        + " ALTER TABLE visits ATTACH PARTITION visits_may FOR VALUES FROM ('2026-05-01') TO ('2026-06-01');"
                        + " UPDATE visits SET path = '/attached' WHERE id % 3 = 0; TRUNCATE visits_april");

        Order.give(databases.source(), Control.Kind.FENCE, PATIENCE, () -> !move.isCompletedExceptionally());
        assertThat(move.join()).isEqualTo(Ending.HANDED_OVER);
        databases.assertEqual("after the handover");
    }

    @Test
    void rewriting_that_changes_no_row_goes_unnoticed() {
        MovedDatabases databases = MovedDatabases.fresh("rewritten");
        CompletableFuture<Ending> move = forward(databases);
        databases.awaitProof(Direction.FORWARD);
        databases.asApp("VACUUM FULL orders");
        databases.asApp("CLUSTER accounts USING accounts_pkey; UPDATE accounts SET name = 'moved' WHERE id = 7");
        awaitEqual(databases, "accounts");
        databases.asApp("ALTER TABLE accounts ALTER COLUMN name SET STATISTICS 10; TRUNCATE coupons;"
                + " INSERT INTO coupons (code) VALUES ('one')");
        awaitEqual(databases, "coupons");
        databases.asApp(
                "ALTER TABLE coupons ALTER COLUMN uses SET DEFAULT 3; INSERT INTO coupons (code) VALUES ('two')");
        awaitEqual(databases, "coupons");
        assertThat(notes.told()).noneMatch(note -> note.contains("rewritten") || note.contains("again"));
        Order.give(databases.source(), Control.Kind.STOP, PATIENCE, () -> !move.isCompletedExceptionally());
        assertThat(move.join()).isEqualTo(Ending.STOPPED);

        databases.asApp("ALTER TABLE seats ADD COLUMN colour text; UPDATE seats SET colour = 'while nobody looked'");
        CompletableFuture<Ending> again = forward(databases);
        awaitEqual(databases, "seats");
        assertThat(notes.told()).anyMatch(note -> note.contains("public.seats: column 3 colour text is new"));
        Order.give(databases.source(), Control.Kind.FENCE, PATIENCE, () -> !again.isCompletedExceptionally());
        again.join();

        CompletableFuture<Ending> reverse = CompletableFuture.supplyAsync(
                () -> new ReverseMove(databases.source(), databases.target(), EngineSettings.defaults(), notes).run());
        databases.awaitProof(Direction.REVERSE);
        databases.asTargetApp("ALTER TABLE seats ADD COLUMN size int; UPDATE seats SET size = 4");
        awaitEqual(databases, "seats");
        Order.give(databases.target(), Control.Kind.FENCE, PATIENCE, () -> !reverse.isCompletedExceptionally());
        assertThat(reverse.join()).isEqualTo(Ending.HANDED_OVER);
        databases.assertEqual("after the way back");
    }

    @Test
    void heirs_of_the_old_kind_keep_what_is_their_own() {
        MovedDatabases databases = MovedDatabases.fresh("heirs");
        databases.asApp(
                "CREATE TABLE beasts (id int PRIMARY KEY, name text, legs int DEFAULT 4, sound text DEFAULT 'none');"
                        + " CREATE TABLE birds (wings int DEFAULT 2) INHERITS (beasts); CREATE TABLE ants () INHERITS (beasts);"
                        + " INSERT INTO beasts VALUES (1, 'cat'); INSERT INTO birds VALUES (2, 'owl'); INSERT INTO ants VALUES (3, 'red')");
        CompletableFuture<Ending> move = forward(databases);
        databases.awaitProof(Direction.FORWARD);

        databases.asApp(
                "ALTER TABLE ONLY beasts ALTER COLUMN legs SET DEFAULT 5, ALTER COLUMN name SET NOT NULL;"
                        + " ALTER TABLE beasts ALTER COLUMN sound SET DEFAULT 'some'; ALTER TABLE ants ALTER COLUMN legs SET DEFAULT 6;"
                        + " ALTER TABLE birds ALTER COLUMN wings SET NOT NULL;"
                        + " ALTER TABLE beasts ADD CONSTRAINT few CHECK (legs < 1000); ALTER TABLE birds ADD CONSTRAINT winged CHECK (wings > 0);"
                        + " ALTER TABLE birds ADD COLUMN song text DEFAULT 'la'; UPDATE birds SET song = 'hoo';"
                        + " ALTER TABLE beasts ADD COLUMN colour text DEFAULT 'grey' NOT NULL;"
                        + " INSERT INTO birds (id, name, wings) VALUES (4, NULL, 2); INSERT INTO ants (id, name) VALUES (5, NULL)");
        awaitHeirs(databases, move);
        databases.asApp("ALTER TABLE ONLY beasts DROP CONSTRAINT few; INSERT INTO beasts VALUES (6, 'millipede', 5000);"
                + " ALTER TABLE beasts ALTER COLUMN sound DROP DEFAULT; ALTER TABLE birds RENAME COLUMN song TO tune;"
                + " ALTER TABLE birds ALTER COLUMN wings DROP NOT NULL; INSERT INTO birds (id, wings, tune) VALUES (7, NULL, 'x');"
                + " ALTER TABLE ants ALTER COLUMN legs SET DEFAULT 5; ALTER TABLE birds DROP CONSTRAINT winged");
        awaitHeirs(databases, move);
        Order.give(databases.source(), Control.Kind.FENCE, PATIENCE, () -> !move.isCompletedExceptionally());
        assertThat(move.join()).isEqualTo(Ending.HANDED_OVER);
        assertThat(notes.told()).noneMatch(note -> note.contains("not done") || note.contains("Not alike"));
    }

    private static void awaitHeirs(MovedDatabases databases, CompletableFuture<Ending> move) {
        String all = """
                SELECT (SELECT string_agg(concat_ws(' ', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod),
                                                    a.attnotnull, a.attislocal, pg_get_expr(d.adbin, d.adrelid)), ', '
                                          ORDER BY a.attrelid::regclass::text, a.attname)
                          FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                         WHERE a.attnum > 0 AND NOT a.attisdropped
                           AND a.attrelid IN ('beasts'::regclass, 'birds'::regclass, 'ants'::regclass))
                    || (SELECT string_agg(concat_ws(' ', conrelid::regclass, conname, conislocal, coninhcount, pg_get_constraintdef(oid)), ', '
                                          ORDER BY conrelid::regclass::text, conname)
                          FROM pg_constraint WHERE conrelid IN ('beasts'::regclass, 'birds'::regclass, 'ants'::regclass))
                    || (SELECT string_agg(tableoid::regclass || to_jsonb(b)::text, ' ' ORDER BY id) FROM beasts AS b)
                    || (SELECT string_agg(to_jsonb(b)::text, ' ' ORDER BY id) FROM birds AS b)
                """;
        String here = String.valueOf(databases.onSource(all));
        try {
            databases.await(() -> move.isDone() || here.equals(databases.onTarget(all)));
        } finally {
            assertThat(databases.onTarget(all)).isEqualTo(here);
        }
    }

    @Test
    void a_new_table_and_a_new_key_stop_the_move_until_the_target_has_them() {
        MovedDatabases databases = MovedDatabases.fresh("stopped");
        CompletableFuture<Ending> move = forward(databases);
        databases.awaitProof(Direction.FORWARD);
        String table =
                "CREATE TABLE newcomers (id serial PRIMARY KEY, word text COLLATE \"C\" DEFAULT 'none' NOT NULL);"
                        + " CREATE TABLE days (day date NOT NULL, PRIMARY KEY (day)) PARTITION BY RANGE (day);"
                        + " CREATE TABLE today PARTITION OF days DEFAULT;"
                        + " CREATE TABLE heirs (money int) INHERITS (newcomers)";
        String change = " ALTER TABLE report_lines DROP CONSTRAINT report_lines_pkey, ADD PRIMARY KEY (line, words)";
        databases.asApp("UPDATE report_lines SET words = '' WHERE words IS NULL; " + table + ";" + change);
        databases.asApp("INSERT INTO newcomers VALUES (1, 'first'); INSERT INTO report_lines VALUES (1, 'other')");

        List<String> advice = new ArrayList<>();
        assertThatThrownBy(move::join).cause().isInstanceOfSatisfying(DynoliftException.class, e -> {
            advice.add(e.next());
            assertThat(e.getMessage())
                    .contains("public.newcomers is new")
                    .contains("primary key was line and is line, words");
            assertThat(e.next())
                    .contains("What is new can be made there so: CREATE SEQUENCE public.newcomers_id_seq AS integer");
        });
        databases.asApp("INSERT INTO newcomers VALUES (2, 'second'); DELETE FROM seats WHERE place < 5");
        databases.asTargetApp(
                advice.get(0).substring(advice.get(0).indexOf("made there so: ") + "made there so: ".length())
                        + change);
        assertThat(databases.onTarget(SHAPES)).isEqualTo(databases.onSource(SHAPES));

        CompletableFuture<Ending> again = forward(databases);
        awaitEqual(databases, "newcomers");
        databases.asApp("UPDATE newcomers SET word = word || '!'");
        awaitEqual(databases, "newcomers");
        Order.give(databases.source(), Control.Kind.FENCE, PATIENCE, () -> !again.isCompletedExceptionally());
        assertThat(again.join()).isEqualTo(Ending.HANDED_OVER);
        databases.assertEqual("after the handover");
    }

    private static void change(MovedDatabases databases, List<String> tables, String sql) {
        databases.asApp(sql);
        tables.forEach(table -> awaitEqual(databases, table));
    }

    private static void awaitEqual(MovedDatabases databases, String table) {
        String rows =
                "SELECT count(*) || md5(string_agg(to_jsonb(t)::text, ' ' ORDER BY to_jsonb(t)::text COLLATE \"C\")) FROM "
                        + table + " AS t";
        databases.await(() -> {
            try {
                return String.valueOf(databases.onSource(rows)).equals(databases.onTarget(rows));
            } catch (IllegalStateException e) {
                // The target has the change not yet.
                return false;
            }
        });
    }

    private CompletableFuture<Ending> forward(MovedDatabases databases) {
        return CompletableFuture.supplyAsync(
                () -> new ForwardMove(databases.source(), databases.target(), EngineSettings.defaults(), notes).run());
    }
}
