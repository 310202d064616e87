package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.rehearse.Rehearsal;
import dev.dynolift.rehearse.RehearsalOptions;
import dev.dynolift.rehearse.RehearsalPlace;
import dev.dynolift.report.JsonResult;
import dev.dynolift.report.RehearsalReport;
import dev.dynolift.report.ResultTable;
import dev.dynolift.server.ServerBinaries;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.ProgressView;
import dev.dynolift.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the whole migration on this machine. */
@Command(
        name = "rehearse",
        description = {
            "Runs the whole migration on this machine: audit, plan, files, and the move of the database between two real"
                    + " PostgreSQL servers while a load keeps writing; the switch, the way back, and a comparison of every"
                    + " row. Changes nothing outside the workspace.",
            "Killed or stopped, the same command goes on where it was."
        })
final class RehearseCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            description = "A folder that describes an app: see docs/reference/rehearsal-folder.md.")
    Path folder = Path.of("");

    @Option(names = "--scale", paramLabel = "N", description = "Fill the database N times as large; 0.1 is a tenth.")
    @Nullable
    Double scale;

    @Option(names = "--keep", description = "Leave both servers up at the end and print their URLs.")
    boolean keep;

    @Option(names = "--stop", description = "Stop the servers that --keep has left, and do nothing else.")
    boolean stop;

    @Option(names = "--fresh", description = "Forget an unfinished rehearsal and begin anew.")
    boolean fresh;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Let the app write at least so long in each part: live, on the target, and after the way back"
                    + " (default: 10).")
    int seconds = 10;

    @Option(names = "--jobs", paramLabel = "N", description = "Copy with N connections to each side.")
    @Nullable
    Integer jobs;

    @Option(
            names = "--ports",
            paramLabel = "SOURCE,TARGET",
            split = ",",
            description = "Let the servers listen on these ports (default: any free ones).")
    List<Integer> ports = List.of();

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "Where files are written (default: ./dynolift-NAME).")
    @Nullable
    Path workspace;

    @Option(names = "--json", description = "Print one JSON object instead of the table.")
    boolean json;

    @Option(names = "--yes", description = "Taken for symmetry: a rehearsal asks nothing.")
    boolean yes;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(System.getenv());
        RehearsalOptions options = options();
        Rehearsal.Prepared prepared = Rehearsal.prepare(folder, options);
        Workspace place = workspace == null ? Workspace.named(Path.of(""), prepared.name()) : new Workspace(workspace);
        Path cache = ServerBinaries.usualCache(
                Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse(""));
        if (stop) {
            console.result(Rehearsal.stopServers(place, cache) + " servers stopped.");
            return 0;
        }
        RehearsalPlace machine = new RehearsalPlace(
                place,
                ThisProgram.command(),
                Optional.ofNullable(System.getenv("PATH")).orElse(""),
                cache,
                System::getenv,
                console::say);
        RehearsalReport report;
        try (ProgressView view = ProgressView.open(console)) {
            report = Rehearsal.run(prepared, options, machine, view);
        }
        JsonResult result = JsonResult.of(report, place.report());
        result.write(place.reportData());
        if (json) {
            console.result(result.toJson());
        } else {
            if (keep) {
                console.result("Both servers stay up. To look at them, and to stop them:");
                report.repeat().forEach(line -> console.result("  " + line));
                console.result("");
            }
            ResultTable.lines(result, console.width(), console.resultPalette()).forEach(console::result);
        }
        return report.proof().rowsDiffering() > 0 ? ErrorCode.DIFFERENCES.exitCode() : 0;
    }

    private RehearsalOptions options() {
        if (seconds < 0
                || seconds > 86_400
                || (jobs != null && (jobs < 1 || jobs > 64))
                || (scale != null && !(scale > 0 && scale <= 10_000))) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "an option's number cannot be used",
                    "--seconds takes 0 to 86400, --jobs 1 to 64, --scale a number above 0",
                    "Correct it and run the same command again.");
        }
        if (!ports.isEmpty() && ports.size() != 2) {
            throw new DynoliftException(
                    ErrorCode.INPUT, "--ports names " + ports.size() + " ports", "there are two servers", "Give two.");
        }
        return new RehearsalOptions(
                scale == null ? OptionalDouble.empty() : OptionalDouble.of(scale),
                keep,
                fresh,
                Duration.ofSeconds(seconds),
                jobs == null ? 0 : jobs,
                ports.isEmpty() ? OptionalInt.empty() : OptionalInt.of(ports.get(0)),
                ports.isEmpty() ? OptionalInt.empty() : OptionalInt.of(ports.get(1)));
    }
}
