package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineLock;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.engine.Cleaning.Done;
import dev.dynolift.engine.Cleaning.Fences;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.Fence;
import dev.dynolift.fence.LooseEnds;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.server.ServerAddress;
import dev.dynolift.server.ServersForTests;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class CleaningTest {

    private static final String DEFINITIONS =
            "SELECT string_agg(conrelid::regclass || ' ' || conname || ' ' || convalidated || ' ' ||"
                    + " pg_get_constraintdef(oid), '; ' ORDER BY conname) || (SELECT string_agg(tgname || tgenabled::text,"
                    + " '; ' ORDER BY tgname) FROM pg_trigger WHERE NOT tgisinternal AND tgname NOT LIKE 'dynolift%')"
                    + " FROM pg_constraint WHERE contype = 'f'";

    private static final String OURS = "SELECT (SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'dynolift%')"
            + " + (SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift')";

    @Test
    void staying_after_a_way_back_gives_the_source_its_foreign_keys_and_triggers_back() {
        MovedDatabases databases = MovedDatabases.fresh("clean_staying");
        String before = databases.onSource(DEFINITIONS);
        openWayBack(databases);
        assertThat(databases.onSource(DEFINITIONS)).isNotEqualTo(before);

        List<Done> done = clean(databases);

        assertThat(databases.onSource(DEFINITIONS)).isEqualTo(before);
        assertThat(databases.onSource(OURS)).isEqualTo("0");
        assertThat(databases.onTarget(OURS)).isEqualTo("0");
        assertThat(done).hasSize(2);
        assertThat(done.get(0)).isInstanceOfSatisfying(Done.Restored.class, restored -> assertThat(restored.labels())
                .anyMatch(label -> label.startsWith("foreign key "))
                .anyMatch(label -> label.startsWith("trigger ")));
        assertThat(done.get(1)).isEqualTo(new Done.Opened("source"));
        databases.asApp("DELETE FROM orders");
    }

    @Test
    void a_source_is_not_opened_beside_a_database_that_took_over_and_is_not_the_target() {
        MovedDatabases databases = MovedDatabases.fresh("clean_elsewhere");
        copyFenced(databases);
        Database wrong = new Database(
                "target",
                ServersForTests.pair(14, 17).freshDatabases("clean_wrong").targetMaster()::toDatabaseUrl);

        for (Fences fences : List.of(Fences.KEPT, Fences.LOWERED)) {
            assertThatThrownBy(() -> Cleaning.run(databases.source(), wrong, fences, done -> {}))
                    .isInstanceOfSatisfying(DynoliftException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.GATE);
                        assertThat(e.what())
                                .isEqualTo("another database than this target has taken over from the source");
                        assertThat(e.next()).contains("the target's URL").contains("--despite-takeover");
                    });
        }
        assertThatThrownBy(() -> databases.asApp("DELETE FROM orders")).hasMessageContaining("refused");

        Cleaning.run(databases.source(), wrong, Fences.LOWERED_DESPITE_TAKEOVER, done -> {});
        databases.asApp("DELETE FROM orders");
    }

    @Test
    void a_foreign_key_that_rows_break_comes_back_unchecked_and_is_named() {
        MovedDatabases databases = MovedDatabases.fresh("clean_broken");
        databases.asApp("CREATE TABLE parents (id int PRIMARY KEY); INSERT INTO parents VALUES (1);"
                + " CREATE TABLE kids (id int PRIMARY KEY, parent int CONSTRAINT of_parent REFERENCES parents);"
                + " INSERT INTO kids VALUES (1, 1)");
        openWayBack(databases);
        databases.asSourceSuperuser("SET session_replication_role = replica; DELETE FROM parents");

        assertThat(clean(databases))
                .contains(new Done.Broken("source", List.of("foreign key of_parent of public.kids")));

        assertThat(databases.onSource("SELECT convalidated FROM pg_constraint WHERE conname = 'of_parent'"))
                .isEqualTo("f");
    }

    @Test
    void what_cannot_come_back_is_told_with_its_definition_and_keeps_nothing_else_away() {
        MovedDatabases databases = MovedDatabases.fresh("clean_refused");
        databases.asApp("CREATE TABLE parents (id int PRIMARY KEY);"
                + " CREATE TABLE kids (id int PRIMARY KEY, parent int CONSTRAINT of_parent REFERENCES parents)");
        openWayBack(databases);
        databases.asSourceSuperuser("DROP TABLE parents");

        assertThatThrownBy(() -> clean(databases))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.GATE))
                .hasMessageContaining("foreign key of_parent of public.kids")
                .hasMessageContaining("FOREIGN KEY (parent) REFERENCES public.parents(id)");
        assertThat(databases.onSource("SELECT count(*) FROM dynolift.suspended WHERE restored_at IS NULL"))
                .isEqualTo("1");

        databases.asSourceSuperuser("DELETE FROM dynolift.suspended WHERE name = 'of_parent'");
        clean(databases);
        assertThat(databases.onSource(OURS)).isEqualTo("0");
    }

    @Test
    void a_definition_whose_table_is_locked_stays_on_record_and_comes_back_later() throws SQLException {
        MovedDatabases databases = MovedDatabases.fresh("clean_locked");
        databases.asApp(
                "CREATE TABLE kids (id int PRIMARY KEY, account bigint CONSTRAINT of_account REFERENCES accounts)");
        String before = databases.onSource(DEFINITIONS);
        suspend(databases.source());
        List<Done> done = new ArrayList<>();
        ServerAddress app = databases.sourceApp();
        try (Connection writer = DriverManager.getConnection(app.jdbcUrl(), app.jdbcProperties())) {
            writer.setAutoCommit(false);
            writer.createStatement().execute("INSERT INTO kids VALUES (1, 1)");

            assertThatThrownBy(() -> Cleaning.run(
                            databases.source(), databases.target(), Fences.LOWERED_DESPITE_TAKEOVER, done::add))
                    .isInstanceOfSatisfying(DynoliftException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.DATABASE);
                        assertThat(e.what())
                                .isEqualTo("the foreign key of_account of public.kids could not be put back into the"
                                        + " source yet");
                        assertThat(e.next())
                                .contains("run the same command again")
                                .doesNotContain("delete");
                    });
            writer.rollback();
        }
        assertThat(done)
                .containsExactly(
                        new Done.Restored("source", List.of("foreign key orders_account_id_fkey of public.orders")));

        assertThat(clean(databases))
                .containsExactly(new Done.Restored(
                        "source",
                        List.of("foreign key of_account of public.kids", "trigger a_audit of public.accounts")));
        assertThat(databases.onSource(DEFINITIONS)).isEqualTo(before);
    }

    @Test
    void an_error_that_no_row_causes_is_not_taken_for_broken_rows() {
        MovedDatabases databases = MovedDatabases.fresh("clean_validation");
        String before = databases.onSource(DEFINITIONS);
        suspend(databases.source());
        databases.asSourceSuperuser(
                "UPDATE dynolift.suspended SET validate = validate || '; SELECT 1 / 0'" + " WHERE validate <> ''");

        assertThatThrownBy(() -> clean(databases)).hasMessageContaining("division by zero");

        databases.asSourceSuperuser("UPDATE dynolift.suspended SET validate = replace(validate, '; SELECT 1 / 0', '')");
        assertThat(clean(databases)).isEmpty();
        assertThat(databases.onSource(DEFINITIONS)).isEqualTo(before);
    }

    @Test
    void what_was_done_to_the_source_is_told_although_the_target_fails() {
        MovedDatabases databases = MovedDatabases.fresh("clean_half");
        suspend(databases.source());
        databases.asSourceSuperuser("SET session_replication_role = replica; DELETE FROM accounts");
        try (Session target = databases.target().open("test")) {
            ProgressStore.install(target);
            target.execute("INSERT INTO dynolift.suspended (kind, table_name, name, restore)"
                    + " VALUES ('trigger', 'nowhere', 'never', 'ALTER TABLE nowhere ENABLE TRIGGER never')");
        }
        List<Done> done = new ArrayList<>();

        assertThatThrownBy(() -> Cleaning.run(
                        databases.source(), databases.target(), Fences.LOWERED_DESPITE_TAKEOVER, done::add))
                .hasMessageContaining("trigger never of nowhere");

        assertThat(databases.onSource(OURS)).isEqualTo("0");
        assertThat(done).hasSize(2);
        assertThat(done.get(0)).isInstanceOf(Done.Restored.class);
        assertThat(done.get(1)).isInstanceOf(Done.Broken.class);
    }

    @Test
    void a_side_that_refuses_keeps_the_other_as_it_is_too() {
        MovedDatabases databases = MovedDatabases.fresh("clean_neither");
        try (Session source = databases.source().open("test");
                Session target = databases.target().open("test")) {
            Control.install(source);
            ProgressStore.install(target);
            target.execute("CREATE TABLE public.orders (id int)");
        }
        new Fence(databases.target(), EventListener.NONE).raise(Duration.ofSeconds(3));

        assertThatThrownBy(() -> Cleaning.run(databases.source(), databases.target(), Fences.KEPT, done -> {}))
                .hasMessageContaining("the target still refuses writes");

        assertThat(databases.onSource("SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift'"))
                .isEqualTo("1");
    }

    @Test
    void nothing_is_cleaned_while_an_engine_works() {
        MovedDatabases databases = MovedDatabases.fresh("clean_busy");
        List<Done> done = new CopyOnWriteArrayList<>();
        Instant began = Instant.now();
        try (Session engine = databases.target().open("engine")) {
            EngineLock.take(engine);
            CompletableFuture<Void> cleaning = CompletableFuture.runAsync(
                    () -> Cleaning.run(databases.source(), databases.target(), Fences.KEPT, done::add));
            long process = engine.number("SELECT pg_backend_pid()");
            while (!cleaning.isDone()) {
                // As rounds do.
                engine.execute("SELECT 1");
                LockSupport.parkNanos(200_000_000);
            }
            assertThatThrownBy(cleaning::join)
                    .hasMessageContaining("another engine works on the target")
                    .hasMessageContaining("process " + process);
            assertThat(done).singleElement().isInstanceOfSatisfying(Done.Waits.class, waits -> assertThat(
                            waits.holder().process())
                    .isEqualTo(process));
        }
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(25));
    }

    @Test
    void staying_for_good_takes_all_away_but_the_fence_of_the_source() {
        MovedDatabases databases = MovedDatabases.fresh("clean_fenced");
        assertThatThrownBy(() -> stay(databases)).hasMessageContaining("this target has not taken over");
        copyFenced(databases);

        for (int i = 0; i < 2; i++) {
            assertThat(stay(databases)).containsExactly(new Done.LeftStanding("source"));
            assertThat(databases.onTarget(OURS)).isEqualTo("0");
            assertThat(databases.onSource("SELECT string_agg(DISTINCT tgname, ' ') || ' '"
                            + " || (SELECT count(*) FROM pg_class WHERE relnamespace = 'dynolift'::regnamespace) || ' '"
                            + " || (SELECT string_agg(proname, ' ') FROM pg_proc WHERE pronamespace = 'dynolift'::regnamespace)"
                            + " FROM pg_trigger WHERE tgname LIKE 'dynolift%'"))
                    .isEqualTo("dynolift_fence 0 refuse_writes");
        }
        assertThatThrownBy(() -> databases.asApp("DELETE FROM orders")).hasMessageContaining("refused");
        databases.asTargetApp("DELETE FROM orders");

        // Nobody opens it by accident.
        for (Fences fences : List.of(Fences.KEPT, Fences.LOWERED)) {
            assertThatThrownBy(() -> Cleaning.run(databases.source(), databases.target(), fences, done -> {}))
                    .isInstanceOfSatisfying(
                            DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.GATE));
        }
        assertThat(clean(databases)).containsExactly(new Done.Opened("source"));
        assertThat(databases.onSource(OURS)).isEqualTo("0");
        databases.asApp("DELETE FROM orders");
    }

    private static List<Done> stay(MovedDatabases databases) {
        List<Done> done = new ArrayList<>();
        Cleaning.run(databases.source(), databases.target(), Fences.LEFT_STANDING, done::add);
        return done;
    }

    private static List<Done> clean(MovedDatabases databases) {
        List<Done> done = new ArrayList<>();
        Cleaning.run(databases.source(), databases.target(), Fences.LOWERED_DESPITE_TAKEOVER, done::add);
        return done;
    }

    /** As a way back does with what stands in its way. */
    private static void suspend(Database source) {
        try (Session session = source.open("test")) {
            ProgressStore.install(session);
            Transactions.run(session, () -> LooseEnds.suspend(session));
        }
    }

    private static void copyFenced(MovedDatabases databases) {
        new CloneMove(
                        databases.source(),
                        databases.target(),
                        Method.FENCED,
                        true,
                        EngineSettings.defaults(),
                        EventListener.NONE)
                .run();
    }

    /** A fenced copy, and a way back that has run and was stopped. */
    private static void openWayBack(MovedDatabases databases) {
        copyFenced(databases);
        CompletableFuture<ForwardMove.Ending> back = CompletableFuture.supplyAsync(() -> new ReverseMove(
                        databases.source(), databases.target(), EngineSettings.defaults(), EventListener.NONE)
                .run());
        databases.awaitProof(Direction.REVERSE);
        Order.give(databases.target(), Control.Kind.STOP, Duration.ofMinutes(2), () -> !back.isDone());
        assertThat(back.join()).isEqualTo(ForwardMove.Ending.STOPPED);
    }
}
