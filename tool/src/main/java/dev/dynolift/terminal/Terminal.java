package dev.dynolift.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What is known about the three standard streams. Thread-safe.
 *
 * @param input whether standard input is a person's keyboard
 * @param output whether standard output is a screen
 * @param error whether standard error is a screen
 * @param colours whether a screen may be coloured (NO_COLOR, TERM)
 * @param moves whether the cursor can be moved (TERM)
 * @param unicode whether the locale can show more than ASCII
 * @param size asked again whenever it matters, as windows change
 */
public record Terminal(
        boolean input,
        boolean output,
        boolean error,
        boolean colours,
        boolean moves,
        boolean unicode,
        Supplier<Size> size) {

    /** Columns and rows of characters. */
    public record Size(int columns, int rows) {

        /** What a terminal has that does not say. */
        public static final Size USUAL = new Size(80, 24);
    }

    private static final int LONGEST_WAIT_SECONDS = 2;
    // The exit code is the answer: the streams themselves are what is asked about.
    private static final String WHICH_ARE_SCREENS =
            "n=0; [ -t 0 ] && n=1; [ -t 1 ] && n=$((n+2)); [ -t 2 ] && n=$((n+4)); exit $n";

    /** Looks at this process's own streams, with the shell's means: Java 17 knows no better way. */
    static Terminal ofProcess(Map<String, String> environment) {
        int screens = screens();
        String kind = environment.getOrDefault("TERM", "");
        boolean dumb = kind.isEmpty() || kind.equals("dumb");
        return new Terminal(
                (screens & 1) != 0,
                (screens & 2) != 0,
                (screens & 4) != 0,
                !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty(),
                !dumb,
                unicode(environment),
                screens == 0 ? () -> fixed(environment) : () -> ask(environment));
    }

    /** The locale's character set, by the order of precedence that POSIX gives the three variables. */
    static boolean unicode(Map<String, String> environment) {
        return List.of("LC_ALL", "LC_CTYPE", "LANG").stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> value.toLowerCase(Locale.ROOT).replace("-", "").endsWith("utf8"))
                .orElse(false);
    }

    private static int screens() {
        try {
            Process shell = new ProcessBuilder("sh", "-c", WHICH_ARE_SCREENS)
                    .inheritIO()
                    .start();
            if (shell.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return shell.exitValue() < 8 ? shell.exitValue() : 0;
            }
            shell.destroyForcibly();
            return 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** COLUMNS when it is set, then what the terminal's driver says, then 80. */
    private static Size ask(Map<String, String> environment) {
        Size told = fixed(environment);
        if (environment.containsKey("COLUMNS") && environment.containsKey("LINES")) {
            return told;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            String[] parts = answer.strip().split(" ");
            if (parts.length == 2) {
                int columns = environment.containsKey("COLUMNS") ? told.columns() : number(parts[1], told.columns());
                return new Size(columns, number(parts[0], told.rows()));
            }
            return told;
        } catch (IOException e) {
            return told;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return told;
        }
    }

    private static Size fixed(Map<String, String> environment) {
        return new Size(
                number(environment.getOrDefault("COLUMNS", ""), Size.USUAL.columns()),
                number(environment.getOrDefault("LINES", ""), Size.USUAL.rows()));
    }

    /** A terminal of 0 columns, as some serial lines and recorders say, does not know its size. */
    private static int number(String text, int otherwise) {
        try {
            int number = Integer.parseInt(text.strip());
            return number > 0 ? number : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
