package dev.dynolift.terminal;

import dev.dynolift.secret.Redactor;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way to the person: results go to standard output, talk to standard error, both as UTF-8. Whatever passes is
 * redacted, and control characters that a name may hold do not reach the terminal. A live view stays below what is
 * printed while it is shown. Thread-safe.
 */
public final class Console {

    // Tabs and line ends stay; colours are our own, and are taken out where there are none.
    private static final Pattern CONTROL = Pattern.compile("(\u001b\\[[0-9;]*m)|[\\p{Cntrl}&&[^\n\t]]");

    private final PrintStream out;
    private final PrintStream err;
    private final BufferedReader in;
    private final Terminal terminal;
    private final CalledAs called;
    private @Nullable LiveRegion live;
    private boolean asking;

    public Console(InputStream in, OutputStream out, OutputStream err, Terminal terminal, CalledAs called) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, false, StandardCharsets.UTF_8);
        this.terminal = terminal;
        this.called = called;
    }

    /** The console of this process; the environment says how wide and colourful it is, and how it was called. */
    public static Console ofProcess(Map<String, String> environment) {
        return new Console(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Terminal.ofProcess(environment),
                CalledAs.ofProcess(environment));
    }

    /** A result, with a line end, on standard output. */
    public synchronized void result(String text) {
        boolean shared = terminal.output();
        aroundLive(() -> {
            String clean = clean(text, palette(terminal.output()), !shared || terminal.unicode());
            out.print(clean + "\n");
            out.flush();
        });
    }

    /** Talk, with a line end, on standard error. */
    public synchronized void say(String text) {
        aroundLive(() -> {
            err.print(clean(text, palette(), terminal.unicode()) + "\n");
            err.flush();
        });
    }

    /** Something that a person should know but that stops nothing. */
    public void warn(String text) {
        say(palette().yellow("Warning:") + " " + text);
    }

    /** Colours for talk; plain where standard error is no terminal or colours are unwanted. */
    public Palette palette() {
        return palette(terminal.error());
    }

    /** Colours for results. */
    public Palette resultPalette() {
        return palette(terminal.output());
    }

    /** Columns of the terminal now; 80 where there is none and COLUMNS is not set. */
    public int width() {
        return terminal.size().get().columns();
    }

    Terminal terminal() {
        return terminal;
    }

    /**
     * Asks on standard error and reads one line; null at the end of the input. Nothing is locked while the person thinks:
     * the work goes on, and ctrl-C ends it.
     */
    @Nullable
    String ask(String question) {
        pause(question);
        try {
            return in.readLine();
        } catch (IOException e) {
            return null;
        } finally {
            goOn();
        }
    }

    private synchronized void pause(String question) {
        asking = true;
        if (live != null) {
            err.print(live.erase());
        }
        err.print(clean(question, palette(), terminal.unicode()) + " ");
        err.flush();
    }

    private synchronized void goOn() {
        asking = false;
    }

    synchronized void attach(LiveRegion region) {
        live = region;
    }

    /** Changes the live region and draws it again, unless a question stands in its place. */
    synchronized void draw(LiveRegion region, Runnable change) {
        if (live == region && !asking) {
            change.run();
            err.print(region.draw());
            err.flush();
        }
    }

    synchronized void detach(LiveRegion region) {
        if (live == region) {
            err.print(region.leave());
            err.flush();
            live = null;
        }
    }

    private void aroundLive(Runnable print) {
        LiveRegion region = live;
        if (region == null || asking) {
            print.run();
            return;
        }
        err.print(region.erase());
        err.flush();
        print.run();
        err.print(region.draw());
        err.flush();
    }

    private Palette palette(boolean screen) {
        return new Palette(screen && terminal.colours());
    }

    private String clean(String text, Palette palette, boolean unicode) {
        String visible = withoutControl(Redactor.redact(called.in(text)), palette.colours());
        return unicode ? visible : Glyphs.toAscii(visible);
    }

    /** The text without control characters, and without colours too unless they are wanted. */
    static String withoutControl(String text, boolean colours) {
        return CONTROL.matcher(text).replaceAll(match -> match.group(1) != null && colours ? "$1" : "");
    }
}
