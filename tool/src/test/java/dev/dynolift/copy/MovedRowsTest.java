package dev.dynolift.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tables that are locked, truncated or rewritten between the plan and the reading of their rows. */
class MovedRowsTest {

    private static final String DEFINITIONS = "CREATE TABLE files (id int PRIMARY KEY, body bytea);";
    private static final String FILL = "INSERT INTO files VALUES (1, 'small');"
            + " INSERT INTO files SELECT i, (SELECT string_agg(sha512((g || 'x')::bytea), ''::bytea)"
            + "   FROM generate_series(1, 160000) g) FROM generate_series(2, 4) i;";

    @Test
    void large_rows_of_a_table_that_was_truncated_behind_its_chunks_end_a_copy_of_one_moment() {
        TwoDatabases databases = filled("moved_truncated");
        Catalog catalog = plan(databases);
        try (Moment moment = Moment.hold(databases.source())) {
            assertThatThrownBy(() -> copy(
                            databases, moment, catalog, afterChunks(() -> databases.asSourceOwner("TRUNCATE files"))))
                    .hasMessageContaining("files was truncated or rewritten");
        }
    }

    @Test
    void large_rows_of_a_source_that_stands_still_are_found_where_they_were_moved_to() {
        TwoDatabases databases = filled("moved_packed");
        Catalog catalog = plan(databases);
        // One has arrived from an address that will be another row's.
        EventListener end = event -> {
            if (event instanceof Event.StageProgress progress && progress.done() == 1) {
                throw new IllegalStateException("ended here");
            }
        };
        try (Moment moment = Moment.passing(databases.source())) {
            assertThatThrownBy(() -> copy(databases, moment, catalog, end)).hasMessageContaining("ended here");
            databases.asSourceOwner("CLUSTER files USING files_pkey");
            copy(databases, moment, catalog, EventListener.NONE);
        }
        LargeRowsTest.assertEqual(databases, catalog);
        assertThat(databases.onTarget("SELECT count(DISTINCT filenode) || ' ' || count(*) FROM dynolift.large_row"))
                .isEqualTo("1 3");
    }

    @Test
    void a_locked_table_is_waited_for_and_named_with_who_holds_it() throws Exception {
        TwoDatabases databases = filled("moved_locked");
        Catalog catalog = plan(databases);
        AtomicReference<String> said = new AtomicReference<>("");
        CountDownLatch told = new CountDownLatch(1);
        EventListener listener = event -> {
            if (event instanceof Event.Note note) {
                said.accumulateAndGet(note.text(), String::concat);
                told.countDown();
            }
        };
        try (Moment moment = Moment.passing(databases.source());
                Session holder = databases.source().open("holder")) {
            holder.execute("BEGIN; LOCK TABLE public.files");
            Thread copy = new Thread(() -> copy(databases, moment, catalog, listener));
            copy.start();
            assertThat(told.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
            holder.rollback();
            copy.join(Duration.ofSeconds(60).toMillis());
            assertThat(copy.isAlive()).isFalse();
            assertThat(said.get())
                    .containsOnlyOnce("is locked")
                    .contains("files")
                    .contains("process " + holder.announcedProcess() + " ")
                    .contains("dynolift holder");
        }
        LargeRowsTest.assertEqual(databases, catalog);
    }

    @Test
    void rows_that_were_written_under_a_lock_that_was_waited_for_are_copied_as_they_are_then() {
        TwoDatabases databases = TwoDatabases.fresh("moved_under_lock");
        databases.asSourceOwner(DEFINITIONS + "INSERT INTO files VALUES (1, 'before')");
        databases.asTargetOwner(DEFINITIONS);
        Catalog catalog = plan(databases);
        try (Moment moment = Moment.passing(databases.source());
                Session holder = databases.source().open("holder")) {
            holder.execute("BEGIN; LOCK TABLE public.files");
            copy(databases, moment, catalog, event -> {
                // Told after the holder was looked up, and before the next try to get the lock.
                if (event instanceof Event.Note note && note.text().contains("is locked")) {
                    holder.execute("UPDATE public.files SET body = 'after'; COMMIT");
                }
            });
        }
        assertThat(databases.onTarget("SELECT convert_from(body, 'UTF8') FROM files"))
                .isEqualTo("after");
    }

    @Test
    void a_table_that_was_dropped_and_made_again_under_its_name_is_told() {
        TwoDatabases databases = TwoDatabases.fresh("moved_dropped");
        databases.asSourceOwner(DEFINITIONS + "INSERT INTO files VALUES (1, 'before')");
        databases.asTargetOwner(DEFINITIONS);
        Catalog catalog = plan(databases);
        databases.asSourceOwner("DROP TABLE files;" + DEFINITIONS + "INSERT INTO files VALUES (1, 'after')");
        try (Moment moment = Moment.passing(databases.source())) {
            assertThatThrownBy(() -> copy(databases, moment, catalog, EventListener.NONE))
                    .isInstanceOfSatisfying(
                            DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES))
                    .hasMessageContaining("\"files\" was dropped");
        }
    }

    @Test
    void who_waits_for_a_locked_table_can_be_interrupted() throws Exception {
        TwoDatabases databases = filled("moved_interrupted");
        Catalog catalog = plan(databases);
        AtomicReference<DynoliftException> thrown = new AtomicReference<>();
        try (Moment moment = Moment.passing(databases.source());
                Session holder = databases.source().open("holder")) {
            holder.execute("BEGIN; LOCK TABLE public.files");
            Thread copy = new Thread(() -> {
                try {
                    copy(databases, moment, catalog, EventListener.NONE);
                } catch (DynoliftException e) {
                    thrown.set(e);
                }
            });
            copy.start();
            while (holder.number(
                            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'public.files'::regclass")
                    == 0) {
                Thread.onSpinWait();
            }
            copy.interrupt();
            copy.join(Duration.ofSeconds(10).toMillis());
            assertThat(copy.isAlive()).isFalse();
            assertThat(thrown.get().code()).isEqualTo(ErrorCode.INTERRUPTED);
            // Workers that have done their last are still counted for a moment.
            for (Thread worker : Thread.getAllStackTraces().keySet()) {
                if (worker.getName().equals("dynolift-copy")) {
                    worker.join(Duration.ofSeconds(1).toMillis());
                    assertThat(worker.isAlive()).isFalse();
                }
            }
        }
    }

    private static EventListener afterChunks(Runnable action) {
        return event -> {
            if (event instanceof Event.CopyProgress progress && progress.chunksDone() == progress.chunksTotal()) {
                action.run();
            }
        };
    }

    private static TwoDatabases filled(String name) {
        TwoDatabases databases = TwoDatabases.fresh(name);
        databases.asSourceOwner(DEFINITIONS + FILL);
        databases.asTargetOwner(DEFINITIONS);
        return databases;
    }

    private static Catalog plan(TwoDatabases databases) {
        try (Session target = databases.target().open("test");
                Session source = databases.source().open("test")) {
            Catalog catalog = CatalogReader.read(source);
            ProgressStore.install(target);
            Transactions.run(target, () -> ChunkPlan.keep(target, catalog, ChunkPlan.REPEATABLE));
            return catalog;
        }
    }

    private static void copy(TwoDatabases databases, Moment moment, Catalog catalog, EventListener events) {
        new CopyFlow(moment, databases.target(), catalog, EngineSettings.defaults(), events, table -> List.of())
                .run(false);
    }
}
