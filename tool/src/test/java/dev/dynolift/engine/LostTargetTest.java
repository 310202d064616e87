package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.Control;
import dev.dynolift.control.Direction;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.control.Phase;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.engine.Cleaning.Done;
import dev.dynolift.engine.Cleaning.Fences;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.Fence;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A source that refuses writes for a target that is gone. */
class LostTargetTest {

    private static final String OURS = "SELECT (SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'dynolift%')"
            + " + (SELECT count(*) FROM pg_namespace WHERE nspname = 'dynolift')";

    private static final String ONE_ROW_LESS = "DELETE FROM visits WHERE ctid IN (SELECT ctid FROM visits LIMIT 1)";

    private final List<Done> done = new ArrayList<>();

    @Test
    void a_source_that_no_database_took_over_from_is_opened_without_the_target() {
        MovedDatabases databases = MovedDatabases.fresh("lost_target");
        breakOff(databases);
        assertThatThrownBy(() -> databases.asApp("DELETE FROM orders")).hasMessageContaining("refused");

        List<SourceRecords> asked = new ArrayList<>();
        Cleaning.runAtSource(databases.source(), Fences.LOWERED, asked::add, done::add);

        assertThat(asked).containsExactly(new SourceRecords(true, false));
        assertThat(done).containsExactly(new Done.Opened("source"));
        databases.asApp("DELETE FROM orders");
        assertThat(databases.onSource(OURS)).isEqualTo("0");
    }

    @Test
    void a_copy_that_goes_on_after_that_compares_everything_and_finds_what_was_written() {
        MovedDatabases databases = MovedDatabases.fresh("lost_target_again");
        breakOff(databases);
        Cleaning.runAtSource(databases.source(), Fences.LOWERED, records -> {}, done::add);
        databases.asApp(ONE_ROW_LESS);

        assertThatThrownBy(() -> copy(databases, false, EventListener.NONE))
                .hasMessageContaining("the source's fence was lowered since it began");
        assertThatThrownBy(() -> copy(databases, true, EventListener.NONE))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIFFERENCES));
    }

    @Test
    void a_source_is_left_as_it_is_when_a_target_may_have_taken_over_and_the_word_did_not_arrive() {
        MovedDatabases databases = MovedDatabases.fresh("lost_target_taken");
        breakOff(databases);
        // As an engine does before it lets the target take over; it was killed before it could say more.
        try (Session source = databases.source().open("test")) {
            ProgressStore.install(source);
            new ProgressStore(Direction.REVERSE).begin(source, Method.LIVE, Phase.LIVE);
        }

        assertThatThrownBy(() -> Cleaning.runAtSource(
                        databases.source(),
                        Fences.LOWERED,
                        records -> {
                            throw new AssertionError("nobody is asked");
                        },
                        done::add))
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.GATE);
                    assertThat(e.what()).contains("has taken over from the source, or was about to");
                    assertThat(e.next()).contains("--despite-takeover");
                });
        assertThatThrownBy(() -> databases.asApp("DELETE FROM orders")).hasMessageContaining("refused");

        Cleaning.runAtSource(
                databases.source(),
                Fences.LOWERED_DESPITE_TAKEOVER,
                records -> assertThat(records).isEqualTo(new SourceRecords(true, true)),
                done::add);
        databases.asApp("DELETE FROM orders");
    }

    @Test
    void who_does_not_consent_changes_nothing() {
        MovedDatabases databases = MovedDatabases.fresh("lost_target_no");
        breakOff(databases);
        assertThatThrownBy(() -> Cleaning.runAtSource(
                        databases.source(),
                        Fences.LOWERED,
                        records -> {
                            throw new IllegalStateException("no");
                        },
                        done::add))
                .hasMessage("no");
        assertThatThrownBy(() -> databases.asApp("DELETE FROM orders")).hasMessageContaining("refused");
    }

    @Test
    void an_engine_whose_fence_was_lowered_meanwhile_does_not_hand_over() {
        MovedDatabases databases = MovedDatabases.fresh("lost_target_elsewhere");
        EventListener lowering = event -> {
            if (event instanceof Event.StageFinished finished
                    && finished.stage().equals("compare")) {
                // Somebody who cannot reach the target cleans the source; another one raises a fence of his own.
                databases.asApp("DROP SCHEMA dynolift CASCADE; " + ONE_ROW_LESS);
                try (Session source = databases.source().open("test")) {
                    Control.install(source);
                }
                new Fence(databases.source(), EventListener.NONE).raise(Duration.ofSeconds(3));
            }
        };

        assertThatThrownBy(() -> copy(databases, true, lowering))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.GATE))
                .hasMessageContaining("the source's fence was lowered meanwhile");
        assertThat(databases.onTarget("SELECT phase FROM dynolift.progress WHERE direction = 'forward'"))
                .isEqualTo("LIVE");
    }

    private static void breakOff(MovedDatabases databases) {
        EventListener killer = event -> {
            if (event instanceof Event.StageFinished finished
                    && finished.stage().equals("copy")) {
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> copy(databases, true, killer)).hasStackTraceContaining("killed");
    }

    private static void copy(MovedDatabases databases, boolean verify, EventListener events) {
        new CloneMove(databases.source(), databases.target(), Method.FENCED, verify, EngineSettings.defaults(), events)
                .run();
    }
}
