package dev.dynolift.cli;

import dev.dynolift.control.Control;
import dev.dynolift.engine.Order;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Prompt;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks the running engine to refuse the app's writes and hand over. */
@Command(
        name = "fence",
        description = {
            "Refuses the app's writes on the source, lets the running engine do the last round, and hands over. The app"
                    + " cannot write from then on until it is pointed at the target.",
            "The engine completes its comparison of every row first; when rows differ, nothing is fenced."
        })
final class DataFenceCommand implements Callable<Integer> {

    @Option(names = "--reverse", description = "Fence the target instead, and open the source again: the way back.")
    boolean reverse;

    @Option(names = "--wait", paramLabel = "SECONDS", description = "Give up after so long (default: 600).")
    int seconds = 600;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(System.getenv());
        Database sender = reverse ? DatabaseAddresses.target() : DatabaseAddresses.source();
        try (Session session = sender.open("order")) {
            if (!Control.isInstalled(session)) {
                throw new DynoliftException(
                        ErrorCode.GATE,
                        "there is nothing to fence",
                        "no engine has ever worked on the " + sender.side(),
                        "Start one with: dynolift data " + (reverse ? "reverse" : "sync"));
            }
        }
        new Prompt(console).consent("All writes to the " + sender.side() + " are refused from now on.", yes);
        Order.give(sender, Control.Kind.FENCE, Duration.ofSeconds(seconds), () -> true);
        console.result(
                reverse
                        ? "Writes to the target are refused; the source has all of them and takes writes again. Point the"
                                + " app at the source now."
                        : "Writes to the source are refused; the target has all of them. Point the app at the target now,"
                                + " then run: dynolift data reverse");
        return 0;
    }
}
