package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.control.EngineSettings;
import dev.dynolift.control.Method;
import dev.dynolift.event.EventListener;
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
    void a_quiet_copy_is_made_when_nobody_writes() {
        MovedDatabases databases = MovedDatabases.fresh("clone_quiet");
        copy(databases, Method.QUIET);
        databases.assertEqual("after the copy");
    }

    private static CloneMove.Outcome copy(MovedDatabases databases, Method method) {
        return new CloneMove(
                        databases.source(),
                        databases.target(),
                        method,
                        true,
                        EngineSettings.defaults(),
                        EventListener.NONE)
                .run();
    }
}
