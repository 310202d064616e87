package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.copy.TwoDatabases;
import dev.dynolift.postgres.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trap 10 of docs/reference/live-move-traps.md. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeUpdateTest {

    private static final int ROWS = 100_000;

    @Test
    @Tag("large")
    void one_update_of_more_rows_than_the_heap_could_hold_arrives(@TempDir Path folder) throws IOException {
        TwoDatabases databases = TwoDatabases.fresh("large_update");
        databases.asSourceOwner("CREATE TABLE wide (id int PRIMARY KEY, n int NOT NULL, words text);"
                + " INSERT INTO wide SELECT i, 0, repeat(md5(i::text), 25) FROM generate_series(1, " + ROWS + ") AS i");
        EngineProcess.Place place = new EngineProcess.Place(
                        databases.sourceAddress(), databases.targetOfMasterAddress(), folder)
                .withHeap("40m");
        try (EngineProcess engine = EngineProcess.start(place, "sync");
                Session session = databases.source().open("test")) {
            await(engine, () -> new Control(Direction.FORWARD)
                    .status(session)
                    .filter(status -> status.proved() && status.state().equals("live"))
                    .isPresent());
            databases.asSourceOwner("UPDATE wide SET n = n + 1");
            String rows = "SELECT count(*) || ' ' || sum(hashtextextended(w::text, 0)::numeric) FROM wide AS w";
            String expected = databases.onSource(rows);
            await(engine, () -> Objects.equals(databases.onTarget(rows), expected));
        }
    }

    private static void await(EngineProcess engine, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(engine.isAlive()).as("%s", engine.lastWords()).isTrue();
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(200_000_000);
        }
    }
}
