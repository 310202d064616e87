package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.catalog.TableSelection;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Between servers that are newer than the installed pg_dump; the target's definitions were loaded by SQL. */
class RowsOnlyTest {

    private static final EventListener KILLER = event -> {
        if (event instanceof Event.CopyProgress progress && progress.rows() > 0) {
            throw new IllegalStateException("killed");
        }
    };

    @ParameterizedTest
    @EnumSource(names = "LIVE", mode = EnumSource.Mode.EXCLUDE)
    void a_killed_copy_of_rows_ends_equal_when_it_is_run_again(Method method) {
        MovedDatabases databases =
                MovedDatabases.ofMajor17("rows_only_" + method.name().toLowerCase(java.util.Locale.ROOT));
        databases.asTargetApp(MovedDatabases.definitions());
        assertThatThrownBy(() -> copy(databases, method, KILLER)).hasStackTraceContaining("killed");
        CloneMove.Outcome outcome = copy(databases, method, EventListener.NONE);
        databases.assertEqual("after it was run again");
        assertThat(outcome.verified()).isTrue();
        assertThat(databases.onTarget("SELECT count(*) FROM totals")).isNotEqualTo("0");
        assertThat(databases.onTarget("SELECT nextval('accounts_id_seq')"))
                .isEqualTo(databases.onSource("SELECT nextval('accounts_id_seq')"));
        if (method != Method.FENCED) {
            assertThat(databases.onTarget("SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void rows_that_go_to_be_copied_again_take_none_with_them_and_fire_nothing() {
        MovedDatabases databases = MovedDatabases.ofMajor17("rows_only_packed");
        String definitions = "CREATE TABLE parents (id int PRIMARY KEY, word text);"
                + "CREATE TABLE children (id int PRIMARY KEY, parent int REFERENCES parents ON DELETE CASCADE);"
                + "CREATE TABLE removed (id int);"
                + "CREATE FUNCTION keep_removed() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN INSERT INTO removed VALUES (OLD.id); RETURN NULL; END';"
                + "CREATE TRIGGER keep_removed AFTER DELETE ON parents FOR EACH ROW EXECUTE FUNCTION keep_removed();";
        databases.asApp(definitions
                + "INSERT INTO parents SELECT i, repeat('x', 200) FROM generate_series(1, 100000) AS i;"
                + "INSERT INTO children SELECT i, i FROM generate_series(1, 100) AS i");
        databases.asTargetApp(MovedDatabases.definitions());
        databases.asTargetApp(definitions);
        AtomicBoolean packed = new AtomicBoolean();
        EventListener packing = event -> {
            if (event instanceof Event.CopyProgress progress
                    && progress.table().equals("parents")
                    && progress.chunksDone() > 0
                    && packed.compareAndSet(false, true)) {
                databases.asApp("VACUUM FULL parents");
            }
        };
        assertThat(copy(databases, Method.QUIET, packing).verified()).isTrue();
        assertThat(packed).isTrue();
        assertThat(databases.onTarget(
                        "SELECT (SELECT count(*) FROM parents) || ' ' || (SELECT count(*) FROM children) || ' '"
                                + " || (SELECT count(*) FROM removed)"))
                .isEqualTo("100000 100 0");
    }

    @Test
    void rows_that_break_a_constraint_of_the_target_are_told_before_the_first_row() {
        MovedDatabases databases = MovedDatabases.ofMajor17("rows_only_broken");
        String table = "CREATE TABLE ages (id int PRIMARY KEY, age int, more jsonb);";
        String constraints = "ALTER TABLE ages ADD CONSTRAINT grown CHECK (age >= 18) NOT VALID;"
                + " ALTER TABLE ages ADD CONSTRAINT has_more CHECK (more ? 'x') NOT VALID;";
        databases.asApp(table + "INSERT INTO ages VALUES (1, 7, '{\"x\": 1}'), (2, 20, NULL);" + constraints);
        databases.asTargetApp(MovedDatabases.definitions());
        databases.asTargetApp(table + constraints);

        assertThatThrownBy(() -> copy(databases, Method.QUIET, EventListener.NONE))
                .hasMessageContaining(
                        "it has the check constraint grown of public.ages, which rows of the source break")
                .hasMessageContaining("ALTER TABLE \"public\".\"ages\" DROP CONSTRAINT \"grown\"")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("has_more"));

        databases.asTargetApp("ALTER TABLE ages DROP CONSTRAINT grown");
        assertThat(copy(databases, Method.QUIET, EventListener.NONE).verified()).isTrue();
        assertThat(databases.onTarget("SELECT count(*) FROM ages")).isEqualTo("2");
    }

    @Test
    void every_misfit_is_told_before_the_first_row() {
        MovedDatabases databases = MovedDatabases.ofMajor17("rows_only_misfits");
        databases.asTargetApp(MovedDatabases.definitions());
        databases.asTargetApp("DROP TABLE seats; ALTER TABLE notes ALTER line TYPE bigint;"
                + "ALTER TABLE favourites DROP thing, ADD stuff text; INSERT INTO report_lines VALUES (1, 'there');"
                + "DROP TABLE visits_else");
        assertThatThrownBy(() -> copy(databases, Method.SNAPSHOT, EventListener.NONE))
                .hasMessageContaining("seats is missing")
                .hasMessageContaining("notes.line is bigint there, integer here")
                .hasMessageContaining("favourites.thing is missing")
                .hasMessageContaining("favourites.stuff exists at the target only")
                .hasMessageContaining("report_lines has rows already")
                .hasMessageContaining("visits has other partitions");
        assertThat(databases.onTarget("SELECT count(*) FROM accounts")).isEqualTo("0");
    }

    @Test
    void a_trigger_that_fires_whatever_a_session_says_is_in_the_way() {
        MovedDatabases databases = MovedDatabases.ofMajor17("rows_only_trigger");
        databases.asTargetApp(MovedDatabases.definitions());
        databases.asTargetApp("ALTER TABLE accounts ENABLE ALWAYS TRIGGER a_audit");
        assertThatThrownBy(() -> copy(databases, Method.SNAPSHOT, EventListener.NONE))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.next()).contains("DISABLE TRIGGER a_audit"));
        assertThat(databases.onTarget("SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift'"))
                .isEqualTo("0");
    }

    private static CloneMove.Outcome copy(MovedDatabases databases, Method method, EventListener events) {
        return new CloneMove(
                        databases.source(),
                        databases.target(),
                        method,
                        new Extent(TableSelection.ALL, true),
                        true,
                        EngineSettings.defaults().withJobs(1),
                        events)
                .run();
    }
}
