package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.catalog.TableSelection;
import dev.dynolift.control.Conclusion;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.Fence;
import dev.dynolift.postgres.Session;
import dev.dynolift.preflight.Kind;
import dev.dynolift.preflight.Preflight;
import dev.dynolift.preflight.Severity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class CloneMoveTest {

    @Test
    void a_database_is_copied_as_it_is_at_one_moment_and_nothing_of_ours_is_left() {
        MovedDatabases databases = MovedDatabases.fresh("clone_snapshot");
        CloneMove.Outcome outcome = copy(databases, Method.SNAPSHOT);
        databases.assertEqual("after the copy");
        assertThat(outcome.verified()).isTrue();
        assertThat(outcome.rows()).isPositive();
        assertThat(databases.onSource("SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift'"))
                .isEqualTo("0");
        assertThat(databases.onTarget("SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift'"))
                .isEqualTo("0");
    }

    @Test
    void a_fenced_copy_refuses_writes_at_the_source_and_opens_the_way_back() {
        MovedDatabases databases = MovedDatabases.fresh("clone_fenced");
        copy(databases, Method.FENCED);
        databases.assertEqual("after the copy");
        assertThatThrownBy(() -> databases.asApp("DELETE FROM accounts")).hasMessageContaining("refused");
        assertThatThrownBy(() -> copy(databases, Method.FENCED)).hasMessageContaining("done already");
    }

    @Test
    void a_fenced_copy_that_goes_on_finds_what_was_written_while_the_fence_was_down() {
        MovedDatabases databases = MovedDatabases.fresh("clone_lowered");
        databases.asApp("CREATE TABLE words (id int PRIMARY KEY, word text);"
                + "INSERT INTO words SELECT i, 'x' FROM generate_series(1, 1000) AS i");
        EventListener end = event -> {
            if (event instanceof Event.StageStarted started && started.stage().equals("joints")) {
                throw new IllegalStateException("ended here");
            }
        };
        assertThatThrownBy(() -> copy(databases, Method.FENCED, EngineSettings.defaults(), end))
                .hasMessageContaining("ended here");
        new Fence(databases.source(), EventListener.NONE).lower();
        databases.asApp("UPDATE words SET word = 'y' WHERE id = 7");
        assertThatThrownBy(() -> copy(databases, Method.FENCED))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES));
    }

    @Test
    void the_source_of_an_earlier_copy_is_no_unfinished_target() {
        MovedDatabases databases = MovedDatabases.fresh("clone_backwards");
        copy(databases, Method.FENCED);
        Preflight backwards = new Preflight(
                databases.target(), databases.source(), Kind.COPY, EngineSettings.defaults(), EventListener.NONE);
        assertThat(backwards.look().of(Severity.BLOCKING))
                .anySatisfy(finding -> assertThat(finding.what()).contains("not empty"));
    }

    @Test
    void a_quiet_copy_is_made_when_nobody_writes() {
        MovedDatabases databases = MovedDatabases.fresh("clone_quiet");
        copy(databases, Method.QUIET);
        databases.assertEqual("after the copy");
    }

    @Test
    void a_quiet_copy_of_a_source_that_was_written_to_ends_with_the_tables_named() {
        MovedDatabases databases = MovedDatabases.fresh("clone_not_quiet");
        databases.asApp("CREATE TABLE large (id int PRIMARY KEY, word text);"
                + "INSERT INTO large SELECT i, repeat('x', 200) FROM generate_series(1, 100000) AS i");
        EventListener writer = once(
                Event.CopyProgress.class, () -> databases.asApp("UPDATE large SET word = 'y' WHERE id % 1000 = 7"));
        assertThatThrownBy(() -> copy(databases, Method.QUIET, EngineSettings.defaults(), writer))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES))
                .hasMessageContaining("large");
    }

    @Test
    void a_quiet_copy_that_was_written_to_ends_well_once_it_is_mended_and_nobody_writes() {
        MovedDatabases databases = MovedDatabases.fresh("clone_mended");
        EventListener writer = once(
                "joints", () -> databases.asApp("UPDATE accounts SET name = 'late' WHERE id = 7; DELETE FROM notes"));
        assertThatThrownBy(() -> copy(databases, Method.QUIET, EngineSettings.defaults(), writer))
                .hasMessageContaining("rows differ");
        assertThatThrownBy(() -> copy(databases, Method.QUIET)).hasMessageContaining("rows differ");
        assertThat(status(databases).conclusion()).contains(Conclusion.DIFFERING);

        try (Verification verification = Verification.begin(
                databases.source(), databases.target(), TableSelection.ALL, true, 2, EventListener.NONE)) {
            Verification.Outcome outcome = verification.compare();
            assertThat(outcome.state()).isEqualTo(TargetState.UNPROVED);
            verification.repair(outcome);
        }

        assertThat(copy(databases, Method.QUIET).verified()).isTrue();
        databases.assertEqual("after the copy was mended");
        assertThat(databases.onTarget("SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift'"))
                .isEqualTo("0");
    }

    @Test
    void a_quiet_copy_that_is_proved_again_still_notices_who_writes_meanwhile() {
        MovedDatabases databases = MovedDatabases.fresh("clone_noticed");
        EventListener writer = once("joints", () -> databases.asApp("UPDATE accounts SET name = 'late' WHERE id = 7"));
        assertThatThrownBy(() -> copy(databases, Method.QUIET, EngineSettings.defaults(), writer))
                .hasMessageContaining("accounts (7) changed");
        databases.asTargetSuperuser(
                "SET session_replication_role = replica; UPDATE accounts SET name = 'late' WHERE id = 7");

        // Both sides alike, so that no row differs: only the watch can notice.
        EventListener both = once(Event.VerifyProgress.class, () -> {
            databases.asApp("UPDATE accounts SET name = 'later' WHERE id = 9");
            databases.asTargetSuperuser(
                    "SET session_replication_role = replica; UPDATE accounts SET name = 'later' WHERE id = 9");
            // The server's counters follow within half a second.
            LockSupport.parkNanos(1_000_000_000);
        });
        assertThatThrownBy(() -> copy(databases, Method.QUIET, EngineSettings.defaults(), both))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES))
                .hasMessageContaining("accounts");
    }

    @Test
    void a_copy_of_one_moment_does_not_see_what_is_written_afterwards() {
        MovedDatabases databases = MovedDatabases.fresh("clone_at_work");
        databases.asApp("CREATE TABLE before AS SELECT i FROM generate_series(1, 1000) AS i");
        EventListener writer = once(
                Event.StageStarted.class, () -> databases.asApp("DELETE FROM before; INSERT INTO before VALUES (0)"));
        assertThat(copy(databases, Method.SNAPSHOT, EngineSettings.defaults(), writer)
                        .verified())
                .isTrue();
        assertThat(databases.onTarget("SELECT count(*) || ' ' || min(i) FROM before"))
                .isEqualTo("1000 1");
    }

    @Test
    void a_table_that_is_truncated_before_it_was_copied_ends_the_copy() {
        MovedDatabases databases = MovedDatabases.fresh("clone_truncated");
        EventListener writer = once(Event.StageStarted.class, () -> databases.asApp("TRUNCATE visits"));
        assertThatThrownBy(() -> copy(databases, Method.SNAPSHOT, EngineSettings.defaults(), writer))
                .hasMessageContaining("visits was truncated or rewritten");
        copy(databases, Method.SNAPSHOT);
        databases.assertEqual("after it was run again");
    }

    @Test
    void a_table_that_is_rewritten_after_it_was_copied_is_told_as_that_and_no_difference() {
        for (String rewriting : List.of("TRUNCATE visits", "ALTER TABLE visits ALTER seconds TYPE bigint")) {
            MovedDatabases databases = MovedDatabases.fresh("clone_rewritten");
            databases.asApp("ALTER TABLE visits ADD COLUMN IF NOT EXISTS seconds int DEFAULT 1");
            EventListener writer = at("compare", () -> databases.asApp(rewriting));
            assertThatThrownBy(() -> copy(databases, Method.SNAPSHOT, EngineSettings.defaults(), writer))
                    .isInstanceOfSatisfying(
                            DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES))
                    .hasMessageContaining("visits was truncated or rewritten");
            copy(databases, Method.SNAPSHOT);
            databases.assertEqual("after it was run again");
        }
    }

    @Test
    void a_table_that_is_packed_anew_at_a_standing_source_is_planned_again() {
        for (Method method : List.of(Method.FENCED, Method.QUIET)) {
            MovedDatabases databases = MovedDatabases.fresh("clone_packed");
            databases.asApp("CREATE TABLE large (id int PRIMARY KEY, word text);"
                    + "INSERT INTO large SELECT i, repeat('x', 200) FROM generate_series(1, 100000) AS i;"
                    + "DELETE FROM large WHERE id % 3 = 0");
            EventListener end = event -> {
                if (event instanceof Event.CopyProgress progress && progress.chunksDone() == 1) {
                    throw new IllegalStateException("ended here");
                }
            };
            EngineSettings oneByOne = EngineSettings.defaults().withJobs(1);
            assertThatThrownBy(() -> copy(databases, method, oneByOne, end)).hasMessageContaining("ended here");
            databases.asApp("VACUUM FULL large");
            // And once more while it is copied.
            List<String> notes = new CopyOnWriteArrayList<>();
            AtomicBoolean packed = new AtomicBoolean();
            CloneMove.Outcome outcome = copy(databases, method, oneByOne, event -> {
                if (event instanceof Event.CopyProgress progress
                        && progress.table().equals("large")
                        && packed.compareAndSet(false, true)) {
                    databases.asApp("VACUUM FULL large");
                } else if (event instanceof Event.Note note) {
                    notes.add(note.text());
                }
            });
            assertThat(outcome.verified()).isTrue();
            assertThat(notes).anySatisfy(note -> assertThat(note).contains("large was truncated or rewritten"));
            databases.assertEqual("after the copy");
            assertThat(databases.onTarget("SELECT count(*) || ' ' || sum(id) FROM large"))
                    .isEqualTo(databases.onSource("SELECT count(*) || ' ' || sum(id) FROM large"));
        }
    }

    @Test
    void a_quiet_copy_of_a_table_that_was_truncated_after_it_was_copied_ends_with_its_name() {
        MovedDatabases databases = MovedDatabases.fresh("clone_quiet_truncated");
        assertThatThrownBy(() -> copy(
                        databases,
                        Method.QUIET,
                        EngineSettings.defaults(),
                        at("joints", () -> databases.asApp("TRUNCATE visits"))))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES))
                .hasMessageContaining("visits");
    }

    @Test
    void large_rows_are_counted_and_read_again_in_the_proof() {
        MovedDatabases databases = MovedDatabases.fresh("clone_large_rows");
        long rows = copy(databases, Method.SNAPSHOT).rows();
        databases = MovedDatabases.fresh("clone_large_rows");
        databases.asApp("CREATE TABLE files (id int PRIMARY KEY, body bytea, words text);"
                + "INSERT INTO files SELECT i, (SELECT string_agg(sha512((g || 'x')::bytea), ''::bytea)"
                + "  FROM generate_series(1, 160000) g), 'w' FROM generate_series(1, 2) i");
        CloneMove.Outcome outcome = copy(databases, Method.SNAPSHOT);
        assertThat(outcome.rows()).isEqualTo(rows + 2);
        assertThat(outcome.bytes()).isGreaterThan(2 * 160_000 * 64);

        for (String damage : List.of("body = overlay(body PLACING '\\x00' FROM 5000000)", "words = 'v'")) {
            MovedDatabases again = MovedDatabases.fresh("clone_large_rows_damaged");
            again.asApp("CREATE TABLE files (id int PRIMARY KEY, body bytea, words text);"
                    + "INSERT INTO files SELECT 1, (SELECT string_agg(sha512((g || 'x')::bytea), ''::bytea)"
                    + "  FROM generate_series(1, 160000) g), 'w'");
            EventListener intruder =
                    at("compare", () -> again.asTargetSuperuser("UPDATE files SET " + damage + " WHERE id = 1"));
            assertThatThrownBy(() -> copy(again, Method.SNAPSHOT, EngineSettings.defaults(), intruder))
                    .hasMessageContaining("files (1) ");
        }
    }

    @Test
    void a_copy_stays_below_the_rate_that_was_asked_for_and_says_how_far_it_is() {
        MovedDatabases databases = MovedDatabases.fresh("clone_slowly");
        databases.asApp("CREATE TABLE large (id int PRIMARY KEY, word text);"
                + "INSERT INTO large SELECT i, repeat('x', 200) FROM generate_series(1, 100000) AS i");
        long rate = 7_000_000;
        List<CopyStatus> seen = new CopyOnWriteArrayList<>();
        CloneMove.Outcome outcome =
                copy(databases, Method.QUIET, EngineSettings.defaults().withBytesPerSecond(rate), event -> {
                    try (Session session = databases.target().open("test")) {
                        CopyStatus.read(session).ifPresent(seen::add);
                    }
                });
        assertThat(outcome.bytes() * 1000 / rate)
                .as("milliseconds that %s bytes must take at least", outcome.bytes())
                .isGreaterThan(2000)
                .isLessThan(outcome.took().toMillis() + 200);
        assertThat(seen).anySatisfy(status -> {
            assertThat(status.isRunning()).isTrue();
            assertThat(status.chunksDone()).isPositive().isLessThan(status.chunksTotal());
        });
    }

    @Test
    void a_copy_that_differs_is_never_taken_for_an_unfinished_one_and_thrown_away() {
        MovedDatabases databases = MovedDatabases.fresh("clone_differs");
        EventListener intruder = event -> {
            if (event instanceof Event.StageStarted started && started.stage().equals("compare")) {
                databases.asTargetSuperuser("DELETE FROM coupons WHERE ctid = (SELECT min(ctid) FROM coupons)");
            }
        };
        assertThatThrownBy(() -> copy(databases, Method.SNAPSHOT, EngineSettings.defaults(), intruder))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES))
                .hasMessageContaining("coupons");
        assertThatThrownBy(() -> copy(databases, Method.SNAPSHOT)).hasMessageContaining("not empty");
    }

    private static EventListener at(String stage, Runnable action) {
        return event -> {
            if (event instanceof Event.StageStarted started && started.stage().equals(stage)) {
                action.run();
            }
        };
    }

    /** Does something at the first event of a kind. */
    private static EventListener once(Class<? extends Event> kind, Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        return event -> {
            if (kind.isInstance(event) && done.compareAndSet(false, true)) {
                action.run();
            }
        };
    }

    /** Does something when a stage begins. */
    private static EventListener once(String stage, Runnable action) {
        return event -> {
            if (event instanceof Event.StageStarted started && started.stage().equals(stage)) {
                action.run();
            }
        };
    }

    private static CopyStatus status(MovedDatabases databases) {
        try (Session session = databases.target().open("test")) {
            return CopyStatus.read(session).orElseThrow();
        }
    }

    private static CloneMove.Outcome copy(MovedDatabases databases, Method method) {
        return copy(databases, method, EngineSettings.defaults(), EventListener.NONE);
    }

    private static CloneMove.Outcome copy(
            MovedDatabases databases, Method method, EngineSettings settings, EventListener events) {
        return new CloneMove(databases.source(), databases.target(), method, true, settings, events).run();
    }
}
