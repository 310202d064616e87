package dev.dynolift.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.launcher.LaunchedJava;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceLockTest {

    @TempDir
    Path folder;

    Workspace workspace;

    @BeforeEach
    void name_the_workspace() {
        workspace = Workspace.named(folder, "crema");
    }

    @Test
    void a_second_holder_in_the_same_process_is_refused() {
        WorkspaceLock first = WorkspaceLock.take(workspace);
        assertRefused(ProcessHandle.current().pid());
        first.close();
        WorkspaceLock.take(workspace).close();
    }

    @Test
    void a_second_process_is_refused_and_told_who_holds_it() throws Exception {
        Process holder = startHolder();
        try {
            assertRefused(holder.pid());
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_killed_holder_leaves_no_lock_behind() throws Exception {
        startHolder().destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        WorkspaceLock.take(workspace).close();
    }

    private void assertRefused(long holder) {
        assertThatThrownBy(() -> WorkspaceLock.take(workspace))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IN_USE))
                .hasMessageContaining("Process " + holder + " works in it.");
    }

    /** Another Java that holds the lock once this returns. */
    private Process startHolder() throws IOException {
        List<String> command = LaunchedJava.of(LockHolder.class);
        command.add(workspace.folder().toString());
        Process holder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("holding");
        return holder;
    }
}
