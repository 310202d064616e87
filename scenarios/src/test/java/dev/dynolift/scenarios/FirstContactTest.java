package dev.dynolift.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who has never used dynolift. */
class FirstContactTest {

    @TempDir
    Path folder;

    @Test
    void it_tells_its_version() throws Exception {
        Program.Result result = new Program(folder).run("--version");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("dynolift 0.").contains("\nJava ");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void it_shows_its_help_on_standard_error_when_it_is_asked_nothing() throws Exception {
        Program.Result result = new Program(folder).run();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Usage: dynolift");
    }

    @Test
    void it_refuses_an_option_that_it_does_not_know() throws Exception {
        Program.Result result = new Program(folder).run("--no-such-option");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("--no-such-option");
    }
}
