package dev.dynolift.cli;

import dev.dynolift.control.EngineSettings;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventLines;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.secret.Redactor;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.ProgressView;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that run an engine have in common. */
final class EngineOptions {

    private static final Pattern RATE = Pattern.compile("(\\d{1,9})\\s*([kKmMgG]?)[bB]?(?:/s)?");

    @Mixin
    JobsOption jobs;

    @Option(
            names = "--max-rate",
            paramLabel = "BYTES",
            description = "Copy no more than so many bytes a second from a source that serves customers: 20MB.")
    @Nullable
    String maxRate;

    @Option(names = "--events", description = "Print what happens as lines of JSON on standard output.")
    boolean eventLines;

    @Option(
            names = "--end-with-input",
            hidden = true,
            description = "End as if killed when standard input is closed: for a parent that may itself be killed.")
    boolean endWithInput;

    /** Runs an engine with settings and a listener as the options say; returns the command's exit code. */
    <T> T run(Console console, Function<EngineRun, T> work) {
        long rate = maxRate == null ? Long.MAX_VALUE : bytes(maxRate);
        Database source = DatabaseAddresses.source();
        Database target = DatabaseAddresses.target();
        EngineSettings settings =
                EngineSettings.defaults().withJobs(jobs.of(source, target)).withBytesPerSecond(rate);
        if (endWithInput) {
            endWithInput();
        }
        if (eventLines) {
            return work.apply(new EngineRun(source, target, settings, lines(System.out)));
        }
        try (ProgressView view = ProgressView.open(console)) {
            return work.apply(new EngineRun(source, target, settings, new NewsForPeople(view)));
        }
    }

    /** "20MB" as a number; units are powers of 1024, as in the servers' own settings. */
    static long bytes(String text) {
        Matcher matcher = RATE.matcher(text.strip());
        if (!matcher.matches() || matcher.group(1).matches("0+")) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "--max-rate " + text + " cannot be used",
                    "it is no number of bytes above 0",
                    "Give a number with or without a unit (kB, MB, GB): --max-rate 20MB.");
        }
        int power = "KMG"
                .indexOf(
                        matcher.group(2).isEmpty()
                                ? ' '
                                : Character.toUpperCase(matcher.group(2).charAt(0)));
        return Long.parseLong(matcher.group(1)) << 10 * (power + 1);
    }

    /** What an engine is run with. The databases are those that were asked before: they know that they were reached. */
    record EngineRun(Database source, Database target, EngineSettings settings, EventListener events) {}

    /** Tells a person, once the engine has proved every row, what can be done now. */
    EventListener whenProved(Console console, String news) {
        return event -> {
            if (event instanceof Event.Proved && !eventLines) {
                console.say(news);
            }
        };
    }

    private static EventListener lines(PrintStream out) {
        return (Event event) -> {
            synchronized (out) {
                out.println(Redactor.redact(EventLines.toLine(event)));
                out.flush();
            }
        };
    }

    /** Ends at once and hard: the engine must survive that anyway, and a parent that is gone cannot wait. */
    private static void endWithInput() {
        Thread watcher = new Thread(
                () -> {
                    try (InputStream input = System.in) {
                        input.transferTo(java.io.OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // As good as closed.
                    }
                    Runtime.getRuntime().halt(ErrorCode.INTERRUPTED.exitCode());
                },
                "dynolift-parent-watch");
        watcher.setDaemon(true);
        watcher.start();
    }
}
