package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Redactor;
import dev.dynolift.terminal.CalledAs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program's entry: parses, runs one command, prints its error if it has one, and exits. */
@Command(
        name = "dynolift",
        description = "Moves a running Heroku application to AWS, with seconds of write downtime and a way back.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:the command line or an input cannot be used",
            "3:a gate or a blocking finding stops it",
            "4:rows differ",
            "130:stopped; the same command goes on"
        },
        subcommands = {
            DoctorCommand.class,
            AuditCommand.class,
            PlanCommand.class,
            CostCommand.class,
            GenerateCommand.class,
            AccessCommand.class,
            ImageCommand.class,
            DataCommand.class,
            RehearseCommand.class
        })
public final class Main {

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of an error.",
            hidden = false)
    boolean debug;

    Main() {}

    public static void main(String[] arguments) {
        // What libraries log goes nowhere: the program itself says what happened, and knows what is secret.
        LogManager.getLogManager().reset();
        System.exit(run(arguments));
    }

    /** Runs one command line and returns its exit code; prints to this process's streams. */
    static int run(String... arguments) {
        return run(new CommandLine(new Main()), arguments);
    }

    /** As above, with commands that were changed. */
    static int run(CommandLine commandLine, String... arguments) {
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((exception, failed, parsed) -> {
            boolean debug = Arrays.asList(arguments).contains("--debug");
            return report(exception, failed.getErr(), debug);
        });
        commandLine.setParameterExceptionHandler((exception, given) -> {
            CommandLine asked = exception.getCommandLine();
            asked.getErr()
                    .println(Redactor.redact(
                            "\nError: " + String.valueOf(exception.getMessage()).replaceFirst("^Error: ", "")));
            CommandLine.UnmatchedArgumentException.printSuggestions(exception, asked.getErr());
            asked.getErr()
                    .println(CalledAs.ofProcess(System.getenv())
                            .in("  → See what there is: "
                                    + asked.getCommandSpec().qualifiedName() + " --help"));
            return ErrorCode.INPUT.exitCode();
        });
        if (arguments.length == 0) {
            commandLine.usage(commandLine.getErr());
            return ErrorCode.INPUT.exitCode();
        }
        return commandLine.execute(arguments);
    }

    private static int report(Exception exception, PrintWriter err, boolean debug) {
        ErrorCode code = ErrorCode.INTERNAL;
        StringBuilder text = new StringBuilder("\n");
        if (exception instanceof DynoliftException known) {
            code = known.code();
            text.append("Error: ").append(known.getMessage()).append('\n');
            if (!known.next().isEmpty()) {
                text.append("  → ").append(known.next()).append('\n');
            }
        } else {
            text.append("Error: dynolift made a mistake of its own: ")
                    .append(exception)
                    .append("\n  → Run the same command again with --debug and report what it prints.\n");
        }
        if (debug) {
            StringWriter trace = new StringWriter();
            exception.printStackTrace(new PrintWriter(trace));
            text.append(trace);
        }
        err.print(Redactor.redact(CalledAs.ofProcess(System.getenv()).in(text.toString())));
        err.flush();
        return code.exitCode();
    }
}
