package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A copy of one moment that may be fast: tables go whole. */
class OrderedCopyTest {

    private static final String ROWS = "CREATE TABLE events (id bigint PRIMARY KEY, note text);"
            + " INSERT INTO events SELECT g, repeat(md5(g::text), 6) FROM generate_series(1, 400000) g";

    private static final String OUT_OF_ORDER = "SELECT count(*) FROM (SELECT id < lag(id) OVER (ORDER BY ctid) AS back"
            + " FROM events) AS neighbours WHERE back";

    @Test
    void rows_of_a_large_table_keep_their_order_and_arrive_frozen_and_its_progress_is_told_on_the_way() {
        TwoDatabases databases = TwoDatabases.fresh("in_order");
        databases.asSourceOwner(ROWS);
        List<Event.CopyProgress> told = new CopyOnWriteArrayList<>();
        List<CopyStatus> seen = new CopyOnWriteArrayList<>();

        copy(databases, EngineSettings.defaults(), event -> {
            if (event instanceof Event.CopyProgress progress) {
                told.add(progress);
                try (Session session = databases.targetOfMaster().open("test")) {
                    CopyStatus.read(session).ifPresent(seen::add);
                }
            }
        });

        assertThat(databases.onTarget(OUT_OF_ORDER)).isEqualTo("0");
        assertThat(databases.onTarget("SELECT relallvisible > relpages * 0.99 FROM pg_class WHERE relname = 'events'"))
                .isEqualTo("t");
        assertThat(told).extracting(Event.CopyProgress::chunksTotal).containsOnly(1);
        assertThat(told)
                .filteredOn(progress -> progress.chunksDone() == 0 && progress.rows() > 0)
                .hasSizeGreaterThan(3);
        assertThat(told).last().satisfies(progress -> assertThat(progress.rows())
                .isEqualTo(400_000));
        assertThat(seen).anySatisfy(status -> {
            assertThat(status.chunksDone()).isZero();
            assertThat(status.rows()).isZero();
            assertThat(status.rowsOnTheWay()).isPositive();
            assertThat(status.bytesOnTheWay()).isPositive();
        });
    }

    @Test
    void copy_with_a_rate_goes_in_parts_so_that_no_lock_is_long() {
        TwoDatabases databases = TwoDatabases.fresh("in_parts");
        databases.asSourceOwner(ROWS);
        List<Integer> chunks = new ArrayList<>();

        copy(databases, EngineSettings.defaults().withBytesPerSecond(1L << 30), event -> {
            if (event instanceof Event.CopyProgress progress) {
                chunks.add(progress.chunksTotal());
            }
        });

        assertThat(chunks).containsOnly(2);
    }

    private static void copy(TwoDatabases databases, EngineSettings settings, EventListener events) {
        new CloneMove(databases.source(), databases.targetOfMaster(), Method.SNAPSHOT, true, settings, events).run();
    }
}
