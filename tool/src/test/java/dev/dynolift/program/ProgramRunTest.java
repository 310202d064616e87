package dev.dynolift.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the shell of this machine, and what it starts. */
class ProgramRunTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void what_it_says_is_told_apart_or_together_with_its_exit_code() {
        List<String> command = List.of("sh", "-c", "echo answer; echo \"$WHY\" >&2; exit 3");

        ProgramRun apart = ProgramRun.apart(command, Map.of("WHY", "complaint"), LONG);
        assertThat(apart.exit()).hasValue(3);
        assertThat(apart.well()).isFalse();
        assertThat(apart.output()).isEqualTo("answer\n");
        assertThat(apart.complaints()).isEqualTo("complaint\n");
        assertThat(ProgramRun.together(command, Map.of("WHY", "complaint"), LONG)
                        .output())
                .isEqualTo("answer\ncomplaint\n");
    }

    @Test
    void who_does_not_end_is_ended_and_what_was_said_until_then_is_kept() {
        ProgramRun run = ProgramRun.together(
                List.of("sh", "-c", "printf 'caf\\351\\n'; exec sleep 600"), Map.of(), Duration.ofMillis(500));

        assertThat(run.exit()).isEmpty();
        assertThat(run.output()).startsWith("caf");
        assertThat(run.complaints()).contains("did not end within");
    }

    @Test
    void what_cannot_be_started_says_why() {
        ProgramRun run = ProgramRun.apart(List.of(folder.resolve("none").toString()), Map.of(), LONG);

        assertThat(run.exit()).isEmpty();
        assertThat(run.complaints()).isNotBlank();
    }

    @Test
    void a_program_is_the_first_file_on_the_path_that_may_be_run() throws IOException {
        Path first = Files.createDirectories(folder.resolve("first"));
        Path second = Files.createDirectories(folder.resolve("second"));
        Files.createDirectories(first.resolve("tool"));
        Path tool = Files.writeString(second.resolve("tool"), "#!/bin/sh\n");
        ProgramSearch search = ProgramSearch.in(Map.of("PATH", first + ":" + second));

        assertThat(search.find("tool")).isEmpty();
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        assertThat(search.find("tool")).contains(tool);
        assertThat(ProgramSearch.in(Map.of()).find("sh")).isEmpty();
    }
}
