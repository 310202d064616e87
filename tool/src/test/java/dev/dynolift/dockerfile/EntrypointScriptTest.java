package dev.dynolift.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.generate.CremaExample;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.Choice;
import dev.dynolift.plan.VariablePlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How processes are started and stopped by {@code entrypoint.sh}, with lines as Procfiles have them. */
class EntrypointScriptTest {

    /**
     * It says that it began, and at SIGTERM, after a moment's work, that it has ended. One that a line leaves behind, as no
     * container does, ends with its folder.
     */
    private static final String PROGRAM = """
            #!/bin/sh
            trap 'sleep 0.3; echo "$1 $KIND" >>ended; exit 0' TERM
            echo "$1" >>began
            while [ -e program ]; do
                sleep 0.1
            done
            """;

    @TempDir
    Path folder;

    private Process process;

    @BeforeEach
    void an_app() throws IOException {
        Files.writeString(
                folder.resolve("entrypoint.sh"),
                EntrypointScript.text(CremaExample.plan().apps().get(0)));
        Files.writeString(folder.resolve("program"), PROGRAM);
        Files.writeString(folder.resolve("began"), "");
        Files.writeString(folder.resolve("ended"), "");
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "sh program one",
                "KIND=a sh program one",
                "KIND=${NO_SUCH_ONE:-a b} sh program one",
                "sh program one | sh program two",
                "true && sh program one",
                "sh program one & sh program two",
                "sh program one & sh program two & wait -n",
                "KIND=b sh program one | cat; echo never >>ended",
            })
    void a_stop_reaches_every_process_and_waits_for_it(String line) throws Exception {
        List<String> programs = Arrays.stream(line.split(" "))
                .filter(word -> word.matches("one|two"))
                .toList();
        start(line);
        await("began", programs.size());

        process.destroy();

        assertThat(process.waitFor(20, TimeUnit.SECONDS))
                .as("within the 30 seconds of ECS")
                .isTrue();
        assertThat(Files.readAllLines(folder.resolve("ended")).stream().map(ended -> ended.split(" ")[0]))
                .containsExactlyInAnyOrderElementsOf(programs);
    }

    @Test
    void a_line_ends_with_its_own_exit_code() throws Exception {
        start("true; (exit 7)");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(7);
        start("sh program one & sleep 0.5; exit 3");
        assertThat(process.waitFor(20, TimeUnit.SECONDS))
                .as("as a dyno, which ends with its line")
                .isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[ $QUEUES == low* ]] && echo low high >>began",
                "set -- ${QUEUES//,/ }; echo $1 $2 >>began",
                "cat <(echo low high) >>began",
                "set -o pipefail; false | true || echo low high >>began",
                "source ./words; echo $WORDS >>began",
                "echo low high &>began",
                "printf '%s ' {low,high} >>began; echo >>began",
            })
    void a_line_is_run_by_the_shell_that_heroku_has(String line) throws Exception {
        Files.writeString(folder.resolve(".profile"), "export QUEUES=low,high\n");
        Files.writeString(folder.resolve("words"), "WORDS='low high'\n");
        start(line);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("began")).strip()).isEqualTo("low high");
    }

    @Test
    void a_profile_may_use_bash_and_its_arguments_and_stops_nothing() throws Exception {
        Files.writeString(folder.resolve(".profile"), """
                set -euo pipefail; set +e
                set -- a b c
                names=(low high)
                declare -x QUEUES="${names[*]}"
                shift 9
                export NONE= NOT-A-NAME=
                """);
        start("echo $QUEUES $NO_SUCH_ONE >>began");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("began"))).isEqualTo("low high\n");
    }

    @Test
    void what_comes_in_reaches_the_line() throws Exception {
        start("cat | tr a-z A-Z >>began");
        process.getOutputStream().write("typed\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        await("began", 1);
        assertThat(Files.readString(folder.resolve("began"))).isEqualTo("TYPED\n");
    }

    @Test
    void each_task_has_a_name_like_a_dynos_where_the_code_asks_for_it() throws Exception {
        AppPlan app = CremaExample.plan().apps().get(0);
        assertThat(EntrypointScript.text(app)).doesNotContain("DYNO");
        List<VariablePlan> variables = new ArrayList<>(app.variables());
        variables.add(new VariablePlan("DYNO", Choice.yours("run", "")));
        Files.writeString(
                folder.resolve("entrypoint.sh"),
                EntrypointScript.text(new AppPlan(
                        app.name(),
                        app.component(),
                        app.environment(),
                        app.services(),
                        app.release(),
                        app.scheduledJobs(),
                        variables,
                        app.settings(),
                        app.addons(),
                        app.logDrains(),
                        app.domains(),
                        app.site(),
                        app.secrets(),
                        app.pipeline(),
                        app.image())));

        start("echo $DYNO >>began; env DYNO=web bash entrypoint.sh /bin/sh -c 'echo $DYNO' >>began");
        await("began", 2);

        assertThat(Files.readAllLines(folder.resolve("began")).get(0))
                .as("elsewhere")
                .isEmpty();
        assertThat(Files.readAllLines(folder.resolve("began")).get(1)).matches("web\\.\\d+");
    }

    private void start(String line) throws IOException {
        process = new ProcessBuilder("/bin/bash", "entrypoint.sh", "/bin/sh", "-c", ShellLine.execed(line))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                // Not to our own output: whoever reads that would wait for what is left behind.
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private void await(String file, int lines) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (Files.readAllLines(folder.resolve(file)).size() < lines) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(50);
        }
    }
}
