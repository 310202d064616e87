package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineLock;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.engine.Cleaning.Cleaned;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

        List<Cleaned> cleaned = clean(databases);

        assertThat(databases.onSource(DEFINITIONS)).isEqualTo(before);
        assertThat(databases.onSource(OURS)).isEqualTo("0");
        assertThat(databases.onTarget(OURS)).isEqualTo("0");
        assertThat(cleaned.get(0).restored())
                .anyMatch(label -> label.startsWith("foreign key "))
                .anyMatch(label -> label.startsWith("trigger "));
        assertThat(cleaned.get(0).broken()).isEmpty();
        assertThat(cleaned.get(0).opened()).isTrue();
        assertThat(cleaned.get(1)).isEqualTo(new Cleaned("target", List.of(), List.of(), false));
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

        assertThat(clean(databases).get(0).broken()).containsExactly("foreign key of_parent of public.kids");

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
    void a_side_that_refuses_keeps_the_other_as_it_is_too() {
        MovedDatabases databases = MovedDatabases.fresh("clean_neither");
        new CloneMove(
                        databases.source(),
                        databases.target(),
                        Method.FENCED,
                        true,
                        EngineSettings.defaults(),
                        EventListener.NONE)
                .run();

        assertThatThrownBy(() -> Cleaning.run(List.of(databases.target(), databases.source()), false))
                .hasMessageContaining("the source still refuses writes");

        assertThat(databases.onTarget("SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift'"))
                .isEqualTo("1");
    }

    @Test
    void nothing_is_cleaned_while_an_engine_works() {
        MovedDatabases databases = MovedDatabases.fresh("clean_busy");
        try (Session engine = databases.target().open("engine")) {
            EngineLock.take(engine);
            assertThatThrownBy(() -> clean(databases)).hasMessageContaining("another engine works on the target");
        }
    }

    private static List<Cleaned> clean(MovedDatabases databases) {
        return Cleaning.run(List.of(databases.source(), databases.target()), true);
    }

    /** A fenced copy, and a way back that has run and was stopped. */
    private static void openWayBack(MovedDatabases databases) {
        new CloneMove(
                        databases.source(),
                        databases.target(),
                        Method.FENCED,
                        true,
                        EngineSettings.defaults(),
                        EventListener.NONE)
                .run();
        CompletableFuture<ForwardMove.Ending> back = CompletableFuture.supplyAsync(() -> new ReverseMove(
                        databases.source(), databases.target(), EngineSettings.defaults(), EventListener.NONE)
                .run());
        databases.awaitProof(Direction.REVERSE);
        Order.give(databases.target(), Control.Kind.STOP, Duration.ofMinutes(2), () -> !back.isDone());
        assertThat(back.join()).isEqualTo(ForwardMove.Ending.STOPPED);
    }
}
