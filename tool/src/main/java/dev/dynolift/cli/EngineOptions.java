package dev.dynolift.cli;

import dev.dynolift.control.EngineSettings;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventLines;
import dev.dynolift.event.EventListener;
import dev.dynolift.secret.Redactor;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.ProgressView;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** What the commands that run an engine have in common. */
final class EngineOptions {

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Copy and build indexes with N connections to each side (default: by this machine's cores).")
    int jobs;

    @Option(names = "--events", description = "Print what happens as lines of JSON on standard output.")
    boolean eventLines;

    @Option(
            names = "--end-with-input",
            hidden = true,
            description = "End as if killed when standard input is closed: for a parent that may itself be killed.")
    boolean endWithInput;

    /** Runs an engine with settings and a listener as the options say; returns the command's exit code. */
    <T> T run(Console console, Function<EngineRun, T> work) {
        if (jobs < 0 || jobs > 64) {
            throw new DynoliftException(
                    ErrorCode.INPUT, "--jobs " + jobs + " cannot be used", "", "Give a number from 1 to 64.");
        }
        EngineSettings settings = jobs == 0
                ? EngineSettings.defaults()
                : EngineSettings.defaults().withJobs(jobs);
        if (endWithInput) {
            endWithInput();
        }
        if (eventLines) {
            return work.apply(new EngineRun(settings, lines(System.out)));
        }
        try (ProgressView view = ProgressView.open(console)) {
            return work.apply(new EngineRun(settings, view));
        }
    }

    /** What an engine is run with. */
    record EngineRun(EngineSettings settings, EventListener events) {}

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
