package dev.dynolift.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.event.Event;
import dev.dynolift.report.RehearsalReport.Sample;
import dev.dynolift.report.RehearsalReport.StageOutcome;
import dev.dynolift.report.RehearsalReport.StageResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordingTest {

    private static final Instant BEGINNING = Instant.parse("2026-11-21T09:00:00Z");

    private final Recording recording = new Recording(BEGINNING);

    @Test
    void stages_that_were_cut_off_count_as_failed() {
        recording.on(new Event.StageStarted(at(0), "audit", "Audit"));
        recording.on(new Event.StageFinished(at(1), "audit", Duration.ofSeconds(1), Event.Outcome.DONE));
        recording.on(new Event.StageStarted(at(1), "copy", "Copy all rows"));
        assertThat(recording.stages(at(4)))
                .containsExactly(
                        new StageResult("audit", "Audit", Duration.ofSeconds(1), StageOutcome.DONE, ""),
                        new StageResult(
                                "copy", "Copy all rows", Duration.ofSeconds(3), StageOutcome.FAILED, "interrupted"));
    }

    @Test
    void a_stage_that_a_successor_ended_is_told_once() {
        recording.on(new Event.StageStarted(at(0), "copy", "Copy the shop"));
        recording.on(new Event.StageStarted(at(0), "copy", "Copy all rows"));
        recording.on(new Event.StageStarted(at(2), "copy", "Copy all rows"));
        recording.on(new Event.StageFinished(at(3), "copy", Duration.ofSeconds(1), Event.Outcome.DONE));
        recording.on(new Event.StageFinished(at(4), "copy", Duration.ofSeconds(4), Event.Outcome.DONE));
        assertThat(recording.stages(at(5)))
                .extracting(StageResult::title)
                .containsExactly("Copy all rows", "Copy the shop");
    }

    @Test
    void curves_count_from_the_beginning() {
        recording.on(new Event.CopyProgress(at(1), 0, 0, 100, 0, 2, 0, "t"));
        recording.on(new Event.CopyProgress(at(3), 5, 50, 100, 1, 2, 0, "t"));
        // The engine was killed; its successor lost an unfinished chunk.
        recording.on(new Event.CopyProgress(at(4), 4, 40, 100, 1, 2, 1, "t"));
        recording.on(new Event.CopyProgress(at(6), 10, 100, 100, 2, 2, 1, "t"));
        recording.on(new Event.RoundFinished(at(7), 1, 9, 9, Duration.ofMillis(1_500), Duration.ofMillis(20)));
        recording.on(new Event.RoundFinished(at(8), 2, 3, 3, Duration.ofMillis(400), Duration.ofMillis(20)));
        assertThat(recording.copyBytesPerSecond()).containsExactly(new Sample(3, 25), new Sample(6, 30));
        assertThat(recording.lagSeconds()).containsExactly(new Sample(7, 1.5), new Sample(8, 0.4));
        assertThat(recording.largestLag()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(recording.rounds()).isEqualTo(2);
        assertThat(recording.copy()).map(Event.CopyProgress::chunksReused).contains(1);
    }

    @Test
    void each_handover_has_its_own_steps() {
        recording.on(new Event.FenceStep(at(1), "last round", Duration.ofMillis(9)));
        assertThat(recording.takeFenceSteps()).hasSize(1);
        recording.on(new Event.FenceStep(at(2), "sequences", Duration.ofMillis(3)));
        assertThat(recording.takeFenceSteps())
                .extracting(RehearsalReport.HandoverStep::name)
                .containsExactly("sequences");
    }

    private static Instant at(long second) {
        return BEGINNING.plusSeconds(second);
    }
}
