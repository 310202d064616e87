package dev.dynolift.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void lag_grows_while_a_database_is_away_and_shrinks_with_the_next_round() {
        MoveMetrics metrics = new MoveMetrics("forward");
        metrics.take(new Event.RoundFinished(NOON, 7, 10, 9, Duration.ofMillis(900), Duration.ofMillis(500)));
        assertThat(metrics.text(NOON, true)).contains("dynolift_lag_seconds{direction=\"forward\"} 0.500\n");

        metrics.take(new Event.Waiting(NOON.plusSeconds(10), "gone", Duration.ofSeconds(1)));
        metrics.take(new Event.Waiting(NOON.plusSeconds(20), "still gone", Duration.ofSeconds(1)));
        assertThat(metrics.text(NOON.plusSeconds(70), true))
                .contains("dynolift_lag_seconds{direction=\"forward\"} 70.500\n")
                .contains("dynolift_connected{direction=\"forward\"} 0\n")
                .contains("dynolift_waiting_seconds{direction=\"forward\"} 60\n")
                .contains("dynolift_outages_total{direction=\"forward\"} 1\n");

        metrics.take(new Event.GoesOn(NOON.plusSeconds(70), Duration.ofSeconds(60)));
        metrics.take(
                new Event.RoundFinished(NOON.plusSeconds(71), 8, 1, 1, Duration.ofSeconds(71), Duration.ofSeconds(1)));
        assertThat(metrics.text(NOON.plusSeconds(71), true))
                .contains("dynolift_lag_seconds{direction=\"forward\"} 1\n")
                .contains("dynolift_connected{direction=\"forward\"} 1\n")
                .contains("dynolift_rows_total{direction=\"forward\"} 10\n");
    }

    @Test
    void file_is_replaced_as_a_whole_and_says_at_the_end_that_nothing_runs() throws IOException {
        Path file = folder.resolve("dynolift.prom");
        try (MetricsFile metrics = MetricsFile.open(file, "reverse")) {
            metrics.on(new Event.Health(NOON, 3, Duration.ZERO, 1200, 4096, Duration.ofSeconds(5)));
            assertThat(Files.readString(file)).contains("dynolift_running{direction=\"reverse\"} 1\n");
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines)
                .contains(
                        "dynolift_running{direction=\"reverse\"} 0",
                        "dynolift_log_rows{direction=\"reverse\"} 1200",
                        "dynolift_log_bytes{direction=\"reverse\"} 4096",
                        "dynolift_oldest_transaction_seconds{direction=\"reverse\"} 5")
                .allMatch(line ->
                        line.matches("# (HELP|TYPE) dynolift_.*|dynolift_\\w+\\{direction=\"reverse\"} [0-9.]+"));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void folder_that_is_missing_is_told_before_anything_begins() {
        assertThatThrownBy(() -> MetricsFile.open(folder.resolve("none/dynolift.prom"), "forward"))
                .isInstanceOf(DynoliftException.class)
                .hasMessageContaining("none/dynolift.prom");
    }
}
