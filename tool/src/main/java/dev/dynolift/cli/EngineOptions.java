package dev.dynolift.cli;

import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ForwardMove.Ending;
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
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that run an engine have in common. */
final class EngineOptions {

    @Mixin
    DatabaseOption database;

    @Mixin
    JobsOption jobs;

    @Option(names = "--events", description = "Print what happens as lines of JSON on standard output.")
    boolean eventLines;

    @Option(
            names = "--end-with-input",
            hidden = true,
            description = "End as if killed when standard input is closed: for a parent that may itself be killed.")
    boolean endWithInput;

    /**
     * Runs an engine with settings and a listener as the options say.
     *
     * @param stopped the last word when the process is interrupted
     */
    <T> T run(Console console, long bytesPerSecond, Supplier<String> stopped, Function<EngineRun, T> work) {
        Database source = database.source();
        Database target = database.target();
        EngineSettings settings =
                EngineSettings.defaults().withJobs(jobs.of(source, target)).withBytesPerSecond(bytesPerSecond);
        if (endWithInput) {
            endWithInput();
        }
        if (eventLines) {
            return work.apply(new EngineRun(source, target, settings, lines(System.out)));
        }
        try (ProgressView view = ProgressView.open(console, stopped)) {
            return work.apply(new EngineRun(source, target, settings, new NewsForPeople(view)));
        }
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

    /** The last word of a handover that did not wait for the comparison. */
    void tellUnverified(Console console, Ending ending) {
        if (ending == Ending.HANDED_OVER_UNVERIFIED) {
            console.result(
                    "UNVERIFIED: not every row was compared before. Nothing is known to differ. To compare every row"
                            + " now: dynolift data verify" + database.given());
        }
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
