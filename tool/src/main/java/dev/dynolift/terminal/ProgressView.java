package dev.dynolift.terminal;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the work while it happens, on standard error: on a terminal as a tree of stages that is drawn again in place, five
 * times a second; elsewhere as quiet lines. Give it every event of one command and close it at the end; when
 * the process is interrupted it closes itself and gives the cursor back. Thread-safe.
 */
public final class ProgressView implements EventListener, AutoCloseable {

    private static final Duration FRAME = Duration.ofMillis(200);
    private static final int ALL = Integer.MAX_VALUE;

    private final Console console;
    private final InstantSource clock;
    private final boolean live;
    private final Glyphs glyphs;
    private final StageTree tree = new StageTree();
    private final QuietLines quiet;
    private final LiveRegion region = new LiveRegion();
    private boolean closed;
    private @Nullable ScheduledExecutorService ticker;
    private @Nullable Thread atShutdown;

    /** Only the state; {@link #open} is the one that moves by itself. */
    ProgressView(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
        this.live = console.terminal().error() && console.terminal().moves();
        this.glyphs = console.terminal().unicode() ? Glyphs.UNICODE : Glyphs.ASCII;
        this.quiet = new QuietLines(glyphs);
        if (live) {
            console.attach(region);
        }
    }

    /** A view that begins to show what it is told. */
    public static ProgressView open(Console console) {
        return open(console, () -> "");
    }

    /** @param lastWord asked when the process is interrupted: what a person has to know then; may be empty */
    public static ProgressView open(Console console, Supplier<String> lastWord) {
        ProgressView view = new ProgressView(console, InstantSource.system());
        view.startTicking(lastWord);
        return view;
    }

    @Override
    public synchronized void on(Event told) {
        if (closed) {
            return;
        }
        Event event = Outages.inWords(told);
        Stage stage = tree.fold(event);
        if (!live) {
            quiet.of(event, stage).forEach(console::say);
        }
    }

    /** Draws the last state and leaves it standing; stages that are still open are shown as interrupted. */
    @Override
    public void close() {
        ScheduledExecutorService ticking = ticker;
        if (ticking != null) {
            ticking.shutdownNow();
        }
        Thread hook = atShutdown;
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending: the hook runs, finds the view closed, and does nothing.
                atShutdown = null;
            }
        }
        finish(false);
    }

    /** As when the process is interrupted: what is drawn stays as it is, and the last word comes below it. */
    void interrupt(Supplier<String> lastWord) {
        if (finish(true)) {
            String word = lastWord.get();
            if (!word.isEmpty()) {
                console.say(word);
            }
        }
    }

    /** Draws a frame, or says a quiet sign of life when it is time. */
    synchronized void tick() {
        if (closed) {
            return;
        }
        Instant now = clock.instant();
        if (live) {
            draw(now, false);
        } else {
            quiet.tick(tree.root().innermost(), now).forEach(console::say);
        }
    }

    private synchronized boolean finish(boolean interrupted) {
        if (closed) {
            return false;
        }
        closed = true;
        Instant now = clock.instant();
        tree.interrupt(now);
        if (live) {
            // Whoever interrupts has seen all notes: only what is on the screen stays.
            draw(now, !interrupted);
            console.detach(region);
        }
        return true;
    }

    private void draw(Instant now, boolean last) {
        // Asked for each frame: lines that are wider than a window that just shrank would leave rubbish behind.
        Terminal.Size size = console.terminal().size().get();
        // The last drawing stays in the scrollback, so it may be longer than the screen.
        int most = last ? ALL : Math.max(3, size.rows() - 1);
        StageLines lines = new StageLines(glyphs, console.palette(), size.columns(), now);
        console.draw(region, () -> region.show(lines.draw(tree, most), size.columns()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // drawing goes on until the view is closed
    private void startTicking(Supplier<String> lastWord) {
        ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "progress view");
            thread.setDaemon(true);
            return thread;
        });
        ticking.scheduleAtFixedRate(this::tick, 0, FRAME.toMillis(), TimeUnit.MILLISECONDS);
        ticker = ticking;
        Thread hook = new Thread(() -> interrupt(lastWord), "progress view, at the end");
        atShutdown = hook;
        Runtime.getRuntime().addShutdownHook(hook);
    }
}
