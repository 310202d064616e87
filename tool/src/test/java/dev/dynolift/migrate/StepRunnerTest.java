package dev.dynolift.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.event.EventListener;
import dev.dynolift.journal.Journal;
import dev.dynolift.journal.JournalEntry.State;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepRunnerTest {

    @TempDir
    Path folder;

    private final AtomicInteger runs = new AtomicInteger();
    private Journal journal;

    @BeforeEach
    void begin() {
        journal = new Journal(folder.resolve("steps.jsonl"), Clock.systemUTC());
    }

    private record Counted(boolean isDone, AtomicInteger runs, boolean fails) implements Step {
        @Override
        public String name() {
            return "count";
        }

        @Override
        public String title() {
            return "Count";
        }

        @Override
        public void carryOut() {
            runs.incrementAndGet();
            if (fails) {
                throw new IllegalArgumentException("no");
            }
        }
    }

    private void run(boolean done, boolean fails) {
        new StepRunner(journal, EventListener.NONE).run(List.of(new Counted(done, runs, fails)));
    }

    @Test
    void step_is_recorded_before_and_after() {
        run(false, false);

        assertThat(runs).hasValue(1);
        assertThat(journal.read()).extracting(entry -> entry.state()).containsExactly(State.STARTED, State.FINISHED);
    }

    @Test
    void step_that_the_world_shows_done_is_not_carried_out() {
        run(true, false);

        assertThat(runs).hasValue(0);
        assertThat(journal.read()).isEmpty();
    }

    @Test
    void step_killed_between_its_work_and_its_word_is_finished_without_doing_it_again() {
        journal.append("count", State.STARTED, Map.of());

        run(true, false);

        assertThat(runs).hasValue(0);
        assertThat(journal.finished("count")).isTrue();
    }

    @Test
    void failure_is_recorded_and_thrown_on() {
        assertThatThrownBy(() -> run(false, true)).hasMessage("no");

        assertThat(journal.lastState("count")).contains(State.FAILED);
    }

    @Test
    void time_spent_leaves_out_what_lay_between_a_kill_and_the_next_run() {
        Instant start = Instant.parse("2026-11-21T10:00:00Z");
        Journal early = new Journal(folder.resolve("steps.jsonl"), Clock.fixed(start, ZoneOffset.UTC));
        Journal late = new Journal(folder.resolve("steps.jsonl"), Clock.fixed(start.plusSeconds(3600), ZoneOffset.UTC));
        early.append("count", State.STARTED, Map.of());
        new StepRunner(late, EventListener.NONE).run(List.of(new Counted(true, runs, false)));

        assertThat(StepRunner.spent(late.read()))
                .containsExactly(new StepRunner.Spent("count", Duration.ZERO, State.FINISHED));
    }
}
