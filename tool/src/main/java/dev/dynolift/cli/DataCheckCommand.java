package dev.dynolift.cli;

import dev.dynolift.control.EngineSettings;
import dev.dynolift.engine.ReadyTarget;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Database;
import dev.dynolift.preflight.Finding;
import dev.dynolift.preflight.FollowerChecks;
import dev.dynolift.preflight.Kind;
import dev.dynolift.preflight.Preflight;
import dev.dynolift.preflight.Report;
import dev.dynolift.preflight.Severity;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.ProgressView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Looks at both databases and says what stands in the way of a move. */
@Command(
        name = "check",
        description = {
            "Says all at once what stands in the way of moving the source to the target: what blocks it, what to beware"
                    + " of, and what is good to know, each with what to do. Reads only.",
            "`data sync` and `data copy` look at the same things before they begin. Exit code 3 when something blocks."
        })
final class DataCheckCommand implements Callable<Integer> {

    private static final Map<String, Kind> KINDS =
            Map.of("sync", Kind.LIVE, "copy", Kind.COPY, "fenced-copy", Kind.FENCED_COPY);

    private static final Map<Kind, Kind> OF_ROWS = Map.of(Kind.COPY, Kind.ROWS, Kind.FENCED_COPY, Kind.FENCED_ROWS);

    private static final Map<Kind, String> COMMANDS = Map.of(
            Kind.LIVE, "data sync",
            Kind.COPY, "data copy",
            Kind.FENCED_COPY, "data copy --fence",
            Kind.ROWS, "data copy --rows-only",
            Kind.FENCED_ROWS, "data copy --fence --rows-only");

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Option(
            names = "--for",
            paramLabel = "WHAT",
            description = "What is to be done: sync, copy, or fenced-copy (default: sync, which needs most).")
    String purpose = "sync";

    @Mixin
    TableOptions tables = new TableOptions();

    @Option(names = "--rows-only", description = "For a copy into tables that the target has already.")
    boolean rowsOnly;

    @Mixin
    JobsOption jobs = new JobsOption();

    @Option(
            names = "--follower",
            description = "Look at the follower in DYNOLIFT_FOLLOWER_URL, too, for `data sync --follower`.")
    boolean follower;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        return run(database.source(), database.target(), Console.ofProcess(System.getenv()));
    }

    /** As the command, with other databases and another console. */
    int run(Database source, Database target, Console console) {
        jobs.check();
        Kind kind = kind();
        EngineSettings settings = EngineSettings.defaults().withJobs(jobs.of(source, target));
        Report report;
        try (ProgressView view = ProgressView.open(console)) {
            report = new Preflight(source, target, kind, tables.selection(), settings, view).look();
        }
        if (follower) {
            for (Finding finding : new FollowerChecks(source, DatabaseAddresses.follower(database.name), events -> {})
                    .look()
                    .findings()) {
                report = report.with(finding);
            }
        }
        if (rowsOnly) {
            report = ReadyTarget.look(source, target, tables.selection())
                    .map(report::with)
                    .orElse(report);
        }
        String command = COMMANDS.get(kind)
                + (tables.selection().isEverything()
                        ? ""
                        : " " + tables.selection().options());
        if (json) {
            console.result(toJson(report, command, settings.jobs()));
        } else {
            console.result("Checked for `" + command + "` with --jobs " + settings.jobs() + "; for another way: "
                    + Stream.of("copy", "fenced-copy", "sync")
                            .filter(other -> !other.equals(purpose))
                            .map(other -> "--for " + other)
                            .collect(Collectors.joining(", "))
                    + ".");
            print(report, console);
            if (report.isClear()) {
                console.say("Next: dynolift " + command);
            }
        }
        return report.isClear() ? 0 : ErrorCode.GATE.exitCode();
    }

    private Kind kind() {
        Kind kind = KINDS.get(purpose);
        if (kind == null) {
            throw unusable("--for " + purpose, "", "Give sync, copy or fenced-copy.");
        }
        if (kind == Kind.LIVE && (rowsOnly || !tables.selection().isEverything())) {
            throw unusable(
                    "a selection for `data sync`",
                    "a live move is of all tables and makes them itself",
                    "Add --for copy or --for fenced-copy; or leave the selection out.");
        }
        return rowsOnly ? OF_ROWS.getOrDefault(kind, kind) : kind;
    }

    private static void print(Report report, Console console) {
        for (Severity severity : Severity.values()) {
            List<Finding> findings = report.of(severity);
            if (!findings.isEmpty()) {
                console.result(title(severity) + " (" + findings.size() + ")");
                for (Finding finding : findings) {
                    console.result("  " + finding.side().word() + ": " + finding.what() + "\n      " + finding.why()
                            + (finding.next().isEmpty() ? "" : "\n      → " + finding.next()));
                }
            }
        }
        console.result(
                report.isClear()
                        ? "Nothing stands in the way of the move."
                        : "The move cannot begin; nothing was changed.");
    }

    private static String title(Severity severity) {
        return switch (severity) {
            case BLOCKING -> "Blocking";
            case WARNING -> "Warning";
            case INFO -> "Good to know";
        };
    }

    private static String toJson(Report report, String command, int jobs) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("schemaVersion", 1);
        answer.put("command", command);
        answer.put("jobs", jobs);
        answer.put("clear", report.isClear());
        answer.put(
                "findings",
                report.findings().stream().map(DataCheckCommand::fields).toList());
        return JsonMapper.builder().build().writeValueAsString(answer);
    }

    private static Map<String, String> fields(Finding finding) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("severity", finding.severity().word());
        fields.put("side", finding.side().word());
        fields.put("what", finding.what());
        fields.put("why", finding.why());
        fields.put("next", finding.next());
        return fields;
    }

    private static DynoliftException unusable(String option, String why, String next) {
        return new DynoliftException(ErrorCode.INPUT, option + " cannot be used", why, next);
    }
}
