package dev.dynolift.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Secret;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final ScreenForTests out = new ScreenForTests();
    private final ScreenForTests err = new ScreenForTests();

    @Test
    void results_and_talk_go_separate_ways_and_hide_secrets() {
        Secret secret = new Secret("s3cr3t-value");
        Console console = console("", false, false, true);
        console.result("result s3cr3t-value");
        console.say("talk " + secret.reveal());
        console.warn("beware");
        assertThat(out.raw()).isEqualTo("result ***\n");
        assertThat(err.raw()).isEqualTo("talk ***\nWarning: beware\n");
    }

    @Test
    void there_is_colour_on_a_terminal_only() {
        console("", true, true, true).warn("beware");
        assertThat(err.raw()).isEqualTo("\u001b[33mWarning:\u001b[0m beware\n");
        Console plain = console("", false, false, true);
        plain.result(new Palette(true).red("x") + "\u001b[2J\u0007");
        assertThat(out.raw()).isEqualTo("x[2J\n");
    }

    @Test
    void a_result_in_a_file_keeps_every_character() {
        console("", false, false, false).result("a → b …");
        assertThat(out.raw()).isEqualTo("a → b …\n");
        console("", false, false, false).say("a → b …");
        assertThat(err.raw()).isEqualTo("a -> b ...\n");
    }

    @Test
    void the_environment_says_whether_there_is_unicode_colour_and_width() {
        assertThat(Terminal.unicode(Map.of("LANG", "de_DE.UTF-8"))).isTrue();
        assertThat(Terminal.unicode(Map.of("LANG", "C.utf8", "LC_ALL", "C"))).isFalse();
        assertThat(Terminal.unicode(Map.of())).isFalse();
        Terminal terminal = Terminal.ofProcess(Map.of("TERM", "xterm", "NO_COLOR", "1", "COLUMNS", "123"));
        assertThat(terminal.colours()).isFalse();
        assertThat(terminal.size().get().columns()).isEqualTo(123);
        assertThat(Terminal.ofProcess(Map.of("TERM", "dumb")).moves()).isFalse();
    }

    @Test
    void consent_is_asked_for_and_taken() {
        new Prompt(console("yes\n", true, true, true)).consent("12 resources are created.", false);
        assertThat(err.raw()).contains("12 resources are created.").contains("Go on? [y/N]");
        new Prompt(console("", false, false, true)).consent("…", true);
        assertRefused(() -> new Prompt(console("\n", true, true, true)).consent("…", false), ErrorCode.INTERRUPTED);
        assertRefused(() -> new Prompt(console("", true, true, true)).consent("…", false), ErrorCode.INTERRUPTED);
    }

    @Test
    void nobody_to_ask_is_a_clear_error() {
        assertThatThrownBy(() -> new Prompt(console("yes\n", false, true, true)).consent("…", false))
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INPUT);
                    assertThat(e.next()).contains("--yes");
                });
        assertThatThrownBy(() -> new Prompt(console("", false, true, true)).confirm("…", "crema", null))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.next()).contains("--confirm crema"));
    }

    @Test
    void destruction_wants_the_apps_name() {
        new Prompt(console("crema\n", true, true, true)).confirm("All is removed.", "crema", null);
        new Prompt(console("", false, false, true)).confirm("All is removed.", "crema", "crema");
        assertRefused(
                () -> new Prompt(console("yes\n", true, true, true)).confirm("…", "crema", null),
                ErrorCode.INTERRUPTED);
        assertRefused(
                () -> new Prompt(console("", true, true, true)).confirm("…", "crema", "crema-staging"),
                ErrorCode.INPUT);
    }

    @Test
    void a_table_aligns_its_columns_and_fits() {
        TextTable table = new TextTable(TextTable.Align.LEFT, TextTable.Align.RIGHT, TextTable.Align.LEFT)
                .header("table", "rows", "note")
                .row("orders", "1,234,567", "")
                .row("表", "7", "wide names count twice, and long cells give way");
        assertThat(table.lines(80, new Palette(false)))
                .containsExactly(
                        "table        rows  note",
                        "orders  1,234,567",
                        "表              7  wide names count twice, and long cells give way");
        List<String> narrow = table.lines(40, new Palette(false));
        assertThat(narrow).last().isEqualTo("表              7  wide names count twi…");
    }

    private static void assertRefused(Runnable action, ErrorCode code) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(DynoliftException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private Console console(String typed, boolean screen, boolean colours, boolean unicode) {
        return new Console(
                new ByteArrayInputStream(typed.getBytes(UTF_8)),
                out,
                err,
                new Terminal(screen, screen, screen, colours, screen, unicode, () -> Terminal.Size.USUAL),
                CalledAs.USUAL);
    }
}
