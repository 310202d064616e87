package dev.dynolift.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CalledAsTest {

    @Test
    void commands_can_be_pasted_as_they_stand() {
        CalledAs called = CalledAs.ofProcess(Map.of("DYNOLIFT_CALLED_AS", "../dynolift/dynolift"));
        assertThat(called.in("Run `dynolift data clean`, then: dynolift audit crema"))
                .isEqualTo("Run `../dynolift/dynolift data clean`, then: ../dynolift/dynolift audit crema");
    }

    @Test
    void what_is_no_command_stays() {
        CalledAs called = new CalledAs("./dynolift");
        String words =
                "dynolift: building … dynolift moves apps; /opt/dynolift data, my-dynolift data, ./dynolift data,"
                        + " dynolift database";
        assertThat(called.in(words)).isEqualTo(words);
    }

    @Test
    void a_path_that_a_shell_would_take_apart_is_not_shown() {
        assertThat(CalledAs.ofProcess(Map.of())).isEqualTo(CalledAs.USUAL);
        assertThat(CalledAs.ofProcess(Map.of("DYNOLIFT_CALLED_AS", "/check out/dynolift")))
                .isEqualTo(CalledAs.USUAL);
        assertThat(CalledAs.USUAL.in("dynolift data sync")).isEqualTo("dynolift data sync");
    }
}
