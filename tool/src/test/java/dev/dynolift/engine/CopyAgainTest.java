package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.catalog.TableSelection;
import dev.dynolift.control.Conclusion;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Session;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Copies of a standing source that ended badly, and the same command once more. */
class CopyAgainTest {

    private static final String LARGE = "CREATE TABLE large (id int PRIMARY KEY, word text);"
            + "INSERT INTO large SELECT i, repeat('x', 200) FROM generate_series(1, 100000) AS i;";

    @Test
    void a_write_that_a_copy_missed_is_found_however_often_the_copy_is_run_again() {
        MovedDatabases databases = MovedDatabases.fresh("again_missed");
        assertDiffers(databases, EventListener.NONE, late(databases));
        for (int i = 0; i < 2; i++) {
            assertDiffers(databases, EventListener.NONE, EventListener.NONE);
        }
        // The watch is new, but no comparison has ended.
        EventListener end = at("compare", () -> {
            throw new IllegalStateException("ended here");
        });
        assertThatThrownBy(() -> copy(databases, Method.QUIET, true, end)).hasMessageContaining("ended here");
        assertDiffers(databases, EventListener.NONE, EventListener.NONE);
        assertThatThrownBy(() -> copy(databases, Method.QUIET, false, EventListener.NONE))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES))
                .hasMessageContaining("has to be compared");

        repair(databases);
        assertThat(copy(databases, Method.QUIET, true, EventListener.NONE).verified())
                .isTrue();
        databases.assertEqual("after the copy was mended");
    }

    @Test
    void a_sequence_that_has_moved_on_at_the_target_is_never_set_back() {
        MovedDatabases databases = MovedDatabases.fresh("again_sequences");
        assertDiffers(databases, EventListener.NONE, late(databases));
        databases.asTargetSuperuser("SELECT setval('accounts_id_seq', 100000)");
        assertDiffers(databases, EventListener.NONE, EventListener.NONE);
        assertThat(stand(databases)).isEqualTo("100000");

        // A repair sets it back with the rows, as it was told to.
        repair(databases);
        databases.asTargetSuperuser("SELECT setval('accounts_id_seq', 100000)");
        assertThatThrownBy(() -> copy(databases, Method.QUIET, true, EventListener.NONE))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES))
                .hasMessageContaining("\"accounts_id_seq\" stands at 100000 there");
        assertThat(stand(databases)).isEqualTo("100000");

        databases.asApp("SELECT setval('accounts_id_seq', 100001)");
        assertThat(copy(databases, Method.QUIET, true, EventListener.NONE).verified())
                .isTrue();
        assertThat(stand(databases)).isEqualTo("100001");
    }

    @Test
    void a_table_that_was_packed_anew_and_copied_again_keeps_no_copy_from_its_end() {
        MovedDatabases databases = MovedDatabases.fresh("again_packed");
        databases.asApp(LARGE);
        AtomicBoolean packed = new AtomicBoolean();
        List<CopyStatus> seen = new CopyOnWriteArrayList<>();
        EventListener packing = event -> {
            if (event instanceof Event.CopyProgress) {
                seen.add(status(databases));
            }
            if (event instanceof Event.CopyProgress progress
                    && progress.table().equals("large")
                    && progress.chunksDone() > 0
                    && packed.compareAndSet(false, true)) {
                databases.asApp("VACUUM FULL large");
            }
        };
        assertThat(copy(databases, Method.QUIET, false, packing).verified()).isFalse();
        assertThat(packed).isTrue();
        assertThat(seen).extracting(CopyStatus::rows).isSorted();
        assertThat(seen).extracting(CopyStatus::chunksDone).isSorted();
        assertThat(seen)
                .last()
                .satisfies(status -> assertThat(status.rowsAgain()).isPositive().isLessThan(status.rows()))
                .extracting(CopyStatus::tablesAgain)
                .isEqualTo(List.of("\"public\".\"large\""));
        databases.assertEqual("after the copy");
        assertThat(databases.onTarget("SELECT count(*) || ' ' || sum(id) FROM large"))
                .isEqualTo(databases.onSource("SELECT count(*) || ' ' || sum(id) FROM large"));
    }

    @Test
    void a_table_that_was_packed_anew_after_its_copy_costs_a_comparison_and_the_copy_says_so() {
        MovedDatabases databases = MovedDatabases.fresh("again_packed_late");
        databases.asApp(LARGE);
        EventListener packing = at("joints", () -> databases.asApp("VACUUM FULL large"));
        assertThatThrownBy(() -> copy(databases, Method.QUIET, false, packing))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.next()).contains("without --no-verify"));
        assertThat(status(databases).conclusion()).contains(Conclusion.WRITTEN);
        assertThat(copy(databases, Method.QUIET, true, EventListener.NONE).verified())
                .isTrue();
    }

    @Test
    void rows_that_differ_are_told_even_when_the_target_has_ended_our_session() {
        MovedDatabases databases = MovedDatabases.fresh("again_lost");
        EventListener loss = event -> {
            if (event instanceof Event.DifferenceFound) {
                databases.asTargetSuperuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'dynolift engine' AND datname = current_database()");
                LockSupport.parkNanos(500_000_000);
            }
        };
        assertDiffers(databases, loss, late(databases));
    }

    @Test
    void a_fenced_copy_is_not_called_finished_before_its_way_back_is_open() {
        MovedDatabases databases = MovedDatabases.fresh("again_way_back");
        EventListener refusal = event -> {
            if (event instanceof Event.StageFinished finished
                    && finished.stage().equals("compare")) {
                databases.asTargetSuperuser("CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql"
                        + " AS 'BEGIN RAISE EXCEPTION ''no triggers today''; END'; CREATE EVENT TRIGGER refuse"
                        + " ON ddl_command_start WHEN TAG IN ('CREATE TRIGGER') EXECUTE FUNCTION refuse()");
            }
        };
        assertThatThrownBy(() -> copy(databases, Method.FENCED, true, refusal))
                .hasMessageContaining("no triggers today");
        assertThat(status(databases).conclusion()).isEmpty();

        databases.asTargetSuperuser("DROP EVENT TRIGGER refuse; DROP FUNCTION refuse()");
        copy(databases, Method.FENCED, true, EventListener.NONE);
        assertThat(status(databases).conclusion()).contains(Conclusion.PROVED);
        assertThat(status(databases).phase()).isEqualTo(Phase.HANDED_OVER);
    }

    @Test
    void a_check_of_rows_that_was_cancelled_is_made_again() throws Exception {
        MovedDatabases databases = MovedDatabases.fresh("again_cancelled");
        databases.asApp("CREATE FUNCTION slow(int) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN"
                + " IF current_setting(''server_version_num'')::int >= 170000 THEN PERFORM pg_sleep(3); END IF;"
                + " RETURN true; END';"
                + " CREATE TABLE checked (id int PRIMARY KEY, CONSTRAINT slowly CHECK (slow(id)));"
                + " INSERT INTO checked VALUES (1)");
        Thread cancelling = new Thread(
                () -> databases.await(
                        () -> "1"
                                .equals(
                                        databases.onTarget(
                                                "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE query LIKE '%ALTER TABLE%VALIDATE%slowly%'"
                                                        + " AND state = 'active' AND pid <> pg_backend_pid() AND datname = current_database()"))));
        assertThatThrownBy(() -> copy(databases, Method.QUIET, true, at("joints", cancelling::start)))
                .hasMessageContaining("slowly");
        cancelling.join();
        assertThat(copy(databases, Method.QUIET, true, EventListener.NONE).verified())
                .isTrue();
        assertThat(databases.onTarget("SELECT convalidated FROM pg_constraint WHERE conname = 'slowly'"))
                .isEqualTo("t");
    }

    private static EventListener late(MovedDatabases databases) {
        return at("joints", () -> databases.asApp("UPDATE accounts SET name = 'late' WHERE id = 7"));
    }

    private static void assertDiffers(MovedDatabases databases, EventListener one, EventListener other) {
        EventListener both = event -> {
            one.on(event);
            other.on(event);
        };
        assertThatThrownBy(() -> copy(databases, Method.QUIET, true, both))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES))
                .hasMessageContaining("accounts (7) changed");
    }

    private static void repair(MovedDatabases databases) {
        try (Session session = databases.target().open("test")) {
            // Our own look at the target may still be going away.
            databases.await(
                    () -> session.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND application_name NOT LIKE 'dynolift%' AND backend_type = 'client backend'")
                            == 0);
        }
        try (Verification verification = Verification.begin(
                databases.source(), databases.target(), TableSelection.ALL, true, 2, EventListener.NONE)) {
            verification.repair(verification.compare());
        }
    }

    private static String stand(MovedDatabases databases) {
        return String.valueOf(databases.onTarget("SELECT last_value FROM accounts_id_seq"));
    }

    private static CopyStatus status(MovedDatabases databases) {
        try (Session session = databases.target().open("test")) {
            return CopyStatus.read(session).orElseThrow();
        }
    }

    private static EventListener at(String stage, Runnable action) {
        return event -> {
            if (event instanceof Event.StageStarted started && started.stage().equals(stage)) {
                action.run();
            }
        };
    }

    private static CloneMove.Outcome copy(
            MovedDatabases databases, Method method, boolean verify, EventListener events) {
        EngineSettings oneByOne = EngineSettings.defaults().withJobs(1);
        return new CloneMove(databases.source(), databases.target(), method, verify, oneByOne, events).run();
    }
}
