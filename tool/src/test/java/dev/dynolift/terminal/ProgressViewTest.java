package dev.dynolift.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.event.Event;
import dev.dynolift.secret.Secret;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressViewTest {

    private final ScreenForTests out = new ScreenForTests();
    private final ScreenForTests screen = new ScreenForTests();
    private final AtomicReference<Terminal.Size> size = new AtomicReference<>(new Terminal.Size(80, 24));
    private Instant now = Instant.parse("2026-11-21T09:00:00Z");

    @Test
    void a_terminal_shows_the_tree_in_place() {
        Console console = console(true, true);
        ProgressView view = new ProgressView(console, () -> now);
        copyHalf(view);
        view.tick();
        view.tick();
        assertThat(screen.lines(80))
                .containsExactly(
                        "✓ Audit crema                                                            812 ms",
                        "● Move the data                                                           4.0 s",
                        "  ● Copy all rows                                                         4.0 s",
                        "      ██████████░░░░░░░░░░ 50 % · 500 rows · 512 kB/s · 4 s left · 2.0 MB",
                        "      chunk 2 of 4 · orders");
        assertThat(screen.cursorIsShown()).isFalse();
        console.say("Said in between.");
        finishCopy(view);
        view.close();
        assertThat(screen.lines(80))
                .containsExactly(
                        "Said in between.",
                        "✓ Audit crema                                                            812 ms",
                        "✓ Move the data                                                           9.0 s",
                        "  ✓ Copy all rows  1,000 rows · 4.0 MB                                    8.0 s");
        assertThat(screen.cursorIsShown()).isTrue();
        assertThat(out.raw()).isEmpty();
    }

    @Test
    void an_interrupted_command_ends_with_its_last_word_and_says_nothing_twice() {
        size.set(new Terminal.Size(80, 6));
        ProgressView view = new ProgressView(console(true, true), () -> now);
        for (int i = 1; i <= 9; i++) {
            view.on(new Event.Note(now, Event.Level.INFO, "Note " + i + "."));
        }
        copyHalf(view);
        view.tick();
        view.interrupt(() -> "Stopped; the same command goes on.");
        view.interrupt(() -> "Never said.");
        assertThat(screen.lines(80)).hasSize(6).endsWith("Stopped; the same command goes on.");
    }

    @Test
    void a_server_that_fails_for_a_while_is_worth_two_lines() {
        ProgressView view = new ProgressView(console(false, false), () -> now);
        view.on(new Event.Waiting(now, "the target could not connect", Duration.ofSeconds(1)));
        view.on(new Event.GoesOn(now.plusSeconds(34), Duration.ofSeconds(34)));
        view.close();
        assertThat(screen.raw())
                .contains("Waits, and goes on by itself: the target could not connect. Nothing is lost.\n")
                .contains("Goes on after 34");
    }

    @Test
    void nothing_wraps_on_a_narrow_terminal() {
        size.set(new Terminal.Size(30, 24));
        ProgressView view = new ProgressView(console(true, true), () -> now);
        copyHalf(view);
        view.on(new Event.Note(now, Event.Level.WARNING, "a_very_long_table_name_without_any_blank is copied again"));
        view.tick();
        assertThat(screen.lines(1_000)).allSatisfy(line -> assertThat(line).hasSizeLessThan(30));
        assertThat(String.join(" ", screen.lines(1_000))).contains("copied again");
    }

    @Test
    void a_window_made_narrower_leaves_no_rubbish() {
        ProgressView view = new ProgressView(console(true, true), () -> now);
        copyHalf(view);
        view.tick();
        size.set(new Terminal.Size(50, 24));
        view.tick();
        // The long lines of the first frame take two rows each on the narrower screen.
        assertThat(screen.lines(50))
                .hasSize(5)
                .filteredOn(line -> line.contains("Audit"))
                .hasSize(1);
    }

    @Test
    void a_low_window_shows_the_end_of_the_tree_and_closing_shows_all_of_it() {
        size.set(new Terminal.Size(80, 6));
        ProgressView view = new ProgressView(console(true, true), () -> now);
        for (int i = 0; i < 20; i++) {
            view.on(new Event.StageStarted(now, "s" + i, "Stage " + i));
            view.on(new Event.StageFinished(now, "s" + i, Duration.ZERO, Event.Outcome.DONE));
        }
        view.tick();
        assertThat(screen.lines(80)).hasSize(5).first().isEqualTo("… 16 lines above");
        view.close();
        assertThat(screen.lines(80)).hasSize(20);
    }

    @Test
    void an_interruption_gives_the_cursor_back_and_says_what_was_open() {
        ProgressView view = new ProgressView(console(true, true), () -> now);
        copyHalf(view);
        view.tick();
        view.close();
        view.close();
        view.on(new Event.Note(now, Event.Level.INFO, "too late"));
        view.tick();
        assertThat(screen.cursorIsShown()).isTrue();
        assertThat(String.join("\n", screen.lines(80)))
                .contains("✗ Copy all rows (interrupted)")
                .doesNotContain("too late");
    }

    @Test
    void an_engine_that_was_killed_and_started_again_is_seen() {
        ProgressView view = new ProgressView(console(true, true), () -> now);
        copyHalf(view);
        view.on(new Event.StageStarted(now, "copy", "Copy all rows"));
        view.on(new Event.CopyProgress(now, 500, 2 << 20, 4 << 20, 2, 4, 2, "orders"));
        view.tick();
        assertThat(String.join("\n", screen.lines(80)))
                .contains("✗ Copy all rows (interrupted)")
                .contains("● Copy all rows")
                .contains("2 kept from before");
    }

    @Test
    void without_a_terminal_there_are_quiet_lines() {
        Console console = console(false, true);
        ProgressView view = new ProgressView(console, () -> now);
        copyHalf(view);
        view.tick();
        now = now.plusSeconds(11);
        view.tick();
        view.tick();
        view.on(new Event.FenceStep(now, "last round", Duration.ofMillis(42)));
        finishCopy(view);
        view.close();
        assertThat(screen.raw()).isEqualTo("""
                        ● Audit crema
                        ✓ Audit crema · 812 ms
                        ● Move the data
                          ● Copy all rows
                            Copy all rows: 50 % · 500 rows · 512 kB/s · 4 s left · 2.0 MB · chunk 2 of 4 · orders · 15.0 s
                            last round · 42 ms
                          ✓ Copy all rows · 1,000 rows · 4.0 MB · 8.0 s
                        ✓ Move the data · 9.0 s
                        """);
    }

    @Test
    void one_thing_is_not_counted_as_several() {
        ProgressView view = new ProgressView(console(false, true), () -> now);
        for (long count : new long[] {1, 2}) {
            view.on(new Event.StageStarted(now, "audit" + count, "Audit"));
            view.on(new Event.StageProgress(now, "audit" + count, "crema", count, count, "apps"));
            view.on(new Event.StageFinished(now, "audit" + count, Duration.ZERO, Event.Outcome.DONE));
        }
        view.close();
        assertThat(screen.raw()).contains("1 app ·", "2 apps ·");
    }

    @Test
    void a_locale_without_unicode_gets_ascii() {
        ProgressView view = new ProgressView(console(true, false), () -> now);
        copyHalf(view);
        view.tick();
        assertThat(screen.raw()).isASCII().contains("##########..........").contains("* Copy all rows");
    }

    @Test
    void differences_and_fence_steps_are_named() {
        ProgressView view = new ProgressView(console(true, true), () -> now);
        view.on(new Event.StageStarted(now, "fence", "Hand over"));
        view.on(new Event.FenceStep(now, "refuse writes", Duration.ofMillis(12)));
        for (int key = 1; key <= 7; key++) {
            view.on(new Event.DifferenceFound(now, "orders", "(" + key + ")", "missing"));
        }
        view.tick();
        assertThat(String.join("\n", screen.lines(80)))
                .contains("refuse writes", "12 ms", "✗ orders (1) is missing", "… and 2 rows more");
    }

    @Test
    void hostile_names_and_secrets_do_not_reach_the_terminal() {
        Secret secret = new Secret("correct-horse-battery");
        ProgressView view = new ProgressView(console(true, true), () -> now);
        view.on(new Event.StageStarted(now, "copy", "Copy \u001b[2J\u0007" + secret.reveal()));
        view.on(new Event.VerifyProgress(now, "x\u001b]0;title\u0007", 1, 2));
        view.on(new Event.Note(now, Event.Level.INFO, "see postgres://u:hunter22@host/db"));
        view.tick();
        view.close();
        assertThat(screen.raw())
                .doesNotContain("correct-horse", "hunter22", "\u0007", "\u001b[2J", "\u001b]0")
                .contains("***");
    }

    private void copyHalf(ProgressView view) {
        view.on(new Event.StageStarted(now, "audit", "Audit crema"));
        view.on(new Event.StageFinished(now, "audit", Duration.ofMillis(812), Event.Outcome.DONE));
        view.on(new Event.StageStarted(now, "data", "Move the data"));
        view.on(new Event.StageStarted(now, "copy", "Copy all rows"));
        view.on(new Event.CopyProgress(now, 0, 0, 4 << 20, 0, 4, 0, "orders"));
        now = now.plusSeconds(4);
        view.on(new Event.CopyProgress(now, 500, 2 << 20, 4 << 20, 2, 4, 0, "orders"));
    }

    private void finishCopy(ProgressView view) {
        view.on(new Event.CopyProgress(now, 1_000, 4 << 20, 4 << 20, 4, 4, 0, "orders"));
        view.on(new Event.StageFinished(now, "copy", Duration.ofSeconds(8), Event.Outcome.DONE));
        view.on(new Event.StageFinished(now, "data", Duration.ofSeconds(9), Event.Outcome.DONE));
    }

    private Console console(boolean terminal, boolean unicode) {
        return new Console(
                InputStream.nullInputStream(),
                out,
                screen,
                new Terminal(terminal, terminal, terminal, false, terminal, unicode, size::get),
                CalledAs.USUAL);
    }
}
